"""A line that is cut, a kernel that has ended, a server that is away, a laptop that slept: the page finds back."""

from __future__ import annotations

import pytest

from lcc_diag.content import load
from lcc_diag.view.forms import attitudes_form
from tests.server.page.conftest import connected, until
from tests.server.page.server import BASE, asset

NOTE = ".lcc-connection"


def test_a_line_that_is_cut_is_renewed_and_what_was_said_meanwhile_arrives_once(page, stub):
    stub.serving = False
    stub.hang_up(None)
    page.wait_for_selector(f"{NOTE}:visible >> text=Die Verbindung ist unterbrochen")
    page.click("[data-lcc-language=en]")
    page.wait_for_selector(f"{NOTE}:visible >> text=The connection is interrupted")
    page.evaluate("probes.one.send({ seq: 's1' }); probes.one.send({ seq: 's1' }); probes.two.send({ seq: 's2' })")
    page.evaluate("document.addEventListener('lcc:connected', () => probes.one.send({ seq: 's1' }))")
    stub.serving = True
    page.evaluate("window.dispatchEvent(new Event('online'))")
    connected(page)
    until(page, lambda: len(stub.heard) >= 4)
    heard = [message for message, _ in stub.heard]
    assert heard[:2] == [{"model": "a", "content": {"seq": "s1"}}, {"model": "b", "content": {"seq": "s2"}}]
    assert heard[2:] == [{"model": id_, "content": {"type": "refresh", "missed": True}} for id_ in ("a", "b")]
    assert not page.is_visible(NOTE)
    assert stub.pages == 1


def test_what_was_given_up_is_not_done_later_and_the_last_change_of_a_trait_counts(page, stub):
    stub.serving = False
    stub.hang_up(None)
    page.wait_for_selector(f"{NOTE}:visible")
    page.evaluate("probes.one.send({ type: 'undo', seq: 's1' }); probes.one.send({ type: 'answer', seq: 's2' })")
    page.evaluate("probes.one.unsay({ type: 'undo', seq: 's1' })")
    for value in (8, 9, 8):
        page.evaluate("(value) => { probes.two.set('value', value); probes.two.save_changes(); }", value)
    stub.serving = True
    page.evaluate("window.dispatchEvent(new Event('online'))")
    connected(page)
    until(page, lambda: len(stub.heard) >= 5)
    refreshed = [{"model": id_, "content": {"type": "refresh", "missed": True}} for id_ in ("a", "b")]
    assert [message for message, _ in stub.heard if message not in refreshed] == [
        {"model": "a", "content": {"type": "answer", "seq": "s2"}},
        {"model": "b", "state": {"value": 9}},
        {"model": "b", "state": {"value": 8}},
    ]


def test_a_page_whose_script_did_not_come_is_loaded_again(open_tab, stub):
    whole = stub.live
    torn = whole["models"]["b"] | {"script": f"{BASE}static/gone.js"}
    stub.live = whole | {"models": whole["models"] | {"b": torn}}
    stub.made.clear()
    tab = open_tab()
    tab.goto(stub.address, wait_until="commit")
    with tab.expect_navigation():
        stub.made.set()
        until(tab, lambda: stub.sockets)
        stub.live = whole
    connected(tab)
    assert stub.pages == 2


def test_a_blink_is_not_worth_a_word(page, stub):
    page.evaluate(
        """(note) => {
      window.notes = [];
      const seen = () => window.notes.push(document.querySelector(note).textContent);
      new MutationObserver(seen).observe(document.querySelector(note), { childList: true });
    }""",
        NOTE,
    )
    stub.hang_up(None)
    until(page, lambda: len(stub.heard) == 2)
    assert len(stub.sockets) == 2
    assert [text for text in page.evaluate("notes") if text] == []


@pytest.mark.parametrize("code", [4404, None])
def test_a_kernel_that_ended_is_followed_by_one_reload_that_says_so(page, stub, code):
    page.fill("[data-key=field-two]", "text")
    if code is None:  # found out when the line could not be renewed
        stub.known = False
    with page.expect_navigation():
        stub.hang_up(code)
    connected(page)
    page.wait_for_selector(f"{NOTE}:visible >> text=hat sich neu geladen")
    assert page.evaluate("document.activeElement.dataset.key") == "field-two"
    assert stub.pages == 2
    stub.hang_up(4404)  # again, at once: now a person decides
    page.wait_for_selector(f"{NOTE}:visible >> text=Bitte laden Sie die Seite neu")
    assert stub.pages == 2
    with page.expect_navigation():
        page.click(f"{NOTE} button")
    connected(page)


def test_a_kernel_that_ends_again_and_again_is_followed_once_a_minute(open_tab, stub):
    tab = open_tab()
    tab.clock.install()
    tab.goto(stub.address)
    connected(tab)
    with tab.expect_navigation():
        stub.hang_up(4404)
    connected(tab)
    stub.hang_up(4404)
    tab.wait_for_selector(f"{NOTE} button")
    tab.clock.run_for(50_000)
    assert stub.pages == 2
    with tab.expect_navigation():
        tab.clock.run_for(11_000)
    connected(tab)
    assert stub.pages == 3
    tab.clock.run_for(11_000)  # that it came back is said for a while only
    assert not tab.is_visible(NOTE)


def test_a_chapter_that_failed_because_its_kernel_died_is_loaded_again(open_tab, stub):
    stub.failed = True
    tab = open_tab()
    tab.goto(stub.address)
    tab.wait_for_selector(".lcc-failed")
    until(tab, lambda: stub.sockets)
    stub.failed = False
    with tab.expect_navigation():
        stub.hang_up(4404)
    connected(tab)


def test_a_hidden_page_waits_until_it_is_seen(page, stub):
    page.evaluate("""() => {
      window.seen = false;
      Object.defineProperty(document, "hidden", { configurable: true, get: () => !seen });
    }""")
    stub.hang_up(4404)
    page.wait_for_selector("html[data-lcc-line=gone]")
    assert stub.pages == 1
    with page.expect_navigation():
        page.evaluate("window.seen = true; document.dispatchEvent(new Event('visibilitychange'))")
    connected(page)


def test_a_server_that_was_started_anew_is_waited_for(page, stub):
    stub.serving = stub.known = False
    stub.hang_up(None)
    page.wait_for_selector(f"{NOTE}:visible")
    with page.expect_navigation():
        stub.serving = True
    connected(page)
    assert stub.pages == 2


def test_another_page_took_over(page, stub):
    stub.hang_up(4409)
    page.wait_for_selector(f"{NOTE}:visible >> text=in einem anderen Fenster")
    assert len(stub.sockets) == 1
    with page.expect_navigation():
        page.click("text=Hier weiterarbeiten")
    connected(page)


def test_after_a_sleep_the_line_is_made_anew(open_tab, stub):
    tab = open_tab()
    tab.clock.install()
    tab.goto(stub.address)
    connected(tab)
    tab.clock.fast_forward(3_600_000)
    until(tab, lambda: tab.clock.run_for(1000) or len(stub.sockets) == 2)
    until(tab, lambda: len(stub.heard) == 2)
    assert stub.closed == [4001]
    assert stub.pages == 1


HIDE = """() => {
    window.seen = false;
    Object.defineProperty(document, "hidden", { configurable: true, get: () => !seen });
    document.dispatchEvent(new Event("visibilitychange"));
}"""
SHOW = "window.seen = true; document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture
def long_hidden(open_tab, stub):
    """A chapter in a tab in the background; browsers let its timers run once a minute."""
    tab = open_tab()
    tab.clock.install()
    tab.goto(stub.address)
    connected(tab)
    tab.evaluate(HIDE)
    for _ in range(10):
        tab.clock.fast_forward(61_000)
    return tab


def test_who_comes_back_to_a_hidden_page_finds_the_same_line(long_hidden, stub):
    with long_hidden.expect_response("**/sessions/s1"):
        long_hidden.evaluate(SHOW)
    long_hidden.evaluate("probes.one.send({ seq: 's1' })")
    until(long_hidden, lambda: stub.heard)
    assert [message for message, _ in stub.heard] == [{"model": "a", "content": {"seq": "s1"}}]
    assert len(stub.sockets) == 1
    assert stub.closed == []


def test_who_comes_back_to_a_hidden_page_whose_session_ended_gets_a_new_one(long_hidden, stub):
    stub.known = False
    with long_hidden.expect_navigation():
        long_hidden.evaluate(SHOW)
    connected(long_hidden)
    assert stub.pages == 2


def test_after_a_sleep_a_hidden_page_makes_its_line_anew_too(long_hidden, stub):
    long_hidden.clock.fast_forward(3_600_000)
    until(long_hidden, lambda: long_hidden.clock.run_for(1000) or len(stub.sockets) == 2)
    long_hidden.evaluate(SHOW)
    until(long_hidden, lambda: len(stub.heard) == 2)
    assert stub.closed == [4001]


def test_a_page_that_is_left_says_goodbye(page, stub):
    page.goto("about:blank")
    until(page, lambda: stub.closed)
    assert stub.closed[0] in (1000, 1001)


def test_a_page_from_the_back_forward_cache_is_loaded_anew(page, stub):
    with page.expect_navigation():
        page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    connected(page)
    assert stub.pages == 2


def test_a_page_that_broke_off_half_way_is_loaded_again(open_tab, stub):
    stub.made.clear()
    tab = open_tab()
    tab.clock.install()
    tab.goto(stub.address, wait_until="commit")
    tab.wait_for_selector(".lcc-loading >> text=wird vorbereitet")
    stub.broken, stub.serving = True, False
    stub.made.set()
    until(tab, lambda: tab.clock.run_for(1000) or tab.is_visible(f"{NOTE} >> text=unterbrochen"))
    stub.broken, stub.serving = False, True
    with tab.expect_navigation():
        tab.clock.run_for(6000)
    connected(tab)
    assert stub.pages == 2


def test_a_chapter_that_does_not_start_leaves_it_to_the_reader(open_tab, stub):
    stub.made.clear()
    tab = open_tab()
    tab.clock.install()
    tab.goto(stub.address, wait_until="commit")
    tab.wait_for_selector(".lcc-loading")
    until(tab, lambda: tab.clock.run_for(5000) or tab.is_visible(f"{NOTE} button"))
    stub.made.set()  # late, and welcome
    connected(tab)
    assert not tab.is_visible(NOTE)
    assert stub.pages == 1


def test_a_form_that_hears_nothing_on_an_open_line_asks_for_its_session(page, stub):
    lost = "document.dispatchEvent(new CustomEvent('lcc:connection', { detail: { state: '%s' } }))"
    page.evaluate(lost % "lost")
    page.wait_for_selector(f"{NOTE}:visible")
    page.evaluate(lost % "ok")
    assert not page.is_visible(NOTE)
    stub.known = False
    with page.expect_navigation():
        page.evaluate(lost % "lost")


def test_when_all_places_are_taken_the_page_looks_by_itself(open_tab, stub):
    stub.full = True
    tab = open_tab()
    tab.clock.install()
    tab.goto(f"http://127.0.0.1:{stub.port}{BASE}plain/waiting?case=TOKEN&lang=en")
    tab.wait_for_selector("h1:visible >> text=One moment, please")
    tab.clock.run_for(25_000)
    assert tab.is_visible("text=One moment, please")
    stub.full = False
    with tab.expect_navigation():
        tab.clock.resume()  # an answer under way starts the next ten seconds when it comes
    assert tab.url.endswith("/plain/waiting?case=TOKEN&lang=en")
    tab.wait_for_selector("text=There is room")


@pytest.fixture
def forgetful(open_tab, stub):
    stub.fragile = True
    tab = open_tab()
    tab.goto(stub.address)
    connected(tab)
    tab.click("#lcc-stage p")  # a page nobody has touched may not ask
    asked = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    return tab, asked


def event(tab, name):
    tab.evaluate(f"document.dispatchEvent(new CustomEvent('lcc:{name}'))")


def test_a_server_that_forgets_asks_before_leaving_with_something_new(forgetful):
    tab, asked = forgetful
    event(tab, "entered")
    tab.goto("about:blank")
    assert asked == ["beforeunload"]


def test_nothing_entered_or_everything_kept_is_left_without_a_question(forgetful):
    tab, asked = forgetful
    event(tab, "entered")
    event(tab, "kept")
    tab.goto("about:blank")
    assert asked == []


def test_from_chapter_to_chapter_nobody_is_asked_but_afterwards_still(forgetful):
    tab, asked = forgetful
    event(tab, "entered")
    with tab.expect_navigation():
        tab.click("nav a >> nth=0")
    connected(tab)
    assert asked == []
    tab.click("#lcc-stage p")
    tab.goto("about:blank")
    assert asked == ["beforeunload"]


def test_a_page_that_is_left_once_all_is_saved_is_left_without_a_question(open_tab, stub):
    about = {"name": "Form", "script": asset("form.js"), "style": asset("form.css"), "children": []}
    given = {"spec": attitudes_form(load()), "answers": {}, "language": "de", "storage_key": "case-1", "place": {}}
    stub.fragile, stub.live = True, {"root": "f", "models": {"f": {**about, "state": given}}}
    tab = open_tab()
    asked = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    tab.goto(stub.address)
    connected(tab)
    event(tab, "entered")
    tab.get_by_label("fast immer").first.check()
    tab.click("nav a >> nth=0")
    tab.click(".lcc-form h2")  # meanwhile
    until(tab, lambda: any("seq" in message.get("content", {}) for message, _ in stub.heard))
    seq = next(message["content"]["seq"] for message, _ in stub.heard if "seq" in message.get("content", {}))
    with tab.expect_navigation():
        stub.say({"model": "f", "content": {"type": "saved", "seq": seq}})
    connected(tab)
    assert "/01_cynefin.ipynb" in tab.url
    assert asked == []


def test_a_server_that_keeps_never_asks(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.click("#lcc-stage p")
    event(page, "entered")
    page.goto("about:blank")
    assert asked == []

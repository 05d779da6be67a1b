"""What widgets' scripts may rely on: a model as anywidget describes it, with and without a kernel."""

from __future__ import annotations

from tests.server.page.conftest import connected, stage, state, until

PROBES = "document.querySelectorAll('#lcc-stage p')"


def texts(page):
    return page.evaluate(f"[...{PROBES}].map((node) => node.textContent)")


def said(page, name):
    return [entry[1:] for entry in page.evaluate("window.said ?? []") if entry[0] == name]


def test_a_box_is_its_children_in_order(page):
    assert texts(page) == ["one: 1", "two: 2"]


def test_a_changed_trait_is_sent_once_when_it_is_saved(page, stub):
    page.evaluate("probes.one.set('value', 5); probes.one.set('other', 'x'); probes.one.save_changes()")
    page.evaluate("probes.one.save_changes(); probes.one.set('value', 5); probes.one.save_changes()")
    page.evaluate("probes.one.send({ last: true })")
    until(page, lambda: any("content" in message for message, _ in stub.heard))
    assert [message for message, _ in stub.heard] == [
        {"model": "a", "state": {"value": 5, "other": "x"}},
        {"model": "a", "content": {"last": True}},
    ]
    assert texts(page) == ["one: 5", "two: 2"]


def test_bytes_travel_both_ways(page, stub):
    page.evaluate("""() => {
      const bytes = new TextEncoder().encode("äöü\\u0000x");
      probes.one.send({ file: 1 }, undefined, [bytes.buffer, new DataView(bytes.buffer, 2, 2), bytes.subarray(0, 0)]);
    }""")
    until(page, lambda: stub.heard)
    assert stub.heard == [({"model": "a", "content": {"file": 1}}, ["äöü\0x".encode(), "ö".encode(), b""])]
    stub.say({"model": "b", "content": {"type": "file", "ü": "€"}}, [b"first", b"", b"third"])
    until(page, lambda: page.evaluate("window.said?.length"))
    assert said(page, "two") == [[{"type": "file", "ü": "€"}, ["first", "", "third"], True]]


def test_a_change_from_the_kernel_is_told_and_a_repetition_is_not(page, stub):
    stub.say({"model": "b", "state": {"value": {"x": [1, {"y": None}]}}})
    until(page, lambda: texts(page)[1] == 'two: {"x":[1,{"y":null}]}')
    stub.say({"model": "b", "state": {"value": {"x": [1, {"y": None}]}}})
    stub.say({"model": "unknown", "state": {"value": 1}})
    stub.say({"model": "b", "content": {"last": True}})
    until(page, lambda: page.evaluate("window.said.some((entry) => entry[1].last)"))
    assert said(page, "two") == [["changed"], [{"last": True}, [], True]]


def test_listeners_go(page, stub):
    page.evaluate("""() => {
      window.calls = [];
      const call = (name) => () => calls.push(name);
      const kept = call("kept"), gone = call("gone");
      probes.one.on("change:value change", kept);
      probes.one.on("change:value", gone);
      probes.one.off("change:value", gone);
      probes.two.on("change:value", gone);
      probes.two.off("change:value");
      probes.one.set("value", 7);
      probes.two.set("value", 7);
    }""")
    assert page.evaluate("calls") == ["kept", "kept"]
    assert texts(page) == ["one: 7", "two: 2"]


def shown_early(stub, tab, still):
    """Open the chapter while its kernel is not ready."""
    stub.still = still
    stub.made.clear()
    tab.goto(stub.address, wait_until="commit")
    tab.wait_for_selector("html[data-lcc-ready]")


def test_widgets_are_there_before_the_kernel_and_what_is_said_to_them_arrives(open_tab, stub):
    tab = open_tab()
    shown_early(stub, tab, stage({"x": state("one", 1), "y": state("two", 2)}))
    assert texts(tab) == ["one: 1", "two: 2"]
    assert tab.evaluate("probes.one.preparing")
    tab.fill("[data-key=field-one]", "half a sen")
    tab.evaluate("probes.one.send({ type: 'answer', seq: 's1' })")
    tab.evaluate("probes.two.set('value', 9); probes.two.save_changes(); window.first = probes.one")
    stub.live = stage({"a": {"other": "news"}, "b": {"value": 3}})
    stub.made.set()
    connected(tab)
    until(tab, lambda: len(stub.heard) == 2)
    assert [message for message, _ in stub.heard] == [
        {"model": "a", "content": {"type": "answer", "seq": "s1"}},
        {"model": "b", "state": {"value": 9}},
    ]
    assert tab.evaluate("probes.one === first && probes.one.get('other')") == "news"
    assert texts(tab) == ["one: 1", "two: 9"]  # what was changed here stays changed
    assert tab.evaluate("document.activeElement.value") == "half a sen"
    assert not tab.evaluate("probes.one.preparing")


def test_what_the_kernel_says_before_its_widgets_are_drawn_arrives(open_tab, stub):
    tab, frames, held = open_tab(), [], []

    def hold(route):  # Playwright takes no method of a list
        held.append(route)

    def hear(frame):
        frames.append(frame)

    tab.on("websocket", lambda socket: socket.on("framereceived", hear))
    tab.route("**/probe.js", hold)
    tab.goto(stub.address, wait_until="commit")
    until(tab, lambda: stub.sockets and held)
    for model, value in (("a", 5), ("b", 6), ("b", 7)):
        stub.say({"model": model, "state": {"value": value}})
    until(tab, lambda: len(frames) == 3)
    held[0].continue_()
    connected(tab)
    assert texts(tab) == ["one: 5", "two: 7"]


def test_what_the_kernel_has_made_instead_takes_the_place(open_tab, stub):
    tab = open_tab()
    shown_early(stub, tab, stage({"x": state("early", 1)}))
    stub.made.set()
    connected(tab)
    assert texts(tab) == ["one: 1", "two: 2"]
    assert said(tab, "early") == [["closed"]]
    tab.evaluate("probes.two.send({ hello: true })")
    until(tab, lambda: stub.heard)
    assert stub.heard == [({"model": "b", "content": {"hello": True}}, [])]


def test_the_address_that_is_passed_on_holds_no_token_of_the_server(open_tab, stub):
    tab = open_tab()
    tab.goto(f"{stub.address}&token=secret")
    connected(tab)
    assert tab.url.endswith("?case=TOKEN&lang=de")
    links = tab.eval_on_selector_all("a", "(links) => links.map(({ href }) => href)")
    assert links
    assert not [link for link in links if "secret" in link]


def test_language_is_in_address_title_and_links(page, stub):
    assert page.evaluate("document.documentElement.lang") == "de"
    page.evaluate("document.addEventListener('lcc:language', ({ detail }) => { window.spoken = detail; })")
    page.click("[data-lcc-language=en]")
    assert page.evaluate("[document.documentElement.lang, document.title, spoken]") == [
        "en",
        "Chapter 02_attitudes",
        "en",
    ]
    assert page.url.endswith("?case=TOKEN&lang=en")
    assert page.get_attribute("nav a >> nth=0", "href").endswith("/01_cynefin.ipynb?case=TOKEN&lang=en")
    assert page.is_visible("text=Told in English.")
    assert not page.is_visible("text=Erzählt wird auf Deutsch.")


def test_a_chapter_that_failed_says_so_and_is_not_loaded_again(open_tab, stub):
    stub.failed = True
    tab = open_tab()
    tab.goto(stub.address)
    tab.wait_for_selector(".lcc-failed")
    tab.wait_for_selector(".lcc-loading", state="detached")
    assert not tab.is_visible(".lcc-connection")
    assert stub.pages == 1

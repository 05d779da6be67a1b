"""Nothing gets lost: autosave, outbox, refusals, undo."""

import re

import pytest
from playwright.sync_api import expect

from lcc_diag.server import allowance

LOST = "Noch nicht gespeichert"


def test_unsent_answers_survive_a_reload_and_are_sent_again(open_form):
    page, kernel = open_form("attitudes")
    kernel.online = False
    page.get_by_label("fast immer").first.check()
    page.reload()
    expect(page.get_by_label("fast immer").first).to_be_checked()
    assert kernel.answers() == {}
    kernel.online = True
    page.reload()
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_visible()
    assert kernel.answers()["attitudes.gm1"]["value"] == 5
    assert page.evaluate("localStorage.getItem('case-1:outbox')") is None


def test_all_is_saved_is_said_only_where_something_is(open_form):
    page, _ = open_form("attitudes")
    going_on = page.locator(".lcc-moves button.lcc-first")
    while going_on.is_visible():
        going_on.click()
    assert page.locator(".lcc-saved").inner_text() == ""
    page.locator(".lcc-screen input").first.check()
    expect(page.locator(".lcc-saved")).to_have_text("Alles gespeichert")
    page.reload()
    expect(page.locator(".lcc-saved")).to_have_text("Alles gespeichert")


FILL_OUTBOX = """count => {
    const item = 'attitudes.gm1';
    const entry = (number) => ({ keep: true, origin: item, message: {
      type: 'answer', item, challenge: null, value: 1 + number % 4, evidence: {}, seq: `s${number}` } });
    localStorage.setItem('case-1:outbox', JSON.stringify(Array.from({ length: count }, (_, number) => entry(number))));
}"""
QUICK_KERNEL = """
    window.said = [];
    window.open = new Promise((resolve) => { window.goOn = resolve; });
    window.kernel = async (message) => {
      said.push({ seq: message.seq, value: message.value, at: Date.now() / 1000 });
      await window.open;
      return { message: { type: 'saved', seq: message.seq } };
    };
"""


def test_a_long_outbox_is_sent_in_order_and_within_what_the_server_allows(open_form, monkeypatch):
    page, _ = open_form("attitudes")
    page.clock.install()
    page.add_init_script(QUICK_KERNEL)
    page.evaluate(FILL_OUTBOX, 400)
    page.reload()
    page.wait_for_function("said.length > 0")
    page.get_by_label("fast immer").first.check()  # must not overtake the older answers to the same question
    assert page.evaluate("said.length") == 50
    page.evaluate("goOn()")
    for _ in range(60):
        if page.evaluate("localStorage.getItem('case-1:outbox') === null"):
            break
        page.clock.run_for(500)
    said = page.evaluate("said")
    assert [message["seq"] for message in said[:-1]] == [f"s{number}" for number in range(400)]
    assert said[-1]["value"] == 5
    moments = iter([said[0]["at"], *(message["at"] for message in said)])
    monkeypatch.setattr(allowance.time, "monotonic", lambda: next(moments))
    allowed = allowance.Allowance()
    assert all(allowed.spend(200) for _ in said)


def test_text_still_being_typed_survives_a_reload(open_form):
    page, _ = open_form("challenges")
    page.locator("textarea").press_sequentially("Das ERP", delay=0)
    page.reload()
    expect(page.locator("textarea")).to_have_value("Das ERP")


def test_a_lost_connection_is_said_and_healed(open_form):
    page, kernel = open_form("attitudes")
    page.evaluate("document.addEventListener('lcc:connection', (event) => { window.state = event.detail.state; })")
    kernel.online = False
    page.get_by_label("fast immer").first.check()
    expect(page.get_by_text(LOST)).to_be_visible()
    assert page.evaluate("window.state") == "lost"
    kernel.online = True
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_text(LOST)).to_be_hidden()
    assert page.evaluate("window.state") == "ok"
    assert kernel.answers()["attitudes.gm1"]["value"] == 5
    assert len(kernel.seen) == 1


def test_what_the_database_cannot_write_is_kept_says_why_and_is_sent_again(open_form):
    page, kernel = open_form("attitudes")
    kernel.writable = False
    page.get_by_label("fast immer").first.click()
    expect(page.locator(".lcc-lost")).to_contain_text("Der Platz fehlt. Ihre neuen Eingaben sind in diesem Browser")
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_hidden()
    page.reload()
    expect(page.get_by_label("fast immer").first).to_be_checked()
    expect(page.locator(".lcc-lost")).to_contain_text("Der Platz fehlt.")
    kernel.writable = True
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_visible()
    expect(page.locator(".lcc-lost")).to_be_hidden()
    assert kernel.answers()["attitudes.gm1"]["value"] == 5


def test_nothing_is_called_saved_beside_a_note_that_it_is_not(open_form):
    page, _ = open_form("challenges")
    page.get_by_label("Ihre erste Herausforderung").fill("Das ERP läuft.")
    page.get_by_role("button", name="Weiter", exact=True).click()
    page.locator("textarea").fill("x" * 11_234)
    expect(page.get_by_text("Der Text ist 1.234 Zeichen zu lang").first).to_be_visible()
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_hidden()
    expect(page.get_by_text("1.234 Zeichen zu viel")).to_be_visible()


def test_a_refused_text_stays_in_the_field_with_the_reason_beside_it(open_form):
    page, kernel = open_form("execution")
    page.get_by_text("Eine Person ist benannt, mit festen Stunden").click()
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_visible()
    kernel.refuse = "execution.owner"
    field = page.get_by_label("Funktion oder Kürzel der Person")
    field.fill("KM")
    field.blur()
    expect(page.get_by_text("Das geht hier nicht.").first).to_be_visible()
    expect(field).to_have_value("KM")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert kernel.answers()["execution.owner"]["evidence"] == {}
    page.reload()
    expect(page.get_by_label("Funktion oder Kürzel der Person")).to_have_value("KM")
    expect(page.locator(".lcc-problem:visible")).to_have_text("Das geht hier nicht.")


def test_a_refused_choice_goes_back_to_what_is_saved(open_form):
    page, kernel = open_form("attitudes")
    page.get_by_label("nie", exact=True).first.check()
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_visible()
    kernel.refuse = "attitudes.gm1"
    page.get_by_label("fast immer").first.click()
    expect(page.locator("fieldset").first.get_by_text("Das geht hier nicht.")).to_be_visible()
    expect(page.get_by_label("nie", exact=True).first).to_be_checked()
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_hidden()
    assert page.evaluate("localStorage.getItem('case-1:drafts')") is None


def test_text_is_saved_after_a_pause_without_leaving_the_field(open_form):
    page, kernel = open_form("challenges")
    page.get_by_label("Ihre erste Herausforderung").fill("Das ERP läuft.")
    page.get_by_role("button", name="Weiter", exact=True).click()
    story = page.locator("textarea")
    story.press_sequentially("Am Montag <b>fehlten</b> Teile.")
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_visible()
    page.wait_for_function("localStorage.getItem('case-1:drafts') === null")
    expect(story).to_be_focused()
    assert kernel.answers()["cynefin.anecdote@c1"]["value"] == "Am Montag <b>fehlten</b> Teile."


def test_an_emptied_text_takes_the_answer_back(open_form):
    page, kernel = open_form("challenges")
    page.get_by_label("Ihre erste Herausforderung").fill("Das ERP läuft.")
    page.get_by_role("button", name="Weiter", exact=True).click()
    story = page.locator("textarea")
    for text in ("Am Montag.", ""):
        story.fill(text)
        story.blur()
        page.wait_for_function("localStorage.getItem('case-1:outbox') === null")
    assert kernel.answers() == {}


def test_text_over_the_limit_is_neither_cut_nor_sent(open_form):
    page, kernel = open_form("challenges")
    page.get_by_label("Ihre erste Herausforderung").fill("x" * 152)
    expect(page.get_by_text("12 Zeichen zu viel")).to_be_visible()
    page.get_by_role("button", name="Weiter", exact=True).click()
    expect(page.locator(".lcc-problem").first).to_contain_text("12 Zeichen zu lang")
    expect(page.locator("textarea")).to_have_value("x" * 152)
    expect(page.locator("textarea")).to_be_focused()
    assert kernel.received == []


def test_numbers_that_cannot_be_are_explained_and_kept(open_form):
    page, kernel = open_form("execution", hash="#people")
    people = page.get_by_label("Wie viele Führungskräfte würden freiwillig mitmachen?")
    for text, problem in (("vier", "Das ist keine Zahl"), ("3,5", "ganze Zahl"), ("900", "von 0 bis 200")):
        people.fill(text)
        people.blur()
        expect(page.locator(".lcc-problem:visible")).to_contain_text(problem)
        expect(people).to_have_value(text)
    assert kernel.received == []
    people.fill("4")
    people.blur()
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_visible()
    expect(page.locator(".lcc-problem:visible")).to_have_count(0)
    assert kernel.answers()["circle.people"]["value"] == 4


@pytest.mark.parametrize(
    ("item", "text", "value"),
    [
        ("hours_per_week", "4 Stunden", 4),
        ("hours_per_week", "4h", 4),
        ("hours_per_week", "4 Std./Woche", 4),
        ("decision_limit_eur", "2.000 EUR", 2000),
    ],
)
def test_evidence_may_be_typed_with_its_unit(open_form, item, text, value):
    page, kernel = open_form("execution")
    page.get_by_text("Eine Person ist benannt, mit festen Stunden").click()
    field = page.locator(f"[data-key='execution.owner#{item}']")
    field.evaluate("node => { const fold = node.closest('details'); if (fold) fold.open = true; }")
    field.fill(text)
    field.blur()
    page.wait_for_function("localStorage.getItem('case-1:outbox') === null")
    assert kernel.answers()["execution.owner"]["evidence"][item] == value


def test_dont_know_and_a_number_replace_each_other(open_form):
    page, kernel = open_form("execution", hash="#people")
    question = page.locator("fieldset", has_text="Wie viele Führungskräfte")
    question.get_by_label("Weiß ich noch nicht").check()
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_visible()
    assert kernel.answers()["circle.people"]["value"] == "dk"
    question.get_by_role("textbox").fill("5")
    question.get_by_role("textbox").blur()
    expect(question.get_by_label("Weiß ich noch nicht")).not_to_be_checked()
    page.wait_for_function("localStorage.getItem('case-1:outbox') === null")
    assert kernel.answers()["circle.people"]["value"] == 5


def test_undo_takes_the_last_answer_back_and_shows_where(open_form):
    page, kernel = open_form("attitudes")
    undo = page.get_by_role("button", name="Letzte Eingabe zurücknehmen")
    expect(undo).to_be_disabled()
    page.get_by_label("nie", exact=True).first.check()
    page.get_by_label("fast immer").first.check()
    page.get_by_role("button", name="Weiter").click()
    undo.click()
    expect(page.get_by_text("Zurückgenommen")).to_be_visible()
    expect(page.get_by_role("heading", name="Was bei uns zu beobachten ist")).to_be_visible()
    expect(page.get_by_label("nie", exact=True).first).to_be_checked()
    undo.click()
    expect(page.get_by_label("nie", exact=True).first).not_to_be_checked()
    expect(undo).to_be_disabled()
    assert kernel.answers() == {}


def test_undo_says_so_if_something_was_entered_elsewhere_since(open_form):
    page, kernel = open_form("attitudes")
    page.get_by_label("nie", exact=True).first.check()
    kernel.used_elsewhere = True
    page.get_by_role("button", name="Letzte Eingabe zurücknehmen").click()
    expect(page.get_by_text("an anderer Stelle etwas eingetragen")).to_be_visible()
    expect(page.get_by_label("nie", exact=True).first).to_be_checked()


def test_the_form_works_where_storage_is_forbidden(open_form):
    page, kernel = open_form("attitudes")
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})")
    page.reload()
    page.get_by_label("fast immer").first.check()
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_visible()
    assert kernel.answers()["attitudes.gm1"]["value"] == 5


def test_the_link_to_the_next_part_keeps_the_address_parameters(open_form):
    page, _ = open_form("attitudes", hash="?case=abc&lang=de#authentic_communication-ladder")
    link = page.get_by_role("link", name="Weiter zu Teil 3: Umsetzung")
    assert link.evaluate("node => node.pathname + node.search") == "/03_execution.ipynb?case=abc&lang=de"
    expect(page.get_by_role("button", name="Weiter", exact=True)).to_be_hidden()


ADD_LINK = """attributes => {
    const link = Object.assign(document.createElement('a'), { textContent: 'Woanders' });
    Object.entries(attributes).forEach(([name, value]) => link.setAttribute(name, value));
    document.querySelector('main').before(link);
}"""
IS_HELD = """init => {
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, ...init });
    let held;
    window.addEventListener('click', (event) => { held = event.defaultPrevented; event.preventDefault(); },
      { once: true });
    [...document.querySelectorAll('a')].find((link) => link.textContent === 'Woanders').dispatchEvent(click);
    return held;
}"""


def unsaved(open_form, **attributes):
    """A form whose last answer is still on its way, on a page with one link beside it."""
    page, kernel = open_form("attitudes")
    page.evaluate(ADD_LINK, attributes)
    kernel.online = False
    page.get_by_label("fast immer").first.check()
    return page, kernel


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_link_of_the_page_waits_until_the_last_answer_is_saved(open_form, by):
    page, kernel = unsaved(open_form, href="/page.html?part=3")
    link = page.get_by_role("link", name="Woanders")
    if by == "mouse":
        link.click()
    else:
        link.press("Enter")
    assert page.evaluate("location.search") == ""
    kernel.online = True
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_url("**/page.html?part=3*")
    assert kernel.answers()["attitudes.gm1"]["value"] == 5


def test_text_still_being_typed_is_saved_before_a_link_leaves(open_form, figures_kernel):
    page, kernel = open_form("plan", figures_kernel, hash="#general")
    page.evaluate(ADD_LINK, {"href": "/page.html?part=3"})
    page.get_by_label("Was kostet bei Ihnen eine Arbeitsstunde?").press_sequentially("50")
    page.get_by_role("link", name="Woanders").click()
    page.wait_for_url("**/page.html?part=3*")
    assert kernel.answers()["costs.rate_eur_h"]["value"] == 50


@pytest.mark.parametrize(
    ("attributes", "click"),
    [
        ({"href": "/elsewhere"}, {"ctrlKey": True}),
        ({"href": "/elsewhere"}, {"shiftKey": True}),
        ({"href": "/elsewhere"}, {"button": 1}),
        ({"href": "/elsewhere", "target": "_blank"}, {}),
        ({"href": "/elsewhere", "download": ""}, {}),
        ({"href": "#chapter"}, {}),
        ({"href": "https://elsewhere.test/"}, {}),
        ({"href": "mailto:somebody@elsewhere.test"}, {}),
        ({}, {}),
    ],
)
def test_what_does_not_leave_the_page_for_another_of_ours_is_not_held(open_form, attributes, click):
    page, _ = unsaved(open_form, **attributes)
    assert page.evaluate(IS_HELD, click) is False


def test_a_link_is_held_only_as_long_as_saving_can_be_hoped_for(open_form):
    page, _ = unsaved(open_form, href="/elsewhere")
    assert page.evaluate(IS_HELD, {}) is True
    expect(page.get_by_text(LOST)).to_be_visible()
    assert page.evaluate(IS_HELD, {}) is False


def test_with_everything_saved_a_link_leaves_at_once(open_form):
    page, _ = open_form("attitudes")
    page.evaluate(ADD_LINK, {"href": "/elsewhere"})
    assert page.evaluate(IS_HELD, {}) is False


def saved(page):
    expect(page.locator(".lcc-saved:not(.lcc-waiting)")).to_have_text("Gespeichert")


def reviewed_on(page, kernel):
    """The day on which progress was reviewed last: one is stored already."""
    page.locator('[data-key="execution.owner=2"]').check()
    page.locator(".lcc-evidence summary").click()
    field = page.get_by_label("Stand zuletzt besprochen am")
    field.fill("2026-02-10")
    field.blur()
    saved(page)
    assert kernel.answers()["execution.owner"]["evidence"] == {"last_review_date": "2026-02-10"}
    return field


@pytest.mark.parametrize("slip", ["0026-10-10", "1026-10-10", "20261-10-10"])
def test_a_date_that_is_not_taken_says_so_beside_its_field_and_what_is_stored(open_form, slip):
    page, kernel = open_form("execution")
    field = reviewed_on(page, kernel)
    field.evaluate("(field, slip) => { field.value = slip; field.dispatchEvent(new Event('input')); }", slip)
    field.focus()
    field.blur()
    expect(page.locator(".lcc-problem:visible")).to_contain_text("nicht gespeichert")
    expect(page.locator(".lcc-problem:visible")).to_contain_text("10. Februar 2026")
    expect(page.locator(".lcc-saved")).to_have_text("")
    assert field.input_value() == slip
    assert kernel.answers()["execution.owner"]["evidence"] == {"last_review_date": "2026-02-10"}
    field.fill("2026-02-11")
    field.blur()
    saved(page)
    expect(page.locator(".lcc-problem:visible")).to_have_count(0)
    assert kernel.answers()["execution.owner"]["evidence"] == {"last_review_date": "2026-02-11"}


def test_a_date_that_is_being_typed_is_neither_stored_nor_called_saved(open_form):
    page, kernel = open_form("execution")
    field = reviewed_on(page, kernel)
    page.clock.install()
    field.focus()
    page.keyboard.press("Backspace")  # the first part of the date is empty now
    page.clock.run_for(1000)
    expect(page.locator(".lcc-saved")).to_have_text("")
    assert kernel.answers()["execution.owner"]["evidence"] == {"last_review_date": "2026-02-10"}
    expect(page.locator(".lcc-problem:visible")).to_have_count(0)
    field.blur()
    expect(page.locator(".lcc-problem:visible")).to_contain_text("noch nicht vollständig")
    assert kernel.answers()["execution.owner"]["evidence"] == {"last_review_date": "2026-02-10"}


def test_a_day_ahead_is_kept_with_a_calm_word_that_it_cannot_be_over_yet(open_form):
    page, kernel = open_form("execution")
    field = reviewed_on(page, kernel)
    field.fill("2031-10-10")
    field.blur()
    expect(page.locator(".lcc-remark:visible")).to_have_text(re.compile("^Der 10. Oktober 2031 liegt noch vor uns"))
    assert kernel.answers()["execution.owner"]["evidence"] == {"last_review_date": "2031-10-10"}
    field.fill("0026-10-10")
    field.blur()
    expect(page.locator(".lcc-problem:visible")).to_contain_text("Bis dahin gilt weiter: 10. Oktober 2031.")
    expect(page.locator(".lcc-remark:visible")).to_have_count(0)
    again, _ = open_form("execution", kernel)
    expect(again.locator(".lcc-remark:visible")).to_have_text(re.compile("^Der 10. Oktober 2031 liegt noch vor uns"))
    field.fill("2026-02-11")
    field.blur()
    expect(page.locator(".lcc-remark:visible")).to_have_count(0)

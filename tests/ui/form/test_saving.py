"""Nothing gets lost: autosave, outbox, refusals, undo."""

from playwright.sync_api import expect

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
    expect(page.get_by_text(LOST)).to_be_visible(timeout=8000)
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
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_visible(timeout=8000)
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

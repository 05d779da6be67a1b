"""Going through the form: screens, keyboard, phone, places, language."""

from playwright.sync_api import expect

ERP = "Vertrieb und Lager führen ihre Excel-Listen neben dem ERP weiter."


def heading(page):
    return page.locator(".lcc-form h2")


def test_first_render_takes_no_focus_and_next_moves_it_to_the_heading(open_form):
    page, _ = open_form("attitudes")
    assert page.evaluate("document.activeElement === document.body")
    page.get_by_role("button", name="Weiter").click()
    expect(heading(page)).to_have_text("Der Gesamteindruck")
    expect(heading(page)).to_be_focused()


def test_five_items_are_answered_with_the_keyboard_alone(open_form):
    page, kernel = open_form("attitudes")
    page.get_by_role("button", name="Übersicht").focus()
    for _ in range(5):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Weiter")).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Der Gesamteindruck")
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_visible()
    assert {key: answer["value"] for key, answer in kernel.answers().items()} == {
        f"attitudes.gm{number}": 3 for number in range(1, 6)
    }


def test_whole_part_one_with_the_keyboard(open_form):
    page, kernel = open_form("challenges")
    page.get_by_label("Ihre erste Herausforderung").focus()
    page.keyboard.type(ERP)
    page.keyboard.press("Enter")
    expect(page.locator(".lcc-challenges .lcc-statement")).to_have_text(ERP)
    next_button = page.get_by_role("button", name="Weiter", exact=True)
    next_button.press("Enter")
    expect(heading(page)).to_have_text("Ein Ereignis aus dem Alltag")
    page.keyboard.press("Tab")
    page.keyboard.type("Am Montag fehlten drei Teile.")
    for part in ("(1 von 2)", "(2 von 2)"):
        next_button.press("Enter")
        expect(heading(page)).to_contain_text(part)
        for _ in range(4):
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowDown")
    next_button.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    next_button.press("Enter")
    expect(heading(page)).to_have_text("Das Bild Ihrer Herausforderungen")
    expect(page.locator(".lcc-call strong")).to_have_text("Komplex")
    answers = kernel.answers()
    assert answers["cynefin.anecdote@c1"]["value"] == "Am Montag fehlten drei Teile."
    assert [answers[f"cynefin.{name}@c1"]["value"] for name in ("cause_effect", "stability")] == ["c", "c"]
    assert answers["cynefin.handling@c1"]["value"] == "best_practice"


def test_no_domain_is_named_before_the_canvas(open_form):
    page, _ = open_form("challenges")
    page.get_by_label("Ihre erste Herausforderung").fill(ERP)
    page.get_by_role("button", name="Hinzufügen").click()
    page.get_by_role("button", name="Übersicht").click()
    texts = []
    while heading(page).inner_text() != "Das Bild Ihrer Herausforderungen":
        texts.append(page.locator(".lcc-form").inner_text())
        page.get_by_role("button", name="Weiter", exact=True).click()
        expect(heading(page)).to_be_focused()
    assert len(texts) == 5
    for word in ("Klar", "Kompliziert", "Komplex", "Chaotisch", "Noch offen"):
        assert not any(word in text for text in texts), word


def test_phone_shows_one_question_per_screen(open_form):
    page, kernel = open_form("attitudes", width=390, height=844)
    assert page.locator(".lcc-question").count() == 1
    expect(heading(page)).to_contain_text("Frage 1 von 5")
    page.get_by_label("fast immer").check()
    page.get_by_role("button", name="Weiter").click()
    expect(heading(page)).to_contain_text("Frage 2 von 5")
    expect(heading(page)).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.locator(".lcc-form label:visible, .lcc-form button:visible").evaluate_all(
        "nodes => nodes.filter((node) => node.getBoundingClientRect().height < 44).map((node) => node.textContent)"
    )
    assert small == []
    assert kernel.answers()["attitudes.gm1"]["value"] == 5


def test_turning_the_phone_keeps_the_place(open_form):
    page, _ = open_form("attitudes", width=390, height=844, hash="#psychological_safety.3")
    expect(heading(page)).to_contain_text("Frage 3 von 5")
    page.set_viewport_size({"width": 1024, "height": 768})
    expect(page.locator(".lcc-question")).to_have_count(5)
    expect(page.locator(".lcc-eyebrow")).to_have_text("Psychologische Sicherheit")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(heading(page)).to_contain_text("Frage 3 von 5")


def test_browser_back_and_reload_keep_the_place(open_form):
    page, _ = open_form("attitudes")
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("button", name="Weiter").click()
    expect(page.locator(".lcc-eyebrow")).to_have_text("Psychologische Sicherheit")
    page.go_back()
    expect(heading(page)).to_have_text("Der Gesamteindruck")
    page.reload()
    expect(heading(page)).to_have_text("Der Gesamteindruck")
    page.goto(page.url.partition("#")[0])
    expect(heading(page)).to_have_text("Der Gesamteindruck")


def test_a_link_leads_to_the_question_it_names(open_form):
    page, _ = open_form("execution", width=390, height=844, hash="#weeks")
    expect(page.get_by_label("Über wie viele Wochen können Sie diese Zeit halten?")).to_be_visible()


def test_overview_says_what_is_answered_and_leads_there(open_form):
    page, _ = open_form("attitudes")
    page.get_by_label("fast immer").first.check()
    page.get_by_role("button", name="Übersicht").click()
    overview = page.get_by_role("navigation", name="Übersicht")
    expect(overview.get_by_role("button").first).to_contain_text("1 von 5 beantwortet")
    overview.get_by_role("button").nth(6).click()
    expect(page.locator(".lcc-eyebrow")).to_have_text("Authentische Kommunikation")
    expect(overview).to_be_hidden()


def test_minutes_left_shrink(open_form):
    page, _ = open_form("attitudes")
    step = page.locator(".lcc-step")
    expect(step).to_have_text("Schritt 1 von 8 · noch etwa 6 Minuten")
    for number in range(5):
        page.get_by_label("fast immer").nth(number).check()
    expect(step).to_have_text("Schritt 1 von 8 · noch etwa 5 Minuten")


def test_language_switch_keeps_place_focus_caret_and_typed_text(open_form):
    page, _ = open_form("challenges")
    field = page.locator("textarea")
    field.focus()
    page.keyboard.type("Das ERP läuft")
    page.keyboard.press("ArrowLeft")
    page.evaluate("document.dispatchEvent(new CustomEvent('lcc:language', {detail: 'en'}))")
    expect(heading(page)).to_have_text("Which challenges are on your mind?")
    expect(page.get_by_label("Your first challenge")).to_be_focused()
    page.keyboard.type("x")
    expect(field).to_have_value("Das ERP läufxt")
    assert page.locator(".lcc-form").get_attribute("lang") == "en"


def test_numbers_follow_the_language(open_form):
    page, kernel = open_form("execution")
    page.get_by_text("Eine Person ist benannt, mit festen Stunden").click()
    page.get_by_text("Weitere Angaben").click()
    limit = page.get_by_label("Darf allein entscheiden bis")
    limit.fill("4.000")
    limit.blur()
    page.get_by_label("Feste Stunden dafür").fill("7,5")
    page.get_by_label("Feste Stunden dafür").blur()
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_visible()
    assert kernel.answers()["execution.owner"]["evidence"] == {"decision_limit_eur": 4000, "hours_per_week": 7.5}
    page.evaluate("document.dispatchEvent(new CustomEvent('lcc:language', {detail: 'en'}))")
    expect(page.get_by_label("May decide alone up to")).to_have_value("4,000")
    expect(page.get_by_label("Fixed hours for it")).to_have_value("7.5")

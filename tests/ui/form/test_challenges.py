"""Writing challenges, evidence, and the canvas."""

import pytest
from playwright.sync_api import expect

ERP = "Vertrieb und Lager führen ihre Excel-Listen neben dem ERP weiter."
ANSWERS = "cccccbcc"


def add(page, statement):
    page.locator("textarea").last.fill(statement)
    page.get_by_role("button", name="Hinzufügen").click()


def statements(page):
    return page.locator(".lcc-challenges .lcc-statement")


def rate(page, options):
    """Answers the eight indicators of challenge 1 by clicking."""
    for start in (0, 4):
        page.get_by_role("button", name="Weiter", exact=True).click()
        for number, option in enumerate(options[start : start + 4]):
            page.locator("fieldset").nth(number).locator("input").nth("abcd".index(option)).check()


@pytest.fixture
def rated(open_form):
    page, kernel = open_form("challenges")
    add(page, ERP)
    page.get_by_role("button", name="Weiter", exact=True).click()
    rate(page, ANSWERS)
    page.get_by_role("button", name="Weiter", exact=True).click()
    return page, kernel


def test_challenges_are_added_changed_and_removed(open_form):
    page, kernel = open_form("challenges")
    add(page, ERP)
    expect(page.locator("textarea")).to_be_focused()
    expect(page.locator("textarea")).to_have_value("")
    add(page, "  Der Meister\n geht in Rente. ")
    expect(statements(page)).to_have_text([ERP, "Der Meister geht in Rente."])
    page.get_by_role("button", name=f"Ändern: {ERP}").click()
    page.get_by_role("textbox", name="Ändern").fill("Neu gefasst.")
    page.get_by_role("button", name="Übernehmen").click()
    expect(statements(page)).to_have_text(["Neu gefasst.", "Der Meister geht in Rente."])
    expect(page.get_by_role("button", name="Ändern: Neu gefasst.")).to_be_focused()
    page.get_by_role("button", name="Entfernen: Der Meister").click()
    expect(page.get_by_role("button", name="Behalten")).to_be_focused()
    page.get_by_role("button", name="Ja, entfernen").click()
    expect(statements(page)).to_have_text(["Neu gefasst."])
    page.get_by_role("button", name="Letzte Eingabe zurücknehmen").click()
    expect(statements(page)).to_have_text(["Neu gefasst.", "Der Meister geht in Rente."])
    assert [challenge.statement for challenge in kernel.case().challenges] == [
        "Neu gefasst.",
        "Der Meister geht in Rente.",
    ]


def test_next_adds_what_is_written_and_leads_to_its_questions(open_form):
    page, _ = open_form("challenges")
    page.locator("textarea").fill(ERP)
    page.get_by_role("button", name="Weiter", exact=True).click()
    expect(page.get_by_role("heading", name="Ein Ereignis aus dem Alltag")).to_be_focused()
    expect(page.locator("blockquote")).to_have_text(ERP)


def test_typical_challenges_can_be_taken_over_up_to_six(open_form):
    page, kernel = open_form("challenges")
    page.get_by_text("Typische Herausforderungen").click()
    suggestions = page.locator(".lcc-suggestion")
    for number in range(6):
        suggestions.nth(number).click()
        expect(suggestions.nth(number)).to_be_disabled()
    expect(page.get_by_text("Das sind 6 Herausforderungen")).to_be_visible()
    expect(page.locator(".lcc-suggestion:enabled")).to_have_count(0)
    expect(statements(page)).to_have_count(6)
    assert kernel.case().challenges[0].topic == "erp"


def test_an_unsent_challenge_is_added_once_after_a_reload(open_form):
    page, kernel = open_form("challenges")
    kernel.online = False
    add(page, ERP)
    page.reload()
    expect(statements(page)).to_have_text([ERP])
    kernel.online = True
    page.reload()
    expect(page.get_by_role("button", name=f"Ändern: {ERP}")).to_be_visible()
    page.reload()
    expect(statements(page)).to_have_text([ERP])
    assert len(kernel.case().challenges) == 1


def test_a_refused_challenge_goes_back_into_the_field(open_form):
    page, kernel = open_form("challenges")
    kernel.refuse = "challenge_add"
    add(page, ERP)
    expect(page.locator(".lcc-problem:visible")).to_have_text("Das geht hier nicht.")
    expect(page.locator("textarea")).to_have_value(ERP)
    expect(statements(page)).to_have_count(0)


def test_news_from_elsewhere_do_not_disturb_typing(open_form):
    page, kernel = open_form("challenges")
    page.locator("textarea").press_sequentially("Das ERP")
    page.keyboard.press("ArrowLeft")
    reply = kernel.take(
        {"type": "challenge_add", "seq": "other", "statement": "Aus einem anderen Fenster.", "topic": None}
    )
    page.evaluate("reply => window.receive(reply)", reply)
    expect(statements(page)).to_have_text(["Aus einem anderen Fenster."])
    expect(page.locator("textarea")).to_be_focused()
    page.keyboard.type("x")
    expect(page.locator("textarea")).to_have_value("Das ERxP")


def test_a_changed_result_waits_until_the_reason_is_written(rated):
    page, kernel = rated
    page.get_by_role("button", name="Weiter", exact=True).click()
    page.get_by_label("Ihre eigene Einordnung").select_option("complicated")
    reason = page.get_by_label("Warum? Ein Satz genügt.")
    reason.press_sequentially("Weil")
    for name in ("cause_effect", "repeatability", "expert_agreement", "constraints", "novelty", "stability"):
        message = {
            "type": "answer",
            "seq": name,
            "item": f"cynefin.{name}",
            "challenge": "c1",
            "value": "b",
            "evidence": {},
        }
        page.evaluate("reply => window.receive(reply)", kernel.take(message))
    expect(reason).to_be_focused()
    expect(reason).to_have_value("Weil")
    reason.blur()
    expect(page.locator(".lcc-call strong")).not_to_have_text("Komplex")
    expect(reason).to_have_value("Weil")


def test_urgency_is_asked_in_two_steps(rated):
    page, kernel = rated
    critical = page.get_by_role("group", name="Gefährdet es gerade jetzt den Betrieb?")
    stabilised = page.get_by_role("group", name="Ist die Lage inzwischen unter Kontrolle?")
    expect(critical.get_by_label("Nein")).to_be_checked()
    expect(stabilised).to_be_hidden()
    critical.get_by_label("Ja").check()
    stabilised.get_by_label("Ja").check()
    page.wait_for_function("localStorage.getItem('case-1:outbox') === null")
    (challenge,) = kernel.case().challenges
    assert (challenge.critical, challenge.stabilised) == (True, True)


def test_the_canvas_shows_the_call_and_takes_the_own_placement(rated):
    page, kernel = rated
    page.get_by_role("button", name="Weiter", exact=True).click()
    expect(page.get_by_role("img")).to_have_accessible_name("Ihre Herausforderungen auf der Cynefin-Karte. 1: Komplex")
    page.get_by_label("Ihre eigene Einordnung").select_option("complicated")
    reason = page.get_by_label("Warum? Ein Satz genügt.")
    reason.fill("Wir kennen die Ursache.")
    reason.blur()
    page.wait_for_function("localStorage.getItem('case-1:outbox') === null")
    placement = kernel.case().challenges[0].placement
    assert (placement.domain, placement.reason) == ("complicated", "Wir kennen die Ursache.")
    page.get_by_text("Als Tabelle").click()
    expect(page.get_by_role("cell", name="Kompliziert: Wir kennen die Ursache.")).to_be_visible()
    page.get_by_label("Ihre eigene Einordnung").select_option("")
    expect(reason).to_be_hidden()
    page.get_by_label("Ihre eigene Einordnung").select_option("clear")
    expect(reason).to_have_value("Wir kennen die Ursache.")


def test_points_lie_in_their_domain_and_do_not_cover_each_other(open_form):
    page, _ = open_form("challenges")
    script = """async () => {
      const source = await (await fetch('/form.js')).text();
      const url = URL.createObjectURL(new Blob([source + '; export {canvasPositions};'], {type: 'text/javascript'}));
      const {canvasPositions} = await import(url);
      const calls = ['clear', 'complicated', 'complex', 'chaotic', 'confused', 'contested'];
      const others = {clear: 0.1, complicated: 0.1, complex: 0.1, chaotic: 0.1, confused: 0.1};
      const three = (call) => [1, 2, 3].map((number) => ({number, call, support: {...others, [call]: 0.6}}));
      const points = calls.flatMap(three);
      return canvasPositions(points, 15).map(({point, x, y}) => [point.call, Math.round(x), Math.round(y)]);
    }"""
    places = page.evaluate(script)
    sides = {"clear": (1, 1), "complicated": (1, -1), "complex": (-1, -1), "chaotic": (-1, 1)}
    for call, x, y in places:
        if call in sides:
            right, below = sides[call]
            assert ((x - 400) * right > 60, (y - 300) * below > 20) == (True, True), (call, x, y)
        else:
            assert 280 < x < 520, (call, x)
    apart = [(a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2 for i, a in enumerate(places) for b in places[i + 1 :]]
    assert min(apart) >= 30**2 * 0.8


def test_evidence_stands_under_the_level_and_says_what_counts(open_form):
    page, kernel = open_form("execution")
    expect(page.get_by_role("group", name="Belege")).to_have_count(0)
    page.get_by_text("Eine Person ist benannt, mit festen Stunden").click()
    evidence = page.get_by_role("group", name="Belege")
    expect(evidence.locator(".lcc-needed")).to_have_count(2)
    remark = page.locator("[id$='execution.owner-remark']")
    expect(remark).to_contain_text("Zählt als Stufe 2, solange dieser Beleg fehlt: Funktion oder Kürzel")
    evidence.get_by_label("Funktion oder Kürzel").first.fill("KM")
    evidence.get_by_label("Feste Stunden dafür").fill("6")
    evidence.get_by_label("Feste Stunden dafür").blur()
    expect(remark).to_be_hidden()
    page.wait_for_function("localStorage.getItem('case-1:outbox') === null")
    assert kernel.answers()["execution.owner"] == {
        "value": 3,
        "evidence": {"role_or_initials": "KM", "hours_per_week": 6},
    }
    page.get_by_role("group", name="Wer ist bei uns").get_by_label("Weiß ich nicht").check()
    expect(evidence).to_have_count(0)
    page.get_by_text("Eine Person ist benannt, mit festen Stunden").click()
    expect(evidence.get_by_label("Feste Stunden dafür")).to_have_value("6")


def test_a_remark_goes_once_a_colleague_has_supplied_the_evidence(open_form):
    page, kernel = open_form("execution")
    page.get_by_text("Eine Person ist benannt, mit festen Stunden").click()
    remark = page.locator(".lcc-remark:visible")
    expect(remark).to_contain_text("solange dieser Beleg fehlt")
    answers = kernel.answers()
    answers["execution.owner"]["evidence"] = {"role_or_initials": "KM", "hours_per_week": 6}
    page.evaluate("answers => window.receive({ answers, message: {} })", answers)
    expect(page.get_by_label("Feste Stunden dafür")).to_have_value("6")
    expect(remark).to_have_count(0)

"""What would change the recommendation, in words: right, complete in both languages, and without staff's answers."""

import re
from dataclasses import replace

import pytest

from lcc_diag.content import load
from lcc_diag.i18n import section
from lcc_diag.model.insight import Flip, Flips, FlipStep, Insight
from lcc_diag.statistics.flips import flips as search
from lcc_diag.view.findings import Findings
from lcc_diag.view.flips import flips
from tests.circle import READY
from tests.view.cases import CASES, CULTURE, DAY, HOSTILE, LOW, MIDDLING, OUTCOMES, SPINDLE, case_of, diagnosed

CONTENT = load()
LANGUAGES = ("de", "en")


def told(case, language="de", found=None):
    """The section for a case, with the flips there are or those given."""
    diagnosis = diagnosed(case)
    found = search(case, diagnosis, CONTENT, DAY) if found is None else found
    insight = Insight(None, found, {}, {}, None)
    return flips(Findings.of(case, diagnosis, CONTENT, language, insight, DAY))


def flip_of(*steps, outcome="prepare"):
    return Flips((Flip(tuple(FlipStep(*step) for step in steps), outcome, "R8"),), True, 4)


def texts(part):
    return [entry for item in part["items"] for entry in (item["text"], *(step["text"] for step in item["steps"]))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_every_case_has_whole_sentences(name, language):
    case = CASES[name]()
    part = told(case, language)
    if diagnosed(case).recommendation.outcome == "collect":
        assert part is None
        return
    assert part.keys() == {"title", "lead", "items", "none", "note"}
    assert bool(part["items"]) is (part["none"] is None)
    for item in part["items"]:
        assert item["text"].startswith("Wenn " if language == "de" else "If ")
        assert item["text"].endswith(("«.", "”."))
        assert item["name"] == CONTENT.rules.outcomes[item["outcome"]].name[language]
    for text in (*texts(part), part["title"], part["lead"], part["none"] or "", part["note"] or ""):
        assert not re.search(r"[{}]|  |\.\.|None|»»|««|““|””| ,", text.replace(HOSTILE, "")), text


def test_one_step_in_both_languages():
    case = OUTCOMES["start_24"]()
    assert told(case)["items"][1]["text"] == (
        "Wenn bei »Wochen« als Antwort höchstens 23 statt 24 stünde, "
        "lautete die Empfehlung »Lernkreis starten, 12 Wochen«."
    )
    assert told(case, "en")["items"][1]["text"] == (
        "If the answer to “Weeks” were at most 23 instead of 24, "
        "the recommendation would be “Start a learning circle, 12 weeks”."
    )


def test_two_steps_in_both_languages():
    case = OUTCOMES["prepare"]()
    assert told(case)["items"][0]["text"] == (
        "Wenn bei »Freiwilligkeit« als Antwort »Ja, und die Zusagen sind freiwillig« statt »Nein, die Teilnahme wird "
        "angeordnet oder erwartet« und bei »Personen« als Antwort mindestens 3 statt 2 stünde, lautete die Empfehlung "
        "»Lernkreis starten, 12 Wochen«."
    )
    assert told(case, "en")["items"][0]["text"] == (
        "If the answer to “Voluntary participation” were “Yes, and those who agreed did so freely” instead of “No, "
        "taking part is ordered or expected” and that to “People” were at least 3 instead of 2, the recommendation "
        "would be “Start a learning circle, 12 weeks”."
    )


def test_many_steps_are_named_and_listed():
    (item,) = told(OUTCOMES["stabilise"]())["items"]
    assert item["text"] == (
        "Wenn vier Antworten zu »Nach einem Angriff stehen Produktion und Versand.« (»Vorhersehbarkeit«, "
        "»Wiederholbarkeit«, »Folgen des Abwartens« und »Beständigkeit«) so ausfielen wie hier aufgeführt, lautete die "
        "Empfehlung »Lernkreis starten, 12 Wochen«."
    )
    assert [step["text"].partition(":")[2] for step in item["steps"]][2] == (
        " »Danach sind wir so klug wie vorher; nur Ausprobieren bringt Neues« statt "
        "»Der Schaden wächst von Tag zu Tag oder von Stunde zu Stunde«"
    )
    assert {(step["link"]["chapter"], step["link"]["section"]) for step in item["steps"]} == {("01_cynefin", "c1")}


def test_an_open_condition_is_told_as_open():
    case = case_of([CULTURE], MIDDLING, LOW, {name: value for name, value in READY.items() if name != "voluntary"})
    item = told(case)["items"][0]
    assert item["steps"][0]["text"] == "»Freiwilligkeit«: »Ja, und die Zusagen sind freiwillig«, bisher ohne Angabe"
    assert "statt keiner Angabe" in item["text"]


def test_nothing_small_is_told_in_both_languages_and_so_is_a_limit_of_the_search():
    case, nothing = OUTCOMES["experts"](), Flips((), True, 4)
    assert told(case, "de", nothing)["none"] == (
        "Auch wenn bis zu vier Antworten um eine Stufe anders wären, bliebe es bei dieser Empfehlung."
    )
    assert told(case, "en", replace(nothing, searched=1))["none"] == (
        "Even if any single answer were one step different, the recommendation would stay the same."
    )
    bounded = told(case, "de", replace(nothing, exact=False))
    assert bounded["none"].startswith("Bei der begrenzten Suche fand sich keine")
    assert bounded["note"] is None
    found = flip_of(("circle.people", None, "r1", 4, 2))
    assert "begrenzt" not in told(case, "de", found)["note"]
    assert told(case, "de", replace(found, exact=False))["note"].startswith("Für eine vollständige Suche")


def test_still_being_computed():
    case = OUTCOMES["start_12"]()
    for language in LANGUAGES:
        part = flips(Findings.of(case, diagnosed(case), CONTENT, language))
        assert part.keys() == {"title", "lead", "pending"}
    assert flips(Findings.of(CASES["empty"](), diagnosed(CASES["empty"]()), CONTENT, "de")) is None


# --- whose answers -------------------------------------------------------------------------------------------------


def six_staff():
    return case_of([CULTURE], MIDDLING, LOW, READY, raters=("md", "leader"), attitude_raters=("md", *["staff"] * 6))


@pytest.mark.parametrize(
    ("language", "sentence", "entry"),
    [
        ("de", "in einer der Antworten eine Stufe seltener stünde", ", eine der Antworten: eine Stufe seltener"),
        ("en", "If one of the answers to “Leaders say", ", one of the answers: one step lower"),
    ],
)
def test_what_staff_answered_is_never_told(language, sentence, entry):
    part = told(six_staff(), language, flip_of(("attitudes.gm1", None, "r4", 3, 2)))
    assert sentence in part["items"][0]["text"]
    assert part["items"][0]["steps"][0]["text"].endswith(entry)
    for text in texts(part):
        assert not [word for word in CONTENT.attitudes.scale.values() if f"»{word.de}" in text or f"“{word.en}" in text]


def test_equal_steps_of_several_staff_members_are_one():
    found = flip_of(*(("attitudes.gm1", None, f"r{n}", 3, 2) for n in (3, 4, 5)), ("circle.weeks", None, "r1", 12, 24))
    (item,) = told(six_staff(), "de", found)["items"]
    assert len(item["steps"]) == 2
    assert (
        "in drei der Antworten eine Stufe seltener und bei »Wochen« als Antwort mindestens 24 statt 12" in item["text"]
    )


def test_a_few_staff_members_keep_flips_untold():
    case = CASES["few_staff"]()
    for step in (("attitudes.gm1", None, "r5", 3, 2), ("attitudes.gm1", None, "r1", 3, 2)):
        part = told(case, "de", flip_of(step))
        assert (part["items"], part["none"][:30]) == ([], "Was die Empfehlung ändern würd")
    assert told(case, "de", flip_of(("cynefin.stability", "c1", "r3", "c", "b")))["items"] == []
    assert told(case, "de", flip_of(("circle.people", None, "r1", 4, 2)))["items"]


def test_a_managing_director_is_named_a_leader_among_several_is_not():
    case = case_of([CULTURE, SPINDLE], MIDDLING, LOW, READY, raters=("md", "leader", "leader"))
    step = ("cynefin.stability", "c1", "r1", "c", "b")
    assert "als Antwort der Geschäftsführung" in told(case, "de", flip_of(step))["items"][0]["text"]
    other = told(case, "de", flip_of((*step[:2], "r2", *step[3:])))["items"][0]
    assert "als Antwort einer der Führungskräfte" in other["text"]
    two = case_of([CULTURE], MIDDLING, LOW, READY, raters=("md", "md"))
    assert "Geschäftsführung" not in told(two, "de", flip_of(step))["items"][0]["text"]
    with_staff = case_of([CULTURE], MIDDLING, LOW, READY, raters=("md", *["staff"] * 5))
    assert "Geschäftsführung" not in told(with_staff, "de", flip_of(step))["items"][0]["text"]


def test_attitudes_of_one_of_several_leaders_are_not_told():
    case = case_of([CULTURE], MIDDLING, LOW, READY, attitude_raters=("md", "leader", "leader"))
    (item,) = told(case, "de", flip_of(("attitudes.ps1", None, "r1", 3, 4)))["items"]
    assert "als Antwort einer der Führungskräfte eine Stufe öfter" in item["text"]
    assert "jedes zweite Mal" not in item["text"]


def test_every_wording_is_used():
    """Whatever is neither said with a literal key nor put together from its parts would be left over."""
    kinds = {f"{form}_{kind}" for form in ("in", "step") for kind in ("answer", "open", "hidden")}
    people = ("one", "md", "leader", "leader_many", "staff", "staff_many")
    who = {f"{form}_who_{name}" for form in ("in", "step") for name in people} | {"in_who_same"}
    who.remove("step_who_one")
    groups = {f"group_{part}" for part in ("cynefin", "attitudes", "execution", "circle")}
    notes = {f"{what}_{size}" for what in ("none", "note") for size in ("one", "many", "bounded")} | {"none_hidden"}
    others = {"title", "lead", "pending", "if_few", "if_many", "about_challenge", "handling"}
    limits = {"at_least", "at_most", "higher", "lower"}
    assert section("flips").keys() == kinds | who | groups | notes | others | limits

"""The circle as it is told: people, remarks, sprints, dates around the holidays of each German state."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from lcc_diag.content import load
from lcc_diag.model.text import LANGUAGES
from lcc_diag.store.example import example_case
from lcc_diag.view.appointments import appointments
from lcc_diag.view.circle import circle
from lcc_diag.view.days import period
from lcc_diag.view.free_days import free_days
from lcc_diag.view.planned import agreed_in, schedule_in
from tests.view.agreed import CIRCLE, PEOPLE, findings, unfit_texts, with_plan
from tests.view.cases import CASES, HOSTILE

START_12 = CIRCLE | {"weeks": "weeks_12"}


def circle_of(name="start_12", language="de", people=(), **entries):
    return circle(findings(with_plan(name, people=people, **entries), language))


def example(language="de"):
    return findings(example_case(language, load()), language)


def has(told, start):
    return any(remark.startswith(start) for remark in told["remarks"])


# --- when it is there -----------------------------------------------------------------------------------------


def test_the_section_is_there_where_a_circle_is_in_sight_or_something_was_entered():
    told = {name: circle_of(name) is not None for name in ("start_12", "start_24", "prepare", "experts", "empty")}
    assert told == {"start_12": True, "start_24": True, "prepare": True, "experts": False, "empty": False}
    for entered in ({"state": "BY"}, {"weekday": "monday"}, {"time": "00:00"}, {"people": ["alone"]}):
        assert circle_of("experts", **entered)["title"] == "Der Lernkreis"


def test_it_says_what_to_enter_next():
    assert circle_of()["empty"].startswith("Noch ist nichts vereinbart.")
    assert circle_of(people=["alone"])["empty"].startswith("Für die Termine fehlt noch der Start.")
    assert circle_of(start="2027-01-14")["empty"] is None


def test_the_facts_of_the_example():
    told = {fact["label"]: fact["text"] for fact in circle(example())["facts"]}
    assert told == {
        "Personen": "vier Personen haben zugesagt",
        "Wochentag und Uhrzeit": "donnerstags, 15:00–16:30 Uhr",
        "Erstes Treffen": "Donnerstag, 14. Januar 2027, 15:00–16:30 Uhr",
        "Letztes Treffen": "Donnerstag, 8. Juli 2027, 15:00–16:30 Uhr",
        "Dauer": "24 wöchentliche Treffen",
        "Ein Treffen": "90 Minuten",
        "Feiertage": "Bayern",
    }


def test_before_it_is_time_to_start_all_of_it_stands_behind_one_line():
    told = circle_of("prepare")
    assert (told["later"], told["empty"]) == (True, None)
    assert told["lead"] == "So sähe ein Lernkreis aus, wenn die Bedingungen erfüllt sind."
    assert circle_of("experts", state="BY")["lead"] == "Das haben Sie zum Lernkreis eingetragen."
    assert not circle_of("start_12")["later"]


@pytest.mark.parametrize(
    ("name", "weeks", "entered", "length"),
    [
        ("prepare", 24, {}, "24 wöchentliche Treffen; laut Teil 3 haben Sie 24 Wochen lang Zeit"),
        ("prepare", 16, {}, "12 wöchentliche Treffen; laut Teil 3 haben Sie 16 Wochen lang Zeit"),
        ("prepare", 1, {}, "12 wöchentliche Treffen, die kürzeste Form; laut Teil 3 haben Sie eine Woche lang Zeit"),
        ("prepare", "dk", {}, "12 wöchentliche Treffen"),
        ("prepare", 12, {"weeks": "weeks_24"}, "24 wöchentliche Treffen"),
        ("start_12", 24, {}, "12 wöchentliche Treffen, wie empfohlen"),
    ],
)  # fmt: skip
def test_its_length_is_what_was_entered(name, weeks, entered, length):
    case = with_plan(name, **entered)
    answers = [replace(a, value=weeks) if a.item == "circle.weeks" else a for a in case.answers]
    told = circle(findings(replace(case, answers=tuple(answers))))
    assert next(fact["text"] for fact in told["facts"] if fact["label"] == "Dauer") == length
    assert told["sprints"][-1]["weeks"].endswith(f" {length[:2]}")


# --- people ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "remark"),
    [
        (2, "Bisher haben zwei Personen zugesagt; ein eigener Kreis braucht mindestens drei. Schließen Sie sich"),
        (3, None),
        (5, None),
        (6, "Sechs Personen bilden zwei Kreise, zum Beispiel: AB, CD und EF; GH, IJ und KL."),
        (8, "Acht Personen bilden zwei Kreise, zum Beispiel: AB, CD, EF und GH; IJ, KL, MN und OP."),
    ],
)
def test_three_to_five_people_are_one_circle(count, remark):
    told = circle_of(people=["alone"] * count)
    assert [person["name"] for person in told["people"]] == list(PEOPLE[:count])
    assert [r[: len(remark)] for r in told["remarks"]] == [remark] if remark else told["remarks"] == []


def test_a_number_from_part_3_is_split_as_well():
    case = CASES["start_12"]()
    eleven = [replace(a, value=11) if a.item == "circle.people" else a for a in case.answers]
    told = circle(findings(replace(case, answers=tuple(eleven))))
    assert told["facts"][0]["text"] == "elf laut Teil 3, noch nicht eingetragen"
    assert told["remarks"] == ["Elf Personen bilden drei Kreise mit vier, vier und drei Personen."]


def test_whoever_was_not_asked_one_to_one_is_asked_again():
    told = circle_of(people=["superior", "group", "superior", "alone", None])
    assert told["remarks"] == [
        "AB und EF wurden von der Chefin oder dem Chef gefragt. CD wurde vor anderen gefragt. Lassen Sie noch einmal "
        "einzeln fragen, von jemandem ohne Weisungsbefugnis. Ein Nein braucht keinen Grund.",
        "Wie gefragt wurde, ist noch nicht eingetragen bei: IJ.",
    ]
    assert told["people"][0]["asked"] == "von der Chefin oder dem Chef"


@pytest.mark.parametrize(("answer", "start"), [("dk", "In Teil 3 steht noch nicht"), ("no", "Laut Teil 3 ist noch")])
def test_without_voluntariness_the_section_says_how_to_ask(answer, start):
    case = with_plan("prepare", people=["alone"] * 4)
    answers = [replace(a, value=answer) if a.item == "circle.voluntary" else a for a in case.answers]
    told = circle(findings(replace(case, answers=tuple(answers))))
    assert has(told, start)
    assert has(told, "Noch nicht empfohlen")
    assert not has(circle_of(people=["alone"] * 4), start)


def test_dates_before_the_conditions_are_a_draft():
    assert circle_of("prepare", **CIRCLE)["remarks"][0].endswith("Bis dahin sind alle Termine hier ein Entwurf.")
    assert "Entwurf" not in circle_of("prepare")["remarks"][0]
    assert has(circle_of("experts", **CIRCLE), "Unsere Empfehlung ist derzeit eine andere: »Fachleute statt")


# --- dates ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "remark"),
    [
        ({"start": "2026-11-19"}, "Der Start am 19. November 2026 liegt in der Vergangenheit."),
        ({"start": "2027-01-13"}, "Der 13. Januar 2027 ist kein Donnerstag: Das erste Treffen ist am 14. Januar 2027."),
        ({"start": "2027-05-04"}, "Der 6. Mai 2027 ist Feiertag (Christi Himmelfahrt): Das erste Treffen ist am 13."),
        ({"start": "2026-11-26"}, "Die Messung vor dem Start wäre am 19. November 2026 gewesen"),
        ({"start": "2026-12-24"}, "Das Treffen am 24. Dezember 2026 liegt auf Heiligabend."),
        ({}, "Am 27. Mai 2027 (Fronleichnam) fällt das Treffen aus; die Reihe verlängert sich um eine Woche."),
        ({}, "Ein vierteljährliches Treffen fiele auf den 6. Januar 2028 (Heilige Drei Könige)"),
        ({}, "Feiertage einzelner Gemeinden und Ihre Betriebsferien kennen wir nicht"),
        ({"state": None}, "Das Bundesland ist noch nicht gewählt"),
        ({"time": None}, "Die Uhrzeit ist noch nicht gewählt"),
        ({"weekday": None}, "Der Wochentag ist noch nicht gewählt"),
    ],
)  # fmt: skip
def test_a_remark_on_whatever_the_dates_run_into(entries, remark):
    given = {key: value for key, value in (CIRCLE | {"weeks": "weeks_24"} | entries).items() if value}
    told = circle_of(**given)
    assert has(told, remark), told["remarks"]


def test_dates_that_run_into_nothing_get_one_remark():
    told = circle_of(people=["alone"] * 4, **START_12)
    assert len(told["remarks"]) == 1
    assert has(told, "Feiertage einzelner Gemeinden")


def test_corpus_christi_is_a_holiday_in_some_states_only():
    ends = {}
    for state in ("BY", "BE", "NW", "SN"):
        told = circle_of(**CIRCLE | {"state": state, "weeks": "weeks_24"})
        ends[state] = next(fact["text"] for fact in told["facts"] if fact["label"] == "Letztes Treffen")[12:24]
    assert ends == {"BY": "8. Juli 2027", "BE": "1. Juli 2027", "NW": "8. Juli 2027", "SN": "1. Juli 2027"}


CORPUS_CHRISTI, REFORMATION, EPIPHANY, REPENTANCE = (
    date(2027, 5, 27), date(2027, 10, 31), date(2027, 1, 6), date(2027, 11, 17)
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (CORPUS_CHRISTI, {"BW", "BY", "HE", "NW", "RP", "SL"}),
        (REFORMATION, {"BB", "HB", "HH", "MV", "NI", "SN", "ST", "SH", "TH"}),
        (EPIPHANY, {"BW", "BY", "ST"}),
        (REPENTANCE, {"SN"}),
        (date(2027, 3, 8), {"BE", "MV"}),
        (date(2027, 9, 20), {"TH"}),
        (date(2027, 8, 15), {"SL"}),  # in Bavaria only in Catholic communities, which nobody asked for
        (date(2027, 8, 8), set()),  # Augsburg alone
    ],
)
def test_holidays_of_the_states(day, states):
    choices = load().plan.sections["dates"].entries["state"].choices
    assert len(choices) == 16
    assert {state for state in choices if day in free_days(state, 2027, "de")} == states


def test_holidays_have_names_in_both_languages_and_cover_the_years_around_the_circle():
    assert free_days("BY", 2027, "de")[CORPUS_CHRISTI] == "Fronleichnam"
    assert free_days("BY", 2027, "en")[CORPUS_CHRISTI] == "Corpus Christi"
    assert {day.year for day in free_days("BY", 2027, "de")} == {2026, 2027, 2028, 2029}
    everywhere = set.intersection(*(set(free_days(state, 2027, "de")) for state in ("BY", "BE", "SN", "HH", "SL")))
    assert set(free_days(None, 2027, "de")) == everywhere == set(free_days("XX", 2027, "de"))


def test_no_measurement_on_boxing_day_of_the_year_before():
    """Tuesday, 26 December 2028, is a week before a first meeting on 2 January; the last working day is Friday."""
    told = findings(with_plan("start_12", **START_12 | {"start": "2029-01-02", "weekday": "tuesday"}))
    dates = {event.kind: event.day for event in schedule_in(told, agreed_in(told)).others}
    assert dates["measurement_before"] == date(2028, 12, 22)


# --- appointments ---------------------------------------------------------------------------------------------


def test_an_appointment_says_when_in_words_and_for_the_calendar():
    third = next(entry for entry in circle(example())["dates"] if entry["uid"] == "meeting-03")
    assert third == {
        "uid": "meeting-03",
        "kind": "meeting",
        "title": "Lernkreis, Treffen 3",
        "text": "Sprint 1 von 6: Einstieg und Ziel. Was im Kreis gesagt wird, bleibt im Kreis. Pünktlich beginnen, "
        "pünktlich enden.",
        "all_day": False,
        "start": "2027-01-28T15:00",
        "end": "2027-01-28T16:30",
        "when": "Donnerstag, 28. Januar 2027, 15:00–16:30 Uhr",
    }


def test_local_time_is_the_same_before_and_after_the_change_to_summer_time():
    met = [entry for entry in appointments(example("en")) if entry["kind"] == "meeting"]
    assert {entry["start"][11:] for entry in met} == {"15:00"}
    assert met[10]["when"] == "Thursday, 25 March 2027, 15:00–16:30"
    assert met[11]["when"] == "Thursday, 1 April 2027, 15:00–16:30"


def test_deadlines_and_the_review_are_whole_days_with_or_without_a_circle():
    case = with_plan("experts", ("Liste abschaffen", "AB", "2026-12-11"), ("Offen", "", None), review="2027-01-11")
    assert circle(findings(case)) is None
    (step, review) = appointments(findings(case))
    assert (step["uid"], step["title"], step["all_day"]) == ("step-1", "Frist: Liste abschaffen", True)
    assert step["text"] == "Vereinbarter Schritt aus der Diagnose. Wer: AB"
    assert (step["start"], step["end"], step["when"]) == ("2026-12-11", "2026-12-11", "Freitag, 11. Dezember 2026")
    assert review["uid"] == "review"


def test_a_second_export_has_the_same_ids():
    first = appointments(findings(with_plan("start_12", **CIRCLE)))
    moved = CIRCLE | {"start": "2027-05-01", "weekday": "monday", "time": "08:30", "state": "SN"}
    second = appointments(findings(with_plan("start_12", **moved), "en"))
    assert sorted(entry["uid"] for entry in first) == sorted(entry["uid"] for entry in second)
    assert {entry["start"] for entry in first}.isdisjoint(entry["start"] for entry in second)
    assert len(first) == 12 + 3 + 4


@pytest.mark.parametrize("start", ["2000-01-01", "2100-12-31"])
def test_the_first_and_the_last_day_one_can_enter(start):
    assert len(appointments(findings(with_plan("start_24", **CIRCLE | {"start": start})))) == 24 + 3 + 4


# --- sprints, agenda, agreement -------------------------------------------------------------------------------


def test_sprints_have_dates_and_a_reason_for_the_emphasis():
    told = circle(example())["sprints"]
    assert [(s["weeks"], s["dates"]) for s in told[:2]] == [
        ("Treffen 1 bis 4", "14. Januar bis 4. Februar 2027"),
        ("Treffen 5 bis 8", "11. Februar bis 4. März 2027"),
    ]
    assert [s["number"] for s in told if s["focus"]] == [1, 2, 5]
    assert told[0]["focus_text"] == "Schwerpunkt, denn am niedrigsten eingeschätzt ist bei Ihnen: Lernhaltung."
    assert told[1]["focus_text"].endswith("noch niedrig eingeschätzt ist: Psychologische Sicherheit.")
    assert told[2]["focus_text"] is None


def test_nothing_is_made_of_a_tie():
    assert circle_of()["sprints"][0]["focus_text"] == "Schwerpunkt, denn damit beginnt unser Vorschlag: Lernhaltung."


@pytest.mark.parametrize(
    ("language", "first", "last", "told"),
    [
        ("de", date(2027, 1, 7), date(2027, 1, 14), "7.–14. Januar 2027"),
        ("en", date(2027, 1, 7), date(2027, 1, 14), "7–14 January 2027"),
        ("de", date(2027, 1, 28), date(2027, 2, 4), "28. Januar bis 4. Februar 2027"),
        ("en", date(2027, 1, 28), date(2027, 2, 4), "28 January to 4 February 2027"),
        ("de", date(2026, 12, 31), date(2027, 1, 7), "31. Dezember 2026 bis 7. Januar 2027"),
        ("en", date(2026, 1, 7), date(2027, 1, 7), "7 January 2026 to 7 January 2027"),
        ("de", date(2027, 1, 7), date(2027, 1, 7), "7. Januar 2027"),
    ],
)
def test_what_two_days_share_is_said_once(language, first, last, told):
    assert period(findings(CASES["empty"](), language), first, last) == told


def test_the_agenda_fits_the_minutes_that_are_free():
    case = CASES["start_12"]()
    hour = [replace(a, value=60) if a.item == "circle.minutes" else a for a in case.answers]
    told = circle(findings(replace(case, answers=tuple(hour)), "en"))["agenda"]
    assert told["title"] == "One meeting in 60 minutes"
    assert [item["minutes"] for item in told["items"]] == [15, 30, 15]


def test_the_agreement_holds_the_five_principles_and_room_for_initials():
    told = circle_of(people=["alone"] * 8)["agreement"]
    principles = [entry.name.de for entry in load().circle.principles.values()]
    assert [item["name"] for item in told["items"]] == [*principles, "Einverstanden (Initialen)"]
    assert told["items"][-1]["text"].count("____") == 4


# --- as a whole -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in CASES if name != "hostile"])
def test_one_language_and_plain_data(name, language):
    for given in ({}, {"people": ["superior", "group"]}, CIRCLE | {"people": [None] * 7}, {"start": "2026-12-24"}):
        case = with_plan(name, **given)
        told = circle(findings(case, language))
        assert told is None or unfit_texts(told, language, case) == []
        assert json.loads(json.dumps(told)) == told


def test_texts_of_users_stay_as_they_are():
    case = with_plan("start_12", (HOSTILE, HOSTILE, "2027-01-08"), person_1=HOSTILE, **CIRCLE)
    told = circle(findings(case))
    assert told["people"][0]["name"] == HOSTILE
    assert told["dates"][1]["title"] == f"Frist: {HOSTILE}"


def test_dates_wait_until_the_verdict_is_on_screen():
    assert circle(findings(CASES["start_24"](), insight=None)).keys() == {"title", "pending"}
    assert circle(findings(CASES["maintain"](), insight=None)) is None

"""The result as a plain context: fits the outcome, complete in both languages, honest about what is missing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import lcc_diag.view
from lcc_diag.content import load
from lcc_diag.i18n import section
from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.model.problem import InputError
from lcc_diag.store.example import example_case
from lcc_diag.view.result import ORDER, result_view
from tests.view.cases import CASES, HOSTILE, OUTCOMES, PARTIAL, diagnosed, view_of

LANGUAGES = ("de", "en")
KEYS = {
    "order",
    "figure",
    "chapter",
    "section",
    "id",
    "item",
    "kind",
    "outcome",
    "family",
    "versions",
    "domain",
    "round",
    "call",
}
ENGLISH = re.compile(r"\b(the|and|your|is|are|what|with|answers?|level|score|unknown|none)\b")
QUOTED = re.compile(r"»[^«]*«|“[^”]*”|The Cynefin Company")
GERMAN = re.compile(r"[äöüßÄÖÜ»«]|\b(und|der|die|das|ist|sind|nicht|Ihre?|mit|Stufe)\b")


def texts(value):
    """Every text of the view, however deep."""
    if isinstance(value, dict):
        for key, entry in value.items():
            if key not in LANGUAGES and key not in KEYS:
                yield from texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from texts(entry)
    elif isinstance(value, str):
        yield value


def ids(reasons):
    return [reason["id"] for reason in reasons["items"]]


@pytest.mark.parametrize("name", OUTCOMES)
def test_each_case_has_the_outcome_it_is_named_after(name):
    assert diagnosed(CASES[name]()).recommendation.outcome == name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_a_view_is_plain_and_complete(name, language):
    view = view_of(name, language)
    assert json.loads(json.dumps(view)) == view
    assert sorted(view["order"]) == sorted(ORDER)
    assert set(ORDER) <= view.keys()
    assert 1 <= len(view["reasons"]["items"]) <= 3
    assert len(view["reasons"]["against"]["items"]) <= 2
    assert view["verdict"]["name"]
    assert view["verdict"]["sentence"]
    assert view["monday"]["text"]


@pytest.mark.parametrize("name", [name for name in CASES if name != "hostile"])
def test_no_field_is_left_unfilled(name):
    for language in LANGUAGES:
        assert [text for text in texts(view_of(name, language)) if re.search(r"\{\w+\}|: None|\bNone\.", text)] == []


@pytest.mark.parametrize(("language", "other"), [("de", ENGLISH), ("en", GERMAN)])
@pytest.mark.parametrize("name", [name for name in CASES if name != "hostile"])
def test_no_word_of_the_other_language(name, language, other):
    case = CASES[name]()
    view = result_view(case, diagnosed(case), load(), language)
    theirs = [c.statement for c in case.challenges] + [c.placement.reason for c in case.challenges if c.placement]
    told = [
        text for text in texts(view) if not any(text_of_theirs in text for text_of_theirs in theirs if text_of_theirs)
    ]
    wrong = [text for text in told if other.search(QUOTED.sub("", text))]
    assert wrong == []


EXPECTED = {
    "stabilise": ["acute", "acute_handling", "calm_needed"],
    "collect": ["missing_attitudes", "missing_execution"],
    "clarify": ["contested", "too_few", "no_complex"],
    "prepare": ["conditions_open", "complex_as_order", "attitude_moderate"],
    "experts": ["no_complex", "attitude_not_deep", "execution_lever"],
    "execute_first": ["execution_weak", "attitudes_hold", "complex_tried_out"],
    "maintain": ["attitudes_hold", "complex_tried_out", "execution_good"],
    "start_12": ["complex_as_order", "attitude_moderate", "conditions_met"],
    "start_24": ["attitude_deep", "complex_as_order", "conditions_met"],
    "unsafe": ["unsafe", "complex_as_order"],
    "empty": ["missing_challenge", "missing_attitudes", "missing_execution"],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_reasons_fit_the_outcome(name):
    assert ids(view_of(name)["reasons"]) == EXPECTED[name]


def test_a_gap_between_leaders_and_staff_is_a_reason():
    case = example_case("de", load())
    view = result_view(case, diagnosed(case), load(), "de")
    assert ids(view["reasons"]) == ["attitude_deep", "gap", "complex_as_order"]
    means = [entry["answer"] for entry in view["reasons"]["items"][1]["groups"][0]["rows"][0]["answers"]]
    assert means == ["3,6 von 5", "2,5 von 5"]


def test_a_reason_shows_question_answer_and_role():
    reason = view_of("start_12")["reasons"]["items"][0]
    group = reason["groups"][0]
    cynefin = load().cynefin
    assert group["title"] == CASES["start_12"]().challenges[0].statement
    assert group["link"] == {"text": "Teil 1", "chapter": "01_cynefin", "section": "c1"}
    handling = group["rows"][-1]
    assert handling["question"] == cynefin.handling.question.de
    assert handling["answers"] == [{"who": "Alle zwei", "answer": cynefin.handling.modes["expert_project"].text.de}]


def test_the_limit_of_a_reason_is_said_in_words():
    why = view_of("start_24", "en")["reasons"]["items"][0]["why"]
    assert why.startswith("The limit is 2.6. ")
    assert load().rules.settings["deep_below"].reason.en in why


def test_an_answer_against_the_call_is_told():
    against = view_of("execute_first")["reasons"]["against"]["items"]
    assert [entry["id"] for entry in against] == ["against_answer"]
    assert against[0]["groups"][0]["rows"][0]["answers"]


# --- how sure ---------------------------------------------------------------------------------------------------


def test_one_person_makes_a_first_impression():
    case = OUTCOMES["start_12"]()
    alone = replace(case, answers=tuple(a for a in case.answers if a.respondent == "r1"))
    status = result_view(alone, diagnosed(alone), load(), "de")["verdict"]["status"]
    assert status["id"] == "first"
    assert status["label"] == "Erste Einschätzung"
    assert status["text"].startswith("Bisher hat eine Person geantwortet.")


def test_two_people_per_challenge_make_a_result_of_leaders():
    status = view_of("start_12")["verdict"]["status"]
    assert status["id"] == "result"
    assert load().attitudes.leaders_view.de in status["view"]


def test_a_staff_view_is_not_called_leaders_view():
    assert view_of("staff")["verdict"]["status"]["view"] == ""


def test_what_is_missing_comes_first_while_collecting():
    order = view_of("collect")["order"]
    assert order.index("unknown") < order.index("begin")
    assert view_of("start_12")["order"].index("unknown") > view_of("start_12")["order"].index("begin")


@pytest.mark.parametrize("name", PARTIAL)
def test_every_empty_part_says_where_to_answer(name):
    view = view_of(name)
    for part in [*view["charts"].values(), view["begin"], view["challenges"]]:
        if part["empty"]:
            assert part["link"]["chapter"].startswith("0")
            assert part["link"]["text"].startswith("Teil ")


def test_unknown_is_grouped_by_part_and_kind():
    placed = [entry for entry in view_of("collect")["unknown"]["items"] if entry["link"]]
    entries = {(e["kind"], e["link"]["chapter"], e["link"]["section"]): e for e in placed}
    assert entries["unanswered", "02_attitudes", ""]["text"] == "15 Fragen offen in Teil 2 – Haltungen."
    assert len(entries["unanswered", "02_attitudes", ""]["details"]) == 15
    assert entries["unanswered", "03_execution", ""]["text"].startswith("Fünf Fragen offen in Teil 3")
    assert entries["unanswered", "03_execution", "circle"]["text"].startswith("Acht Fragen offen in Teil 3")


def test_missing_evidence_names_its_fields_and_its_question():
    entry = next(e for e in view_of("high_without_evidence")["unknown"]["items"] if e["kind"] == "evidence")
    labels = [field.label.de for field in load().execution.questions["owner"].evidence.values()]
    assert labels[0] in entry["details"][0]["text"]
    assert entry["details"][0]["link"]["section"] == "owner"


# --- people -----------------------------------------------------------------------------------------------------


def rows_of(view):
    groups = [group for reason in view["reasons"]["items"] for group in reason["groups"]]
    return [row for group in groups for row in group["rows"]]


def test_answers_of_few_staff_stay_hidden():
    shown = {
        entry["answer"]
        for row in rows_of(view_of("few_staff"))
        for entry in row["answers"]
        if entry["who"] == "Belegschaft"
    }
    assert shown == {"wird erst ab 5 Antworten gezeigt"}


@pytest.mark.parametrize("staff_value", [1, 2, 5, "dk"])
def test_the_pooled_score_does_not_give_a_few_staff_away(staff_value):
    """Whatever three staff members answered within a level, everything shown is the same."""
    items = [f"attitudes.{item}" for entry in load().attitudes.dimensions.values() for item in entry.items]
    people = (Respondent("r1", "md"), Respondent("r2", "staff"), Respondent("r3", "staff"), Respondent("r4", "staff"))

    def shown(first):
        values = {"r1": 3, "r2": first, "r3": 3, "r4": 3}
        answers = tuple(Answer("t0", r, item, value) for r, value in values.items() for item in items)
        case = Case(respondents=people, answers=answers)
        view = result_view(case, diagnosed(case), load(), "de")
        return view["charts"]["attitudes"], view["charts"]["cycle"], view["reasons"], view["verdict"], view["begin"]

    assert shown(staff_value) == shown(3)
    assert "weniger als fünf" in shown(3)[3]["status"]["view"]


def test_answers_of_enough_staff_are_shown_as_a_mean():
    rows = [row for row in rows_of(view_of("staff")) if row["item"].startswith("attitudes.")]
    staff = [entry["answer"] for row in rows for entry in row["answers"] if entry["who"] == "Belegschaft"]
    assert staff
    assert all(answer.startswith("im Mittel 3,0") for answer in staff)


def test_the_number_of_few_staff_is_a_band():
    table = view_of("staff")["charts"]["attitudes"]["table"]
    assert {row[5] for row in table["rows"]} == {"5–9"}


def test_leaders_are_averaged_on_attitudes():
    case = OUTCOMES["start_12"]()
    extra = tuple(replace(a, respondent="r2") for a in case.answers if a.item.startswith("attitudes."))
    both = replace(case, answers=case.answers + extra)
    rows = rows_of(result_view(both, diagnosed(both), load(), "de"))
    who = {entry["who"] for row in rows if row["item"].startswith("attitudes.") for entry in row["answers"]}
    assert who == {"Führung"}


def test_the_latest_answer_of_the_managing_director_is_shown_for_conditions():
    case = OUTCOMES["prepare"]()
    later = Answer("t0", "r2", "circle.people", 3)
    case = replace(case, answers=(*case.answers, later))
    rows = {row["item"]: row for row in rows_of(result_view(case, diagnosed(case), load(), "de"))}
    assert rows["circle.people"]["answers"] == [{"who": "Geschäftsführung", "answer": "2 Personen"}]


def test_what_people_wrote_stays_as_it_is():
    view = view_of("hostile")
    assert view["verdict"]["organisation"] == HOSTILE
    assert view["challenges"]["items"][0]["statement"] == HOSTILE
    assert view["challenges"]["items"][0]["placement"]["reason"] == HOSTILE
    assert view["reasons"]["items"][0]["about"] == [HOSTILE]
    assert view["charts"]["canvas"]["table"]["rows"][0][1] == HOSTILE
    assert HOSTILE not in json.dumps([view["charts"][name].get("figure") for name in view["charts"]])


def test_no_anecdote_is_shown():
    case = example_case("de", load())
    stories = [a.value for a in case.answers if a.item == "cynefin.anecdote"]
    view = json.dumps(result_view(case, diagnosed(case), load(), "de"), ensure_ascii=False)
    assert stories
    assert not any(story in view for story in stories)


# --- what to do, challenges ----------------------------------------------------------------------------------------


def test_an_open_condition_comes_with_its_remedy():
    items = view_of("prepare")["conditions"]["items"]
    assert [item["id"] for item in items] == ["voluntary", "group_size"]
    assert items[0]["remedy"] == load().circle.gates["voluntary"].remedy.de
    assert items[0]["link"] == {"text": "Teil 3", "chapter": "03_execution", "section": "voluntary"}


def test_the_time_a_circle_takes_is_counted():
    assert view_of("start_24")["monday"]["cost"]["hours"] == 4 * 90 / 60 * 24
    assert view_of("start_12", "en")["monday"]["cost"]["text"].endswith(
        "4 people × 90 minutes × 12 weeks = 72 working hours. "
        "Based on: people from part 3, minutes from part 3, weeks as recommended."
    )
    assert view_of("experts")["monday"]["cost"] is None


@pytest.mark.parametrize(
    ("name", "language", "said"),
    [
        ("prepare", "de", "Beginnen Sie mit der Bedingung »Freiwillige Teilnahme«. Lassen Sie jede Person einzeln"),
        ("prepare", "en", "Begin with the condition “Voluntary participation”. Have each person asked indivi"),
        ("clarify", "de", "ein Ereignis zur Herausforderung »Vertrieb und Produktion streiten über Termine«, danach"),
        ("execute_first", "de", "Setzen Sie in der Umsetzung bei »"),
    ],
)
def test_mondays_step_names_what_it_is_about(name, language, said):
    assert said in view_of(name, language)["monday"]["text"]


@pytest.mark.parametrize(("levels", "step"), [(1, "low"), (2, "middle")])
def test_the_lever_goes_by_the_counted_level(levels, step):
    case = OUTCOMES["start_12"]()
    answers = tuple(replace(a, value=levels) if a.item.startswith("execution.") else a for a in case.answers)
    case = replace(case, answers=answers)
    items = {item["id"]: item for item in result_view(case, diagnosed(case), load(), "de")["begin"]["items"]}
    assert items["lever"]["text"] == getattr(load().execution.questions["owner"].levers, step).de


def test_where_to_begin_names_topic_sprints_and_experiment():
    begin = view_of("start_24")["begin"]
    assert [item["id"] for item in begin["items"]] == ["attitude", "topic", "lever", "sprints"]
    assert begin["experiment"]["id"] == "one_product_group_in_erp"
    assert [signal["id"] for signal in begin["experiment"]["signals"]] == ["amplify", "stop", "days", "budget"]


@pytest.mark.parametrize("name", ["maintain", "prepare"])
def test_sprints_are_only_named_where_it_is_time_to_start(name):
    assert "sprints" not in [item["id"] for item in view_of(name)["begin"]["items"]]


def test_a_mismatch_has_its_name_and_advice():
    item = view_of("start_12")["challenges"]["items"][0]
    assert item["mismatch"]["name"] == load().cynefin.mismatches["complex_as_project"].name.de
    assert item["fit"] == {"level": 3, "text": "Passt nicht und ist riskant"}
    assert item["support"].startswith("Wofür Ihre Antworten sprechen (0 bis 1): Komplex 0,9")
    assert "%" not in item["support"]


def test_the_groups_own_placement_stands_beside_the_call():
    items = {item["id"]: item for item in view_of("placed")["challenges"]["items"]}
    assert items["c1"]["placement"]["text"].startswith("Kompliziert – anders als nach den Antworten.")
    assert items["c1"]["placement"]["reason"] == "Wir kennen die Lösung."
    assert items["c2"]["placement"]["text"] == "Kompliziert – wie nach den Antworten."


# --- charts, method -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_every_chart_has_a_sentence_and_a_table_or_says_what_is_missing(name):
    for chart in view_of(name)["charts"].values():
        assert bool(chart["sentence"]) != bool(chart["empty"])
        if chart["table"]:
            width = len(chart["table"]["columns"])
            assert {len(row) for row in chart["table"]["rows"] + chart["table"]["values"]} == {width}


@pytest.mark.parametrize(("language", "sign"), [("de", ","), ("en", ".")])
def test_numbers_are_written_as_the_language_does(language, sign):
    case = example_case(language, load())
    view = result_view(case, diagnosed(case), load(), language)
    scores = {row[0]: row[1] for row in view["charts"]["attitudes"]["table"]["rows"]}
    assert set(scores.values()) == {f"2{sign}{digit}" for digit in "3457"}
    figure = view["charts"]["attitudes"]["figure"]["wide"]
    assert figure["layout"]["xaxis"]["ticktext"] == ["1", f"1{sign}8", f"2{sign}6", f"3{sign}4", f"4{sign}2", "5"]


def test_the_figure_shows_what_the_table_says():
    chart = view_of("high_without_evidence")["charts"]["execution"]
    bars, claimed = chart["figure"]["wide"]["data"]
    assert bars["x"] == [row[2] or 0 for row in chart["table"]["values"]]
    assert claimed["x"] == [4, 4, 4, 4]


def test_bands_of_the_attitude_chart_are_named():
    layout = view_of("start_12", "en")["charts"]["attitudes"]["figure"]["wide"]["layout"]
    named = [entry["text"] for entry in layout["annotations"]]
    assert [level.name.en for level in load().attitudes.levels.values()] == named[:5]
    assert [(s["x0"], s["x1"]) for s in layout["shapes"]] == [(1.0, 1.8), (1.8, 2.6), (2.6, 3.4), (3.4, 4.2), (4.2, 5)]


def test_one_transition_is_the_weakest():
    cycle = view_of("start_24")["charts"]["cycle"]
    weakest = [edge for edge in cycle["edges"] if edge["weakest"]]
    assert [(edge["source"], edge["target"]) for edge in weakest] == [("growth_mindset", "psychological_safety")]
    assert weakest[0]["text"] in cycle["sentence"]


def test_nothing_is_made_of_a_tie():
    charts = view_of("start_12")["charts"]
    assert charts["cycle"]["sentence"] == "Alle Übergänge sind gleich: trägt teilweise."
    assert not any(edge["weakest"] for edge in charts["cycle"]["edges"])
    assert len(set(charts["attitudes"]["figure"]["wide"]["data"][0]["marker"]["color"])) == 1
    assert charts["attitudes"]["sentence"].endswith("gleichauf: 3,0.")


def test_every_questionnaire_used_shows_its_status_and_version():
    content, method = load(), view_of("start_12")["method"]
    for entry in method["status"]:
        meta = getattr(content, entry["id"]).meta
        assert (entry["text"], entry["version"]) == (meta.status.de, meta.version)
    assert method["attribution"] == content.cynefin.attribution.de
    assert method["versions"]["values"] == content.versions()


def test_claims_about_circles_are_checked_where_a_circle_is_advised():
    named = {name: {c["id"] for c in view_of(name)["method"]["checks"]["items"]} for name in ("start_12", "experts")}
    assert "pilot_effect" in named["start_12"]
    assert "pilot_effect" not in named["experts"]


def test_another_language_is_refused():
    with pytest.raises(InputError):
        result_view(Case(), diagnosed(Case()), load(), "fr")


def test_the_day_of_the_last_answer_is_told():
    assert view_of("start_12")["verdict"]["date"] == {"iso": "2026-03-12", "text": "Stand der Antworten: 12. März 2026"}
    assert view_of("start_12", "en")["verdict"]["date"]["text"] == "Answers as of 12 March 2026"
    assert view_of("empty")["verdict"]["date"] is None


BUILT = r"(role|part|name|status|fit|column|chart|view|begin|unknown|attitude|against|execution)_"
"""Keys put together from a kind and a name."""


def test_every_wording_is_used():
    sources = "\n".join(path.read_text(encoding="utf-8") for path in Path(lcc_diag.view.__file__).parent.rglob("*.py"))
    told = section("result").keys()
    plain = {key for key in told if re.search(rf"""[."'\\[]{key}["']""", sources)}
    built = {key for key in told if re.match(BUILT, key) or re.search(r"_(one|many|why|detail|label)$", key)}
    assert told - plain - built == set()


def test_while_it_burns_nothing_else_is_suggested_to_begin_with():
    begin = view_of("stabilise")["begin"]
    assert begin["items"] == []
    assert begin["experiment"] is None
    assert begin["link"]["chapter"] == "01_cynefin"


def test_no_support_is_named_where_nobody_has_answered():
    case = Case(challenges=(Challenge("c1", "Niemand hat dazu etwas gesagt."),), respondents=(Respondent("r1", "md"),))
    (item,) = result_view(case, diagnosed(case), load(), "de")["challenges"]["items"]
    assert item["support"] == ""


def floats(value):
    """Every decimal number of the view, however deep."""
    entries = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value] if isinstance(value, float) else [number for entry in entries for number in floats(entry)]


def test_scores_have_no_more_digits_than_are_read():
    """2.3142857 would tell that seven people answered."""
    case = example_case("de", load())
    charts = result_view(case, diagnosed(case), load(), "de")["charts"]
    told = [charts[name][part] for name in ("attitudes", "cycle") for part in ("table", "data")]
    numbers = floats([*told, charts["cycle"]["nodes"], charts["cycle"]["edges"]])
    assert len(numbers) > 20
    assert [number for number in numbers if number != round(number, 2)] == []


@pytest.mark.parametrize(("staff", "digits"), [(0, 4), (1, 1), (4, 1), (5, 4)])
def test_support_of_few_staff_is_told_in_tenths(staff, digits):
    case = CASES["start_12"]()
    names = [f"s{number}" for number in range(staff)]
    others = [
        replace(answer, respondent=name, value="b" if answer.item == "cynefin.stability" else answer.value)
        for name in names
        for answer in case.answers
        if answer.respondent == "r1" and answer.challenge == "c1"
    ]
    people = (*case.respondents, *(Respondent(name, "staff") for name in names))
    case = replace(case, respondents=people, answers=(*case.answers, *others))
    support = result_view(case, diagnosed(case), load(), "de")["charts"]["canvas"]["points"][0]["support"]
    assert [share for share in support.values() if share != round(share, digits)] == []
    assert digits == 1 or [share for share in support.values() if share != round(share, 1)]

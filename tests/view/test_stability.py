"""How sure the recommendation is, as it is told: never surer than computed, never more than may be shown."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import lcc_diag
from lcc_diag.content import load
from lcc_diag.i18n import section
from lcc_diag.view.odds import in_hundred, percent
from lcc_diag.view.result import failed, result_view
from tests.view.cases import CASES, HOSTILE, diagnosed
from tests.view.insights import CLOSE, STABLE, computed, insight_of, is_pending

LANGUAGES = ("de", "en")


def shown(name="start_24", given=None, language="de"):
    case = CASES[name]()
    return result_view(case, diagnosed(case), load(), language, insight_of() if given is None else given)


def sure(stability, name="start_24", language="de"):
    return shown(name, insight_of(stability), language)["stability"]


# --- what is said -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (1.0, "in allen Proberechnungen"),
        (0.9995, "in mehr als 99 von 100 Proberechnungen"),
        (0.9655, "in 97 von 100 Proberechnungen"),
        (0.004, "in weniger als einer von 100 Proberechnungen"),
    ],
)
def test_a_share_is_never_rounded_to_certainty(share, told):
    assert in_hundred(share, "de") == told


def test_a_percentage_is_never_rounded_to_all_or_none():
    told = [percent(share, "en") for share in (1.0, 0.996, 0.5, 0.004, 0.0)]
    assert told == ["100%", "over 99%", "50%", "under 1%", "0%"]


def test_a_stable_result_says_so_first_and_links_down():
    view = shown()
    said = view["verdict"]["stability"]["text"]
    assert said == "Stabil: in 97 von 100 Proberechnungen mit leicht veränderten Antworten dieselbe Empfehlung."
    assert view["stability"]["label"] == {"id": "stable", "text": "Stabil"}
    assert "»Lernkreis starten, 24 Wochen«" in view["stability"]["sentence"]
    assert "ob über 12 oder 24 Wochen, kommt in 99 von 100 Proberechnungen heraus" in view["stability"]["sentence"]
    assert view["stability"]["reasons"] == []


def test_a_close_result_advises_to_ask_and_names_what_else_may_come_out_and_what_it_depends_on():
    part = sure(CLOSE)
    assert part["label"]["text"] == "Knapp"
    assert "nachfragen statt entscheiden" in part["sentence"]
    assert "»Fachleute statt Lernkreis« heraus (in 30 von 100 Proberechnungen)" in part["chart"]["sentence"]
    assert "an den Antworten zu den Herausforderungen" in part["chart"]["sentence"]


def test_a_lowered_label_says_why():
    given = replace(STABLE, label="mostly", caps=("shrunk", "unknown"), shrunk_outcome="prepare", known=0.62)
    shrunk, unknown = sure(given)["reasons"]
    assert "»Erst vorbereiten«" in shrunk
    assert "62 %" in unknown
    assert "niedriger" in unknown


def test_one_person_alone_is_told():
    case = CASES["start_24"]()
    alone = replace(case, answers=tuple(a for a in case.answers if a.respondent == "r1"))
    view = result_view(alone, diagnosed(alone), load(), "de", insight_of())
    assert any("einer einzigen Person" in reason for reason in view["stability"]["reasons"])


def test_the_note_names_the_assumptions_and_promises_no_success():
    note = sure(STABLE, language="en")["note"]
    assert "2,000 runs" in note
    assert "0.3" in note
    assert "not the probability that an undertaking succeeds" in note


# --- the chart --------------------------------------------------------------------------------------------


def test_every_row_of_the_chart_is_a_whole_and_the_table_says_the_same():
    chart = sure(CLOSE)["chart"]
    for row, cells in zip(chart["data"]["rows"], chart["table"]["values"], strict=True):
        assert sum(part["share"] for part in row["parts"]) == pytest.approx(1)
        assert cells == [row["name"], *(part["share"] for part in row["parts"])]


def test_the_recommended_outcome_comes_first_and_rare_ones_share_a_part():
    parts = sure(CLOSE)["chart"]["data"]["rows"][0]["parts"]
    assert [part["id"] for part in parts] == ["start_24", "experts", "clarify", "prepare", "other"]
    assert [part["same"] for part in parts] == [True, False, False, False, False]
    assert parts[-1]["share"] == 0.02


def test_parts_differ_in_pattern_not_in_colour_alone():
    for form in sure(CLOSE)["chart"]["figure"].values():
        same, *others = form["data"]
        assert "pattern" not in same["marker"]
        assert len({trace["marker"]["pattern"]["shape"] for trace in others}) == len(others)


# --- when it is there -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_until_it_is_computed_it_says_so_and_if_it_cannot_be_that(language):
    case = CASES["start_24"]()
    view = result_view(case, diagnosed(case), load(), language)
    assert is_pending(view)
    assert "label" not in view["stability"]
    assert view["verdict"]["stability"]["id"] == "pending"
    told = failed(view)
    assert not is_pending(told)
    assert told["stability"]["failed"]
    assert told["verdict"]["stability"] is None
    assert told["reasons"] == view["reasons"]


@pytest.mark.parametrize("name", CASES)
def test_with_everything_computed_nothing_is_pending(name):
    case = CASES[name]()
    for language in LANGUAGES:
        view = result_view(case, diagnosed(case), load(), language, computed(case))
        assert not is_pending(view)
        assert json.loads(json.dumps(view)) == view


def test_nothing_is_said_while_answers_are_missing():
    view = shown("collect", insight_of(None))
    assert view["stability"] is None
    assert view["verdict"]["stability"] is None


# --- people -----------------------------------------------------------------------------------------------


def test_with_a_few_staff_no_share_and_no_interval_is_shown():
    view = shown("few_staff", insight_of(replace(STABLE, outcome="start_12")))
    assert view["stability"]["chart"] is None
    attitudes = view["charts"]["attitudes"]
    told = json.dumps([view["stability"]["sentence"], view["verdict"]["stability"], attitudes], ensure_ascii=False)
    assert "von 100" not in told
    assert all(row["low"] is None for row in attitudes["data"]["rows"])
    assert "zwischen" not in attitudes["sentence"]


# --- attitudes --------------------------------------------------------------------------------------------


def test_an_interval_over_three_levels_names_no_single_one():
    chart = shown()["charts"]["attitudes"]
    rows = {row["name"]: row for row in chart["data"]["rows"]}
    assert rows["Lernhaltung"]["text"].endswith("zwischen Abwehrend und Im Aufbau")
    assert rows["Psychologische Sicherheit"]["text"].endswith("· Im Aufbau")
    assert (rows["Lernhaltung"]["low"], rows["Lernhaltung"]["high"]) == (1.6, 3.0)
    assert rows["Resilienz"]["low"] is None
    assert chart["table"]["rows"][0][2] == "zwischen Abwehrend und Im Aufbau"


def test_whiskers_are_drawn_only_where_there_is_an_interval():
    with_them = shown()["charts"]["attitudes"]["figure"]["wide"]["data"]
    assert [trace["x"] for trace in with_them if trace.get("mode") == "lines+markers"] == [
        [1.6, 3.0, None, 2.7, 3.3, None]
    ]
    without = shown(given=insight_of(intervals={}))["charts"]["attitudes"]["figure"]["wide"]["data"]
    assert not [trace for trace in without if "lines" in trace.get("mode", "")]


@pytest.mark.parametrize(
    ("weakest", "told"),
    [
        ({"growth_mindset": 0.7, "resilience": 0.3}, "ist Lernhaltung die schwächste Haltung (in 70 von 100"),
        (
            {"growth_mindset": 0.3, "resilience": 0.6, "psychological_safety": 0.1},
            "in Frage kommen Resilienz und Lernhaltung. Den Anfang macht Lernhaltung",
        ),
        (
            {"psychological_safety": 0.3, "resilience": 0.6, "growth_mindset": 0.1},
            "Ebenso gut lässt sich mit Psychologische Sicherheit anfangen",
        ),
        ({"growth_mindset": 0.6, "resilience": 0.2, "psychological_safety": 0.2}, "sicher ist das nicht"),
    ],
)
def test_the_weakest_attitude_is_named_as_surely_as_it_is_known(weakest, told):
    assert told in shown(given=insight_of(weakest=weakest))["charts"]["attitudes"]["sentence"]


# --- the same figures everywhere --------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_figures_show_their_data(name):
    case = CASES[name]()
    charts = result_view(case, diagnosed(case), load(), "de", computed(case))["charts"]
    for chart in (charts["attitudes"], charts["execution"]):
        assert [row["value"] for row in chart["data"]["rows"]] == [
            value if value is None else pytest.approx(value, abs=1e-4)
            for value in (row[1 if chart["id"] == "attitudes" else 2] for row in _values(chart, name))
        ]


def _values(chart, name):
    if chart["table"]:
        return chart["table"]["values"]
    return [[None] * 3] * len(chart["data"]["rows"])


def test_every_chart_has_a_type_and_data():
    view = shown()
    types = {chart["id"]: chart["type"] for chart in [*view["charts"].values(), view["stability"]["chart"]]}
    assert types == {
        "canvas": "canvas",
        "attitudes": "bars",
        "cycle": "cycle",
        "execution": "bars",
        "stability": "stack",
    }
    assert len(view["charts"]["cycle"]["data"]["edges"]) == 4
    assert view["charts"]["canvas"]["data"]["points"][0]["domains"] == ["complex"]


def test_what_people_wrote_is_no_markup_in_a_figure():
    from lcc_diag.view.figures import range_figure
    from lcc_diag.view.findings import Findings

    case = CASES["hostile"]()
    found = Findings.of(case, diagnosed(case), load(), "de")
    rows = [{"name": HOSTILE, "low": 1000.0, "middle": 2000.0, "high": 4000.0, "text": "1.000–4.000 €"}]
    figure = range_figure(found, rows)
    texts = json.dumps(figure, ensure_ascii=False)
    assert "<img" not in texts
    assert "&lt;img" in texts
    assert figure["wide"]["data"][-1]["x"] == [2000.0]


def test_one_more_chart_is_light():
    chart = sure(CLOSE)["chart"]
    assert len(json.dumps(chart).encode()) < 50_000


@pytest.mark.parametrize(
    ("name", "built"),
    [("stability", r"(label|advice|block|depends|line|times|percent)_"), ("documents", r"\w+_(name|text)$")],
)
def test_every_wording_is_used(name, built):
    folder = Path(lcc_diag.__file__).parent
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in [*folder.glob("view/*.py"), *folder.glob("ui/*.py")]
    )
    unused = {key for key in section(name) if not re.search(rf"""[."']{key}["']""", sources)}
    assert [key for key in unused if not re.match(built, key)] == []

"""Costs in words: hours before euros, two digits for what is estimated, nothing that was not entered."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcc_diag.content import load
from lcc_diag.model.case import Answer
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.insight import AutomationValue, ChallengeCost, CircleCost, CostReport, Insight, ProviderShare, Range
from lcc_diag.model.text import LANGUAGES
from lcc_diag.statistics.costs import cost_report
from lcc_diag.store.example import example_case
from lcc_diag.view.amounts import euro_range, euros, hour_range, rough_euros, two_digits
from lcc_diag.view.costs import costs
from lcc_diag.view.plan_form import plan_form
from lcc_diag.view.steps import circle_cost
from tests.view.agreed import TODAY, findings, unfit_texts, with_plan
from tests.view.cases import CASES, HOSTILE, diagnosed

ERP = ChallengeCost(
    challenge="c1",
    hours=1056.0,
    parts={"work": 51004.8, "incidents": 30000.0, "delay": 72000.0},
    total=153004.8,
    p_mismatch=0.98,
    attributable=Range(53650.0, 74960.0, 95210.0),
    attributable_hours=Range(370.1, 517.4, 657.0),
    sunk=920000.0,
)
"""The check values of methods A.6."""
NIGHTLY = AutomationValue(
    "Abtippen", Range(170.0, 213.0, 262.0), Range(6800.0, 8900.0, 11020.0), 221.76, 9511.01, 10.09, ""
)
PROVIDER = ProviderShare(60.0, 2898.0, 4000.0, 0.4201, False)
CIRCLE = CircleCost(4, 90, 24, 144.0, 6955.2, None)
NOTHING = CostReport(48.3, False, 44, (), None, None, None)
ALL = replace(NOTHING, challenges=(ERP,), automation=NIGHTLY, provider=PROVIDER, circle=CIRCLE)
SPINDLE_ONLY = "experts"
"""A case without anything complex."""


def told_of(report, language="de", name="start_24", case=None):
    case = case or CASES[name]()
    insight = Insight(None, None, {}, {}, report)
    return costs(findings(case, language, insight))


def rows(item):
    return {row["label"]: row["text"] for row in item["rows"]}


# --- amounts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "told"),
    [(74960, 75000), (53650, 54000), (0, 0), (0.4567, 0.46), (99.6, 100), (-1234, -1200), (1e9, 1e9), (7, 7)],
)
def test_an_estimate_has_two_digits(value, told):
    assert two_digits(value) == pytest.approx(told)


@given(st.floats(-1e12, 1e12).filter(lambda value: abs(value) > 1e-6))
def test_two_digits_are_within_five_per_cent(value):
    assert abs(two_digits(value) - value) <= 0.0501 * abs(value)


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (51004.8, "51.004,80 €", "€51,004.80"),
        (30000, "30.000 €", "€30,000"),
        (-300, "−300 €", "−€300"),
        (0, "0 €", "€0"),
        (-0.001, "0 €", "€0"),
        (48.3, "48,30 €", "€48.30"),
    ],
)
def test_euros_are_written_as_each_language_does(value, german, english):
    case = CASES["empty"]()
    assert [euros(findings(case, language), value) for language in LANGUAGES] == [german, english]


@pytest.mark.parametrize(
    ("given_range", "german", "english"),
    [
        (
            Range(53650, 74960, 95210),
            "54.000 bis 95.000 €, in der Mitte 75.000 €",
            "€54,000 to €95,000, €75,000 in the middle",
        ),
        (Range(74900, 75000, 75400), "rund 75.000 €", "about €75,000"),
        (Range(0, 0, 0), "0 €", "€0"),
        (Range(-1234, -300, 410), "−1.200 € bis 410 €, in der Mitte −300 €", "−€1,200 to €410, −€300 in the middle"),
    ],
)
def test_a_range_is_told_from_low_to_high(given_range, german, english):
    case = CASES["empty"]()
    assert [euro_range(findings(case, language), given_range) for language in LANGUAGES] == [german, english]


def test_hours_and_rough_amounts():
    found = findings(CASES["empty"]())
    assert hour_range(found, Range(370.1, 517.4, 657.0)) == "370 bis 660 Stunden, in der Mitte 520"
    assert rough_euros(found, 153004.8) == "rund 150.000 €"
    assert rough_euros(found, 30000) == "30.000 €"


# --- a challenge ----------------------------------------------------------------------------------------------


def test_hours_come_before_euros_and_the_part_apart_from_the_whole():
    (item,) = told_of(replace(NOTHING, challenges=(ERP,)))["items"]
    assert item["sentence"] == (
        "Doppelte Arbeit: 1.056 Stunden im Jahr. Davon kommt nach Ihrer Schätzung daher, dass das Vorgehen nicht zur "
        "Herausforderung passt: 370 bis 660 Stunden, in der Mitte 520. In Geld, alles zusammen: rund 150.000 €, davon "
        "aus demselben Grund 54.000 bis 95.000 €, in der Mitte 75.000 €."
    )
    assert rows(item) == {
        "Doppelte Arbeit im Jahr": "1.056 Stunden × 48,30 € = 51.004,80 €",
        "Fehler und Zwischenfälle im Jahr": "30.000 €",
        "Entgangener Nutzen durch die Verzögerung": "72.000 €",
        "Zusammen": "153.004,80 €",
        "Wie stark Ihre Antworten sagen, dass das Vorgehen nicht passt (0 bis 1)": "0,98",
        "Davon, weil das Vorgehen nicht passt": "54.000 bis 95.000 €, in der Mitte 75.000 €",
        "Investiert und nicht in Gebrauch": "920.000 €",
    }


def test_what_is_spent_is_in_no_sum_and_said_to_be_gone():
    with_sunk, without = (told_of(replace(NOTHING, challenges=(replace(ERP, sunk=s),))) for s in (920000.0, None))
    assert with_sunk["items"][0]["sentence"] == without["items"][0]["sentence"]
    assert with_sunk["chart"]["data"] == without["chart"]["data"]
    assert "ausgegeben, wie auch immer Sie entscheiden" in with_sunk["items"][0]["remark"]
    assert without["items"][0]["remark"] is None


def test_without_an_estimate_only_the_whole_is_told():
    bare = replace(ERP, attributable=None, attributable_hours=None, sunk=None)
    told = told_of(replace(NOTHING, challenges=(bare,)))
    item = told["items"][0]
    assert item["sentence"] == "Doppelte Arbeit: 1.056 Stunden im Jahr. In Geld, alles zusammen: rund 150.000 €."
    assert item["remark"].startswith("Welcher Anteil daher kommt")
    assert told["chart"] is None


def test_where_the_handling_fits_nothing_is_put_down_to_it():
    fits = replace(ERP, p_mismatch=0.0, attributable=Range(0, 0, 0), attributable_hours=Range(0, 0, 0), sunk=None)
    told = told_of(replace(NOTHING, challenges=(fits,)))
    assert told["items"][0]["sentence"].endswith("ihm ist davon nichts zuzurechnen.")
    assert told["chart"] is None


def test_one_part_alone_is_no_sum():
    one = replace(ERP, hours=None, parts={"incidents": 30000.0}, total=30000.0, attributable_hours=None, sunk=None)
    item = told_of(replace(NOTHING, challenges=(one,)), "en")["items"][0]
    assert item["sentence"].startswith("In money: €30,000. By your estimate, this part of it")
    assert "Altogether" not in rows(item)


# --- automation and provider ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({}, "wären die einmaligen Kosten nach rund zehn Monaten wieder da."),
        ({"payback_months": 56.6}, "wären die einmaligen Kosten nach rund fünf Jahren wieder da."),
        ({"payback_months": 0.3}, "wären die einmaligen Kosten nach rund einem Monat wieder da."),
        ({"payback_months": None}, "in der Mitte 8.900 €."),
        ({"payback_months": None, "likely_net_eur": -5.0}, "deckt die Ersparnis die laufenden Kosten nicht."),
    ],
)
def test_an_automation_says_when_it_has_paid(changes, ending):
    (item,) = told_of(replace(NOTHING, automation=replace(NIGHTLY, **changes)))["items"]
    assert item["sentence"].startswith("Im Jahr würden frei: 170 bis 260 Stunden, in der Mitte 210.")
    assert item["sentence"].endswith(ending)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "In Teil 3 fehlen »Zeit dafür bisher, je Person«, »Wie viele Personen?« und »Anteil, der es nutzt oder"),
        ("en", "“Time spent on it so far, per person”, “How many people?” and “Share of people who use it or will use"),
    ],
)
def test_limits_without_the_figures_of_part_3_say_what_is_missing(language, sentence):
    case = CASES["start_24"]()
    entered = replace(case, answers=(*case.answers, Answer("t0", "r1", "costs.automatable_low", 40)))
    told = told_of(NOTHING, language, case=entered)
    (item,) = told["items"]
    assert sentence in item["sentence"]
    assert (item["link"]["chapter"], item["link"]["section"]) == ("03_execution", "automation")
    assert (item["rows"], told["empty"], told["chart"]) == ([], None, None)
    assert unfit_texts(told, language, entered) == []
    assert told_of(replace(NOTHING, automation=NIGHTLY), case=entered)["items"][0]["link"] is None


def test_saved_time_is_money_only_once_it_is_used():
    open_, used = (
        told_of(replace(NOTHING, automation=replace(NIGHTLY, freed_time=f)))["items"][0] for f in ("", "Lernen")
    )
    assert open_["remark"].startswith(
        "Gesparte Zeit ist erst Geld, wenn sie anders genutzt wird. Wofür, ist noch nicht"
    )
    assert "Wofür, ist" not in used["remark"]
    assert rows(used)["Wofür die Zeit genutzt wird"] == "Lernen"


def test_what_is_complex_is_steadied_before_it_is_automated():
    warned = {name: told_of(replace(NOTHING, automation=NIGHTLY), "de", name) for name in ("start_24", SPINDLE_ONLY)}
    told = {name: "festigen Sie ihn erst" in told["items"][0]["remark"] for name, told in warned.items()}
    assert told == {"start_24": True, SPINDLE_ONLY: False}


def test_a_providers_hidden_share():
    (item,) = told_of(replace(NOTHING, provider=PROVIDER))["items"]
    assert item["sentence"].endswith("Das sind 42 % dessen, was er im Ganzen kostet.")
    assert rows(item)["Eigene Arbeit im Monat"] == "60 Stunden × 48,30 € = 2.898 €"
    assert item["remark"] is None
    (high,) = told_of(replace(NOTHING, provider=replace(PROVIDER, hidden_share=0.55, is_high=True)))["items"]
    assert high["remark"].startswith("Ab 50 % lohnt die Frage")
    assert load().execution.questions["provider"].levers.low.de in high["remark"]


# --- chart, circle, assumptions -------------------------------------------------------------------------------


def test_the_chart_shows_what_the_sentences_say():
    other = replace(ERP, challenge="c2", attributable=Range(100.0, 200.0, 300.0))
    chart = told_of(replace(ALL, challenges=(other, ERP)))["chart"]
    assert chart["sentence"].startswith("Am meisten kostet es bei Herausforderung 1, dass das Vorgehen nicht passt")
    assert [row["name"] for row in chart["data"]["rows"]] == [
        "Herausforderung 2", "Herausforderung 1", "Automatisierung (Gewinn im Jahr)"
    ]  # fmt: skip
    erp = chart["data"]["rows"][1]
    assert (erp["low"], erp["middle"], erp["high"]) == (54000, 75000, 95000)
    assert erp["text"] == "54.000 bis 95.000 €, in der Mitte 75.000 €"
    assert chart["table"]["rows"][1] == ["Herausforderung 1", "54.000", "75.000", "95.000"]
    assert chart["table"]["values"][1] == ["Herausforderung 1", 54000, 75000, 95000]
    assert set(chart["figure"]) == {"wide", "narrow"}


def test_the_circle_stands_beside_it_with_the_same_rate_and_no_promise():
    told = told_of(ALL)["circle"]
    assert told["text"].startswith("Zum Vergleich: Ein Lernkreis über 24 Wochen braucht 144 Stunden Arbeitszeit")
    assert told["text"].endswith("Was er bewirkt, lässt sich vorher nicht beziffern.")
    assert rows(told)["In Geld"] == "144 Stunden × 48,30 € = 6.955,20 €"
    coached = told_of(
        replace(NOTHING, circle=replace(CIRCLE, coach_eur=4500.0, people_from="assumed", weeks_from="plan")), "en"
    )["circle"]
    rests = "The coach adds €4,500. Based on: people assumed, minutes from part 3, weeks from your plan. What it"
    assert rests in coached["text"]
    assert told_of(NOTHING)["circle"] is None


def test_monday_and_the_costs_count_the_circle_that_was_agreed():
    case = with_plan("start_24", people=["alone"] * 5, weeks="weeks_12")
    found = findings(case)
    beside, first = told_of(cost_report(case, found.diagnosis, load()), case=case)["circle"], circle_cost(found)
    basis = "Grundlage: Personen aus Ihrem Plan, Minuten aus Teil 3, Wochen aus Ihrem Plan."
    product = "5 Personen × 90 Minuten × 12 Wochen = 90 "
    assert beside["text"].startswith("Zum Vergleich: Ein Lernkreis über 12 Wochen braucht 90 Stunden")
    assert rows(beside)["Arbeitszeit"] == f"{product}Stunden"
    assert first == {"hours": 90, "text": f"Zeitaufwand: {product}Arbeitsstunden. {basis}"}
    assert basis in beside["text"]


@pytest.mark.parametrize(
    ("report", "starts"),
    [
        (NOTHING, []),
        (replace(NOTHING, circle=CIRCLE), ["Stundensatz"]),
        (replace(NOTHING, circle=CIRCLE, rate=60.0, own_rate=True), ["Stundensatz: 60 €, von Ihnen eingetragen."]),
        (replace(NOTHING, automation=NIGHTLY), ["Stundensatz: 48,30 €. Arb", "Arbeitswochen im Jahr: 44", "Spannen"]),
        (ALL, ["Stundensatz", "Arbeitswochen", "Spannen", "Doppelte Arbeit und", "Rechnung mit Ihren eigenen Angaben"]),
    ],
)
def test_assumptions_are_named_where_something_rests_on_them(report, starts):
    told = told_of(report)["assumptions"]
    assert len(told) == len(starts)
    assert all(text.startswith(start) for text, start in zip(told, starts, strict=True))


def test_no_figure_appears_that_was_not_entered():
    told = told_of(NOTHING)
    assert told["empty"].startswith("Noch gibt es keine eigenen Zahlen.")
    assert (told["items"], told["chart"], told["circle"], told["assumptions"]) == ([], None, None, [])


# --- as a whole -----------------------------------------------------------------------------------------------


def test_while_it_is_computed_it_says_so():
    assert costs(findings(CASES["start_24"](), insight=None))["pending"] == "wird berechnet …"
    assert costs(findings(CASES["collect"](), insight=None)) is None


@pytest.mark.parametrize("name", ["collect", "stabilise", "empty"])
def test_nothing_is_asked_for_while_something_is_more_urgent(name):
    assert told_of(NOTHING, name=name) is None
    assert told_of(replace(NOTHING, provider=PROVIDER), name=name)["items"]


def asked_in(case):
    """Ids of the sections with figures in the plan chapter, and the items of the first of them."""
    sections = plan_form(load(), case, diagnose(case, load(), TODAY))["sections"]
    figures = [section for section in sections if section["group"]["id"] == "costs"]
    return [entry["id"] for entry in figures], [entry["item"] for entry in figures[0]["questions"]] if figures else []


AUTOMATION_FIGURE = Answer("t0", "r1", "execution.automation", 2, evidence={"people": 4})
FIGURE = Answer("t0", "r1", "costs.coach_eur", 2400)


@pytest.mark.parametrize(
    ("name", "more", "sections", "general"),
    [
        ("start_12", (), ["general", "costs-c1"], ["costs.rate_eur_h", "costs.coach_eur"]),
        ("prepare", (), ["general", "costs-c1"], ["costs.rate_eur_h"]),
        ("maintain", (), [], []),
        ("maintain", (AUTOMATION_FIGURE,), ["general", "automation"], ["costs.rate_eur_h"]),
        ("maintain", (FIGURE,), ["general"], ["costs.coach_eur"]),
    ],
)
def test_figures_are_asked_for_where_something_is_worked_out_from_them(name, more, sections, general):
    case = CASES[name]()
    person = case.respondents[0].id
    kept = tuple(a for a in case.answers if a.item not in [entry.item for entry in more])
    case = replace(case, answers=(*kept, *(replace(entry, respondent=person) for entry in more)))
    assert asked_in(case) == (sections, general)
    assert (costs(findings(case)) is not None) is bool(sections)


def test_where_every_handling_fits_no_challenge_is_asked_about():
    """The result asked for hours of a challenge, and the chapter had no place to enter them."""
    case = CASES["start_12"]()
    fits = [replace(a, value="experiments") if a.item == "cynefin.handling" else a for a in case.answers]
    case = replace(case, answers=tuple(a for a in fits if a.challenge != "c2"), challenges=case.challenges[:1])
    assert asked_in(case)[0] == ["general"]
    report = cost_report(case, diagnose(case, load(), TODAY), load())
    assert "Stundensatz" in told_of(report, case=case)["empty"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_from_its_own_figures(language):
    case = example_case(language, load())
    report = cost_report(case, diagnosed(case), load())
    told = told_of(report, language, case=case)
    assert [item["id"] for item in told["items"]] == ["c1", "automation", "provider"]
    number = {"de": "153.004,80 €", "en": "€153,004.80"}[language]
    assert number in rows(told["items"][0]).values()
    assert json.loads(json.dumps(told)) == told


REPORTS = {
    "all": ALL,
    "two": replace(ALL, challenges=(ERP, replace(ERP, challenge="c2", attributable=None)), own_rate=True),
    "loss": replace(
        NOTHING, automation=replace(NIGHTLY, process="", net_eur=Range(-9.0, -5.0, 1.0), likely_net_eur=-5.0)
    ),
    "sunk": replace(NOTHING, challenges=(replace(ERP, parts={}, hours=None, total=0.0, attributable=None),)),
    "high": replace(
        NOTHING,
        provider=replace(PROVIDER, is_high=True),
        circle=replace(CIRCLE, coach_eur=1.0, people_from="limit", minutes_from="limit"),
        automation=replace(NIGHTLY, process="X"),
    ),
    "nothing": NOTHING,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_one_language_and_plain_data(name, language):
    case = CASES["start_24"]()
    report = REPORTS[name]
    if report.automation and language == "en":
        report = replace(report, automation=replace(report.automation, process="Typing"))
    told = told_of(report, language, case=case)
    assert unfit_texts(told, language, case) == []
    assert json.loads(json.dumps(told)) == told


def test_texts_of_users_stay_as_they_are_and_out_of_the_figure():
    case = CASES["hostile"]()
    shape = replace(NIGHTLY, process=HOSTILE, freed_time=HOSTILE)
    told = told_of(replace(ALL, automation=shape), case=case)
    assert [item["name"].endswith(HOSTILE) for item in told["items"]] == [True, True, False]
    assert "onerror" not in json.dumps(told["chart"])


def test_an_amount_nobody_would_believe_is_still_told():
    huge = replace(ERP, total=1e14, parts={"work": 1e14}, attributable=Range(1e13, 5e13, 9e13))
    told = told_of(replace(NOTHING, challenges=(huge,)), "en")
    assert "€10,000,000,000,000 to €90,000,000,000,000" in told["items"][0]["sentence"]

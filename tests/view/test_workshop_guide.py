"""The facilitator's chapter as data: a complete script for every kind, minutes that add up, the way on always known."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest

from lcc_diag import settings
from lcc_diag.cohort import release
from lcc_diag.content import load
from lcc_diag.model.case import Case, Challenge
from lcc_diag.model.workshop import PHASES, Round, Settings, enter, reveal, seal
from lcc_diag.store import CaseStore, WorkshopStore
from lcc_diag.view.still import still
from lcc_diag.view.workshop.facilitator import kept_workshops
from lcc_diag.view.workshop.guide import script
from lcc_diag.view.workshop.timing import first_plan, minutes, plans_by_challenges, round_plan
from lcc_diag.workbook import chapter
from tests.view.workshops import workshop_with

GUIDE = load().workshop


@pytest.mark.parametrize("parts", PHASES)
def test_minutes_add_up_to_any_budget_and_nothing_is_left_out(parts):
    for budget in range(10, 241):
        plan = minutes(GUIDE.kinds[parts], budget)
        assert sum(plan.values()) == budget
        assert tuple(plan) == PHASES[parts]
        assert min(plan.values()) >= 1
    for budget, plan in GUIDE.kinds[parts].plans.items():
        assert minutes(GUIDE.kinds[parts], budget) == plan


def test_less_time_than_phases_still_gives_each_a_minute():
    assert set(minutes(GUIDE.kinds["diagnosis"], 3).values()) == {1}


@pytest.mark.parametrize("budget", GUIDE.budgets)
def test_further_challenges_take_their_time_from_the_talk_and_leave_half_of_it(budget):
    plans = plans_by_challenges("diagnosis", budget, load())
    assert plans[0] == minutes(GUIDE.kinds["diagnosis"], budget)
    for fewer, plan in pairwise(plans):
        assert sum(plan.values()) == budget
        assert plan["talk"] >= plans[0]["talk"] // 2
        assert all(plan[phase] >= fewer[phase] for phase in ("write", "answer"))
        assert {plan[phase] - plans[0][phase] for phase in ("join", "reveal", "decide", "close")} == {0}


def test_two_challenges_have_the_time_that_phones_say_they_take():
    one, two = plans_by_challenges("diagnosis", 90, load())[:2]
    assert two["write"] == one["write"] + 2
    assert two["answer"] == one["answer"] + 3  # nine questions
    assert first_plan("pulse", 20, 1, load()) == minutes(GUIDE.kinds["pulse"], 20)


@pytest.mark.parametrize("budget", GUIDE.budgets)
@pytest.mark.parametrize(("parts", "challenges"), [("diagnosis", ("c1", "c2")), ("cynefin", ("c1",))])
def test_a_second_round_finds_room_in_half_of_the_talk(parts, challenges, budget):
    first = workshop_with(parts=parts, challenges=challenges, budget=budget)
    again = replace(first, rounds=(*first.rounds, Round(2, ("c3", "c4"), attitudes=False)))
    before, after = round_plan(first, load()), round_plan(again, load())
    assert after["answer"] <= 5  # eighteen questions, of which phones say the same
    assert min(after.values()) >= 1
    taken = sum(after[phase] for phase in ("answer", "reveal", "talk"))
    assert taken <= max(before["talk"] / 2, after["answer"] + after["reveal"] + 1)
    told = {phase["id"]: phase["minutes"] for phase in script(again, load())}
    assert told == after


@pytest.mark.parametrize("parts", PHASES)
def test_every_phase_of_every_kind_has_something_to_say_and_ways_out(parts):
    chosen = {"challenges": ("c1",)} if parts == "cynefin" else {}
    told = script(workshop_with(parts=parts, **chosen), load())
    assert [phase["id"] for phase in told] == list(PHASES[parts])
    for phase in told:
        assert 2 <= len(phase["say"]) <= 5
        assert len(phase["fallbacks"]) >= 2
        assert all(line[language] for line in phase["say"] for language in ("de", "en"))
    assert "network" in {trouble["id"] for trouble in told[0]["fallbacks"]}


ONLY_WITH_CHALLENGES = {
    "de": (
        "den Satz",
        "die Sätze",
        "unserem Satz",
        "freigegeben",
        "einschätzen",
        "Einordnung",
        "zwei Fragen",
        "tragen Sie sie",
    ),
    "en": ("the sentence", "our sentence", "released", "rate again", "places", "two questions", "shared view"),
}
"""What there is in a workshop about challenges, and in a pulse not."""


def test_the_script_of_a_pulse_speaks_of_nothing_that_a_pulse_does_not_have():
    for phase in script(workshop_with(parts="pulse"), load()):
        if phase["id"] not in ("decide", "close"):
            told = [*phase["say"], phase["watch"], *(fallback["text"] for fallback in phase["fallbacks"])]
            for language, words in ONLY_WITH_CHALLENGES.items():
                assert [text[language] for text in told for word in words if word in text[language]] == []


def test_a_pulse_says_how_long_answering_takes_and_how_long_all_of_it():
    kind = GUIDE.kinds["pulse"]
    assert (kind.usual, kind.plans[kind.usual]["answer"]) == (20, 2)
    for language, answering, whole in (("de", "zwei Minuten", "zwanzig"), ("en", "two minutes", "twenty")):
        assert kind.purpose[language].index(answering) < kind.purpose[language].index(whole)


def test_the_dangers_named_in_advance_are_all_met():
    met = {trouble for phase in GUIDE.phases.values() for trouble in phase.fallbacks}
    assert met == set(GUIDE.troubles)
    assert met >= {"network", "few_people", "boss_silent", "boss_first", "nobody_speaks", "disagreement", "too_alike"}


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """A case with a workshop, and how its chapter looks without and with a kernel."""
    url = f"sqlite:///{tmp_path / 'cases.sqlite'}"
    monkeypatch.setenv(settings.DATABASE, url)
    cases, store = CaseStore(url), WorkshopStore(url)
    link = cases.create(case=Case("Muster", challenges=(Challenge("c1", "Eins."),)))
    workshop = store.open(link.token, Settings(challenges=("c1",)), settings.today())
    monkeypatch.setenv("QUERY_STRING", f"case={link.token}&lang=en")

    def looks():
        kept = kept_workshops(store, link.token, load())
        given = cases.read(link.token), False, link.token, link.code, load(), "en", settings.today()
        made = still("workshop", *given, kept=kept)["models"]["still-1"]["state"]
        live = chapter("workshop").children[0].get_state()
        return json.loads(json.dumps([made, {trait: live[trait] for trait in made}]))

    return store, workshop, looks


def test_a_running_workshop_looks_the_same_without_a_kernel(opened):
    store, workshop, looks = opened
    without, with_kernel = looks()
    assert without == with_kernel
    assert without["current"]["phase"] == "join"
    store.change(workshop.id, lambda now: enter(now, "answer"))
    without, with_kernel = looks()
    assert without == with_kernel
    assert without["current"]["next"] == {"phase": "predict", "act": "enter"}


def test_the_way_leads_from_the_first_phase_to_the_last(opened):
    store, workshop, looks = opened
    way = []
    while following := looks()[0]["current"]["next"]:
        way.append((following["phase"], following["act"]))
        assert len(way) < 10
        store.change(workshop.id, lambda now, to=following: gone(now, to["phase"], to["act"]))
    asked = [(phase, "enter") for phase in ("write", "answer", "predict")]
    assert way == [*asked, ("reveal", "reveal"), ("talk", "enter"), ("decide", "enter"), ("close", "close")]


def gone(workshop, phase, act):
    if act != "reveal":
        return enter(workshop, phase)
    sealed = seal(workshop)
    made = release((), sealed, Case(challenges=(Challenge("c1", "Eins."),)), load(), settings.today())
    return reveal(sealed, 1, made.shown, made.members)

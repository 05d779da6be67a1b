"""What a revealed round says of attitudes and what follows from it: no more than the answers carry."""

from dataclasses import replace

import pytest

from lcc_diag.content import load
from lcc_diag.model.case import ROLES, Challenge
from lcc_diag.model.workshop import Round
from lcc_diag.view.canvas import both
from lcc_diag.view.workshop.result_challenges import challenge_slide
from lcc_diag.view.workshop.results import results_view
from lcc_diag.view.workshop.telling import told
from tests.view.texts import both_languages
from tests.view.workshops import STATEMENTS, attitude, case_with, cell, rating, released, workshop_with

CONTENT = load()
WEAKEST = {"dimension": "resilience", "link": ["resilience", "authentic_communication"], "state": "partial"}


def slides(roles=ROLES, **changes):
    """By id, of a round released with these changes and without challenges."""
    round_ = Round(1, ("c1",), attitudes=True, sealed=True, released=released(challenges=[], **changes))
    workshop = replace(workshop_with(roles=roles), phase="reveal", rounds=(round_,))
    shown = results_view(workshop, case_with("Rechnungen werden gedruckt."), CONTENT)
    return {slide["id"]: slide for slide in shown["slides"]}


def attitudes(*means):
    return [
        attitude(name, staff=cell(mean, "developing"))
        for name, mean in zip(CONTENT.attitudes.dimensions, means, strict=True)
    ]


@pytest.mark.parametrize(("lowest", "said"), [(2.9, False), (2.8, False), (2.7, True), (1.9, True)])
def test_an_attitude_is_called_weakest_only_if_it_lies_apart(lowest, said):
    """Differences below 0.3 are not interpreted."""
    slide = slides(weakest=WEAKEST, attitudes=attitudes(3.0, 3.4, lowest, 3.1))["recommendation"]
    assert bool(slide["weakest"]) is said


def test_a_room_is_not_told_to_ask_others():
    """That advice is for somebody who has answered alone; here only the answers on execution are missing."""
    decision = {"rule": "R2", "outcome": "collect", "conditions": [], "notes": []}
    slide = slides(recommendation=decision)["recommendation"]
    assert slide["points"] == []
    assert "Umsetzung" in slide["why"]["de"]
    both_languages(slide)


BOTH = ["leaders"]
"""Their view and their guess, as one."""


@pytest.mark.parametrize(("roles", "said"), [(("staff",), []), (("leader", "staff"), BOTH), (("md", "staff"), BOTH)])
def test_that_leaders_are_too_few_is_said_only_where_leaders_could_join(roles, said):
    listed = [attitude("resilience", staff=cell(3.1, "developing"))]
    slide = slides(roles, attitudes=listed)["resilience"]
    assert [one["id"] for one in slide["cells"]] == ["staff", *said]


@pytest.mark.parametrize(
    ("why", "named"),
    [
        ("too_few", ["Führungskräfte und ihre Schätzung"]),
        ("too_alike", ["Schätzung der Führungskräfte", "Führungskräfte"]),
    ],
)
def test_leaders_are_named_once_where_nothing_of_them_is_shown_for_one_reason(why, named):
    leaders = {**cell(why="too_few"), "dots": []}
    guess = {**leaders, "why": why}
    listed = [attitude("resilience", staff=cell(3.1, "developing"), leaders=leaders, prediction=guess)]
    cells = slides(attitudes=listed)["resilience"]["cells"]
    assert [one["who"]["de"] for one in cells if not one["shown"]] == named


def test_a_result_is_read_without_knowing_the_method():
    challenge = rating("c1", "Rechnungen werden gedruckt.", call="confused", discuss=[])
    slide = challenge_slide(
        challenge, told("challenge", number=1), Challenge("c1", challenge["statement"]), [], CONTENT, 5
    )
    assert slide["call"]["name"] == slide["support"]["rows"][-1]["name"] == {"de": "Noch offen", "en": "Still open"}
    assert slide["support"]["title"]["de"] == "Wofür die Antworten sprechen (0 bis 1)"
    assert slide["support"]["title"]["en"] == "What the answers point to (0 to 1)"


def test_a_distribution_says_how_many_answered_and_that_it_is_rounded():
    chart = slides()["psychological_safety"]["distribution"]
    assert chart["note"]["de"] == "Antworten von: 5 bis 9 Personen; auf 5 % gerundet"


def monday_of(*challenges, **decision):
    """The first step the room is told, after a round with these challenges."""
    decided = {"rule": "R3", "outcome": "clarify", "conditions": [], "notes": []} | decision
    shown = released(challenges=list(challenges), recommendation=decided)
    rated = tuple(entry["id"] for entry in challenges)
    round_ = Round(1, rated, attitudes=True, sealed=True, released=shown)
    workshop = replace(workshop_with(), phase="reveal", rounds=(round_,))
    view = results_view(workshop, case_with(*(entry["statement"] for entry in challenges)), CONTENT)
    slide = next(slide for slide in view["slides"] if slide["id"] == "recommendation")
    return next(point["items"][0] for point in slide["points"] if point["lead"]["de"] == "Am Montag")


def test_a_room_is_told_which_challenge_divides_it_most_and_only_of_those_it_sees():
    agreed = rating("c1", "Rechnungen", call="complex", disagreement=0.9, discuss=[])
    open_ = rating("c2", "Termine", call="confused", disagreement=0.2, discuss=[])
    divided = rating("c3", "Listen", call="contested", disagreement=0.5, discuss=[])
    hidden = rating("c4", "Geheimes", why="too_alike")
    told = monday_of(agreed, open_, divided, hidden)
    assert "»Listen«" in told["de"]
    assert "“Listen”" in told["en"]
    assert "strittigsten Herausforderung" in monday_of(agreed, hidden)["de"]


def test_a_room_is_told_the_first_condition_and_what_opens_it():
    told = monday_of(rating("c1", "Rechnungen", discuss=[]), outcome="prepare", conditions=["voluntary", "followup"])
    assert told["de"].startswith("Beginnen Sie mit der Bedingung »Freiwillige Teilnahme«. Lassen Sie jede Person")


def asked_alone(**changes):
    item = {"item": "gm1", "shown": True, "why": None, "shares": {"1": 0.2, "4": 0.8}} | changes
    slide = slides(attitudes=[attitude("growth_mindset", staff=cell(3.4, "developing"), items=[item])])
    return slide["growth_mindset"]


def test_a_pulse_shows_the_statement_and_the_answers_to_it():
    slide = asked_alone()
    asked = CONTENT.attitudes.dimensions["growth_mindset"].items["gm1"].text
    assert (slide["title"], slide["gloss"]) == (both(asked), None)
    assert slide["eyebrow"] == both(CONTENT.attitudes.dimensions["growth_mindset"].name)
    assert slide["distribution"]["id"] == "attitudes.gm1"
    rows = {row["value"]: (row["name"], row["share"]) for row in slide["distribution"]["rows"]}
    assert rows == {
        str(step): (both(text), {4: 0.8, 1: 0.2}.get(step, 0.0)) for step, text in CONTENT.attitudes.scale.items()
    }
    assert slide["items"]["charts"] == []


def test_answers_to_a_hidden_statement_stay_hidden():
    assert asked_alone(shown=False, why="too_alike", shares={})["distribution"]["id"] == "distribution"


def test_each_domain_is_explained_where_the_answers_point_to_it():
    shown = released(challenges=[rating("c1", STATEMENTS[0], discuss=[])], attitudes=[])
    round_ = Round(1, ("c1",), attitudes=False, sealed=True, released=shown)
    workshop = replace(workshop_with(), phase="reveal", rounds=(round_,))
    (slide, *_) = results_view(workshop, case_with(STATEMENTS[0]), CONTENT)["slides"]
    assert [row["gloss"] for row in slide["support"]["rows"]] == [
        both(domain.short) for domain in CONTENT.cynefin.domains.values()
    ]

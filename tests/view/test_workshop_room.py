"""What everybody in a workshop sees: complete in both languages, no secret in it, and nothing of answers before the
reveal."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lcc_diag.content import load
from lcc_diag.model.case import Answer, Challenge, Placement
from lcc_diag.model.workshop import PHASES, Timer, ask_again, reveal, show_text, take_over
from lcc_diag.view.workshop.agreed import marks, placement_mark
from lcc_diag.view.workshop.qr import qr_rows
from lcc_diag.view.workshop.room import room_view
from tests.cohort.rooms import room as room_of
from tests.view.texts import both_languages

CONTENT = load()
NOW = datetime(2026, 3, 16, 9, 30, tzinfo=UTC)


@dataclass
class Counts:
    joined: int = 0
    finished: int = 0
    by_role: dict = field(default_factory=dict)


def seen(made, workshop, counts=None):
    return room_view(workshop, counts or Counts(), made.case, CONTENT, NOW)


def revealed(made):
    """The workshop after the reveal of its round."""
    release = made.release()
    return reveal(made.workshop, 1, json.loads(json.dumps(release.shown)), release.members)


def slides(made, workshop, kind):
    return [slide for slide in seen(made, workshop)["results"]["slides"] if slide["kind"] == kind]


# --- before the reveal ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", PHASES["diagnosis"])
def test_nothing_is_shown_before_the_reveal(phase):
    made = room_of()
    placed = replace(made.case.challenges[0], placement=Placement("complex", "Weil es so ist."))
    case = replace(made.case, challenges=(placed, *made.case.challenges[1:]))
    room = room_view(replace(made.workshop, phase=phase), Counts(), case, CONTENT, NOW)
    assert room["results"] is None
    assert all(challenge["placement"] is None for challenge in room["challenges"])
    assert "Weil es so ist." not in json.dumps(room, ensure_ascii=False)


def test_no_secret_and_nobody_is_named():
    made = room_of(named=3)
    workshop = replace(revealed(made), id="secret-of-the-room", wall="secret-of-the-wall", token="secret-of-the-case")
    text = json.dumps(seen(made, workshop))
    assert "secret-of" not in text
    assert not [voice for voice in made.voices if f'"{voice.participant.id}"' in text]


def test_groups_are_counted_no_more_exactly_than_results_are_shown():
    counts = Counts(joined=19, by_role={"md": 1, "leader": 6, "staff": 12})
    groups = {
        entry["role"]: entry["n"]["de"] for entry in seen(room_of(), room_of().workshop, counts)["counts"]["groups"]
    }
    assert groups == {"md": "unter 5", "leader": "5–9", "staff": "12"}
    stricter = room_of(min_group=12)
    groups = {
        entry["role"]: entry["n"]["de"] for entry in seen(stricter, stricter.workshop, counts)["counts"]["groups"]
    }
    assert groups == {"md": "unter 10", "leader": "unter 10", "staff": "12"}


def test_the_timer_is_told_running_and_stopped():
    made = room_of()
    running = replace(made.workshop, timer=Timer(ends=NOW + timedelta(seconds=90)))
    assert seen(made, running)["timer"] == {"ends": "2026-03-16T09:31:30+00:00", "left": 0}
    assert seen(made, replace(running, timer=Timer(left=12.4)))["timer"] == {"ends": None, "left": 12}


# --- after it ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("parts", PHASES)
@pytest.mark.parametrize("agreement", [0.4, 0.9, 1.0])
def test_every_result_is_told_in_both_languages(parts, agreement):
    made = room_of(parts=parts, agreement=agreement, staff=12)
    room = seen(made, revealed(made))
    assert room["results"]["slides"]
    assert len(both_languages(room)) > 30
    json.dumps(room)


def test_a_challenge_says_its_call_and_names_no_percentage_of_a_domain():
    made = room_of(agreement=0.6)
    shown = next(slide for slide in slides(made, revealed(made), "challenge") if slide["why"] is None)
    assert shown["call"]["name"] == shown["brief"]
    assert {row["value"] for row in shown["support"]["rows"]} == set(CONTENT.cynefin.domains)
    assert "%" not in json.dumps(shown["support"], ensure_ascii=False)


def test_the_two_questions_that_divide_most_come_first_and_are_not_told_again():
    made = room_of(agreement=0.5)
    workshop = revealed(made)
    released = {entry["id"]: entry for entry in workshop.round.released["challenges"]}
    for slide in slides(made, workshop, "challenge"):
        expected = [f"cynefin.{item}@{slide['id']}" for item in released[slide["id"]]["discuss"]]
        first = [chart["id"] for chart in slide["discuss"]["charts"]]
        assert first == expected
        assert not set(first) & {chart["id"] for chart in slide["others"]["charts"]}
        assert "8 Minuten genau über diese zwei Fragen" in slide["discuss"]["prompt"]["de"]


def test_what_divides_the_room_most_is_talked_about_first():
    made = room_of(seed=5, agreement=0.6, challenges=("c1", "c2", "c3"))
    workshop = revealed(made)
    disagreement = {entry["id"]: entry["disagreement"] for entry in workshop.round.released["challenges"]}
    order = [disagreement[slide["id"]] for slide in slides(made, workshop, "challenge")]
    assert order == sorted(order, key=lambda value: -(value or -1))


def test_what_is_not_shown_says_kindly_why():
    made = room_of(staff=3, leaders=0, named=0)
    workshop = revealed(made)
    challenge, attitude = slides(made, workshop, "challenge")[0], slides(made, workshop, "attitude")[0]
    assert "weniger als 5 Personen" in challenge["why"]["de"]
    assert challenge["call"] is challenge["support"] is challenge["discuss"] is None
    assert attitude["scale"] is attitude["distribution"] is attitude["surprise"] is None
    assert slides(made, workshop, "recommendation")[0]["why"]


def test_the_guess_stands_beside_the_answer_and_is_no_level():
    made = room_of(leaders=4, named=4, agreement=0.6)
    workshop = revealed(made)
    released = {entry["dimension"]: entry for entry in workshop.round.released["attitudes"]}
    compared = [slide for slide in slides(made, workshop, "attitude") if slide["surprise"]]
    assert compared
    for slide in compared:
        cells = {cell["id"]: cell for cell in slide["cells"]}
        assert cells["prediction"]["level"] is None
        difference = released[slide["id"]]["surprise"]
        word = "getroffen" if abs(difference) < 0.3 else "weniger" if difference > 0 else "mehr"
        assert word in slide["surprise"]["de"]


def test_single_dots_are_only_of_leaders_who_agreed():
    made = room_of(leaders=4, named=2, agreement=0.6)
    for slide in slides(made, revealed(made), "attitude"):
        for cell in slide["cells"]:
            assert len(cell["dots"]) <= 2
            assert cell["id"] in ("leaders", "prediction") or cell["dots"] == []


def test_a_gap_is_called_one_only_if_it_is_flagged():
    made = room_of(leaders=6, named=6, agreement=0.6)
    workshop = revealed(made)
    gap = {"difference": 1.3, "ci_low": 0.9, "ci_high": 1.7, "flagged": True}
    for flagged, word in ((True, "Glaubwürdigkeitslücke"), (False, "keine Lücke")):
        for entry in workshop.round.released["attitudes"]:
            entry["gap"] = gap | {"flagged": flagged}
        told = slides(made, workshop, "attitude")[0]["gap"]
        assert word in told["text"]["de"]
        assert "1,3 Punkte über" in told["numbers"]["de"]
        assert "0,9 bis 1,7" in told["numbers"]["de"]


def test_released_texts_and_the_room_s_own_placement_stand_with_their_challenge():
    made = room_of()
    markup = "<b>Zwei Listen</b> =1+1"
    workshop = show_text(revealed(made), "t1", "c1", markup)
    own = Challenge("c1", "Worum es geht", placement=Placement("complex", "Es verschiebt sich."))
    case = replace(made.case, challenges=(own, *made.case.challenges[1:]))
    workshop = take_over(workshop, placement_mark(own), shown=True)
    room = room_view(workshop, Counts(), case, CONTENT, NOW)
    by_id = {slide["id"]: slide for slide in room["results"]["slides"]}
    assert by_id["c1"]["texts"]["items"] == [markup]
    assert by_id["c2"]["texts"] is None
    assert by_id["c1"]["placement"]["own"]["de"] == "Komplex"
    assert by_id["c1"]["placement"]["reason"] == "Es verschiebt sich."
    assert room["challenges"][0]["placement"] == {"domain": "complex", "reason": "Es verschiebt sich."}


def test_where_somebody_alone_has_put_a_challenge_is_not_told_to_the_room():
    made = room_of()
    alone = Challenge("c1", "Worum es geht", placement=Placement("chaotic", "Weil der Meister blockiert."))
    case = replace(made.case, challenges=(alone, *made.case.challenges[1:]))
    elsewhere = replace(alone, placement=Placement("complex", "Es verschiebt sich."))
    workshop = take_over(revealed(made), placement_mark(elsewhere), shown=True)
    room = room_view(workshop, Counts(), case, CONTENT, NOW)
    assert "Meister blockiert" not in str(room)
    assert {slide.get("placement") for slide in room["results"]["slides"]} == {None}


def test_while_a_later_round_is_asked_the_earlier_one_leads_nobody():
    made = room_of()
    workshop = ask_again(revealed(made), ("c2",))
    assert seen(made, workshop)["results"] is None
    release = made.release().shown
    sealed = replace(workshop, rounds=(workshop.rounds[0], replace(workshop.round, sealed=True)))
    again = reveal(sealed, 2, release | {"round": 2, "challenges": release["challenges"][1:], "attitudes": []}, {})
    results = seen(made, again)["results"]
    assert results["round"] == 2
    assert [slide["id"] for slide in results["slides"]] == ["c2"]
    assert results["earlier"][0]["title"]["de"] == "Runde 1"


STEP = Answer("t0", "boss", "plan.step_1", "Liste abschaffen", None, {"person": "KM", "due": "2026-04-01"})
OTHER = Answer("t0", "boss", "plan.step_2", "Abteilung auflösen", None, {"person": "KM"})
REVIEW = Answer("t0", "boss", "plan.review", "2026-05-01")


def with_plan(made, *answers):
    return replace(made.case, answers=(*made.case.answers, *answers))


def test_steps_are_on_screen_once_they_are_being_agreed():
    made = room_of()
    case = with_plan(made, STEP, REVIEW)
    workshop = replace(revealed(made), taken_over=tuple(marks(case, CONTENT).values()))
    assert room_view(workshop, Counts(), case, CONTENT, NOW)["steps"] == []
    room = room_view(replace(workshop, phase="decide"), Counts(), case, CONTENT, NOW)
    due = {"de": "1. April 2026", "en": "1 April 2026"}
    assert room["steps"] == [{"text": "Liste abschaffen", "person": "KM", "due": due}]
    assert room["next_meeting"] == date(2026, 5, 1).isoformat()
    assert room["next_meeting_text"]["de"] == "1. Mai 2026"


@pytest.mark.parametrize("phase", ["decide", "close"])
def test_of_the_plan_the_room_sees_only_what_it_has_taken_over(phase):
    made = room_of()
    case = with_plan(made, STEP, OTHER, REVIEW)
    workshop = replace(revealed(made), phase=phase)
    room = room_view(workshop, Counts(), case, CONTENT, NOW)
    assert (room["steps"], room["next_meeting"], room["next_meeting_text"]) == ([], None, None)
    taken = replace(workshop, taken_over=(marks(case, CONTENT)["plan.step_1"],))
    room = room_view(taken, Counts(), case, CONTENT, NOW)
    assert [step["text"] for step in room["steps"]] == ["Liste abschaffen"]
    assert room["next_meeting"] is None


def test_what_is_changed_alone_afterwards_is_not_shown():
    made = room_of()
    before = with_plan(made, STEP)
    workshop = replace(revealed(made), phase="close", taken_over=tuple(marks(before, CONTENT).values()))
    for changed in (replace(STEP, value="KM ablösen"), replace(STEP, evidence={"person": "AB"})):
        assert room_view(workshop, Counts(), with_plan(made, changed), CONTENT, NOW)["steps"] == []


def test_a_qr_code_is_a_square_of_dark_and_light():
    rows = qr_rows("https://example.org/lcc/w/abcdefghijklmnopqrstuv")
    assert {len(row) for row in rows} == {len(rows)}
    assert rows[0].startswith("1111111")  # the mark in the corner by which a phone finds it

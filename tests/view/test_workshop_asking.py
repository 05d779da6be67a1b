"""What phones ask: exactly what may be answered, in both languages, and silent about domains and evidence."""

import json
import re
from dataclasses import replace

import pytest

from lcc_diag.content import load
from lcc_diag.model.case import ROLES, Challenge
from lcc_diag.model.workshop import ASKING, MAX_ANECDOTE_LENGTH, PHASES, Entry, Round, asked, check_entry, seal
from lcc_diag.view.workshop.asking import answers_for_form, phone_form
from lcc_diag.view.workshop.naming import PART_OF, challenge_names
from tests.cohort.rooms import case_of, workshop_of
from tests.cohort.rooms import room as room_of
from tests.view.texts import both_languages, walk

CONTENT = load()
CASE = case_of(("c1", "c2"))


def asked_in(phase, role, parts="diagnosis"):
    """The form of a phase, and what may be answered in it."""
    made = room_of(parts=parts)
    workshop = replace(made.workshop, phase=phase, rounds=(replace(made.workshop.round, sealed=False),))
    return phone_form(workshop, CASE, role, CONTENT), asked(workshop, phase, role, CONTENT), workshop


@pytest.mark.parametrize("parts", PHASES)
def test_a_form_asks_exactly_what_may_be_answered(parts):
    for phase in (phase for phase in PHASES[parts] if phase in ASKING):
        for role in ROLES:
            form, keys, workshop = asked_in(phase, role, parts)
            questions = [entry for entry in walk(form["sections"]) if "item" in entry]
            assert [(entry["item"], entry.get("challenge")) for entry in questions] == list(keys)
            for question in questions:
                for option in question.get("options", [{"value": "Ein Ereignis."}]):
                    entry = Entry(1, question["item"], question.get("challenge"), option["value"], "m")
                    assert check_entry(workshop, role, entry, CONTENT) is None


def test_what_was_asked_before_can_still_be_changed():
    form, _, _ = asked_in("predict", "staff")
    assert form["sections"] == []
    assert [earlier["id"] for earlier in form["earlier"]] == ["workshop-write", "workshop-answer"]
    assert asked_in("write", "staff")[0]["earlier"] == []


def test_nothing_is_asked_before_after_and_of_a_sealed_round():
    _, _, workshop = asked_in("answer", "staff")
    for phase in ("join", "reveal", "talk", "decide", "close"):
        assert phone_form(replace(workshop, phase=phase), CASE, "staff", CONTENT) is None
    assert phone_form(seal(workshop), CASE, "staff", CONTENT) is None


def test_a_later_round_asks_about_its_own_challenges_only():
    workshop = workshop_of(room_of().workshop.settings, phase="answer")
    again = replace(workshop.round, number=2, challenges=("c2",), attitudes=False, sealed=False)
    form = phone_form(replace(workshop, rounds=(*workshop.rounds, again)), CASE, "staff", CONTENT)
    assert {entry["challenge"] for entry in walk(form["sections"]) if "item" in entry} == {"c2"}


@pytest.mark.parametrize("phase", ASKING)
def test_every_text_is_there_in_both_languages_and_names_no_domain(phase):
    form, _, _ = asked_in(phase, "md")
    texts = both_languages(json.loads(json.dumps(form["sections"])))
    assert len(texts) > 5
    names = [domain.name.de.split()[0] for domain in CONTENT.cynefin.domains.values()]
    assert not [text for text in texts for name in names if re.search(rf"\b{name}\b", text["de"])]
    assert not [entry for entry in walk(form["sections"]) if "evidence" in entry or entry.get("kind") == "flag"]
    assert "href" not in form["finish"]


def test_a_story_is_short_and_says_who_may_read_it():
    question = asked_in("write", "staff")[0]["sections"][0]["questions"][0]
    assert question["max_length"] == MAX_ANECDOTE_LENGTH
    assert "freigibt" in question["hint"]["de"]


def test_own_answers_take_the_shape_of_the_form():
    own = {("cynefin.novelty", "c1"): "a", ("attitudes.gm1", None): 4}
    assert answers_for_form(own) == {
        "cynefin.novelty@c1": {"value": "a", "evidence": {}},
        "attitudes.gm1": {"value": 4, "evidence": {}},
    }


def test_parts_are_called_parts_of_their_challenge_and_never_by_its_number():
    whole, other = CASE.challenges
    parts = [Challenge(f"p{number}", f"Teil {number}.", extra={PART_OF: whole.id}) for number in (1, 2)]
    case = replace(CASE, challenges=(whole, other, *parts))
    workshop = workshop_of(room_of().workshop.settings, phase="answer")
    first = replace(workshop.round, challenges=("c1", "c2"), sealed=False)
    again = Round(2, ("p2",), attitudes=False)
    asked_first = phone_form(replace(workshop, rounds=(first,)), case, "staff", CONTENT)
    asked_again = phone_form(replace(workshop, rounds=(first, again)), case, "staff", CONTENT)
    assert names_in(asked_first) == ["Herausforderung 1", "Herausforderung 2"]
    assert names_in(asked_again) == ["Herausforderung 1, Teil 2"]
    smaller = Challenge("p3", "Noch kleiner.", extra={PART_OF: "p2"})
    later = replace(workshop, rounds=(first, again, Round(3, ("p3", "c2", "p1"), attitudes=False)))
    names = challenge_names(later, replace(case, challenges=(*case.challenges, smaller)))
    assert {id_: name["en"] for id_, name in names.items()} == {
        "c1": "Challenge 1",
        "c2": "Challenge 2",
        "p1": "Challenge 1, part 1",
        "p2": "Challenge 1, part 2",
        "p3": "Challenge 1, part 2.1",
    }


def names_in(form):
    groups = [section["group"]["title"]["de"] for section in form["sections"] if "aside" in section]
    return list(dict.fromkeys(groups))


def test_a_challenge_that_was_split_before_the_workshop_is_a_challenge_of_its_own():
    split = replace(CASE.challenges[1], extra={PART_OF: "c1"})
    workshop = workshop_of(room_of().workshop.settings, phase="answer")
    together = replace(workshop, rounds=(replace(workshop.round, challenges=("c1", "c2")),))
    names = challenge_names(together, replace(CASE, challenges=(CASE.challenges[0], split)))
    assert [name["de"] for name in names.values()] == ["Herausforderung 1", "Herausforderung 2"]

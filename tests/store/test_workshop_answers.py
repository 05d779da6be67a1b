"""Taking answers: each once, only what is asked, only the latest; and who may read them when."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcc_diag.model.workshop import ANECDOTE, Entry, ask_again, reveal, show_text
from lcc_diag.store import schema, workshop_entries
from lcc_diag.store.workshops import Submission
from tests.store.test_workshops import refused
from tests.store.workshops import QUESTIONNAIRES, RATING, Room, codes

NASTY = "<script> '; DROP TABLE raw_answers; -- =1+1 {name} 👍 \r\n\tü"


@pytest.fixture
def person(room):
    """Somebody who may answer now."""
    (person,) = room.people(1)
    room.enter("answer")
    return person


# --- exactly once -----------------------------------------------------------------------------------------------


def test_the_latest_answer_counts_and_no_earlier_one_is_kept(room, person):
    room.say(person, "a", "b", "c")
    assert room.own(person) == {RATING: "c"}
    assert [row.value for row in room.rows(schema.raw_answers)] == ['"c"']


def test_a_repeated_message_is_acknowledged_and_has_no_effect(room, person):
    first, newer = room.entry("a"), room.entry("b")
    assert room.send(person, first) == [None]
    assert room.send(person, newer, first) == [None, None]  # the first one late again, after a newer answer
    assert room.send(person, first, first) == [None, None]
    assert room.own(person) == {RATING: "b"}


def test_a_repeated_message_within_one_transaction(room, person):
    entry, newer = room.entry("a", message="twice"), room.entry("b")
    assert room.send(person, entry, newer, Entry(1, *RATING, "c", "twice")) == [None, None, None]
    assert room.own(person) == {RATING: "b"}


def test_a_message_that_was_taken_is_acknowledged_even_when_nothing_is_taken_any_more(room, person):
    entry = room.entry()
    room.send(person, entry)
    room.seal()
    assert room.send(person, entry, room.entry("b")) == [None, "workshop_sealed"]
    room.enter("close")
    assert room.send(person, entry, room.entry("b")) == [None, "workshop_closed"]
    assert room.own(person) == {RATING: "a"}


def test_a_message_that_was_refused_may_come_again(room, person):
    early = room.entry("x", ("prediction.resilience", None), message="early")
    assert room.send(person, early) == ["workshop_not_asked"]
    assert room.send(person, room.entry("b", message="early")) == [None]


def test_messages_of_two_people_have_nothing_to_do_with_each_other(room, person):
    (other,) = room.people(1)
    for who, value in ((person, "a"), (other, "b")):
        assert room.send(who, room.entry(value, message="m1")) == [None]
    assert (room.own(person), room.own(other)) == ({RATING: "a"}, {RATING: "b"})


def test_an_answer_can_be_taken_back(room, person):
    room.say(person, "a", None)
    assert room.own(person) == {}
    room.say(person, None, "b")
    assert room.own(person) == {RATING: "b"}


def test_repeated_messages_are_known_in_large_bundles_too(room, person, monkeypatch):
    monkeypatch.setattr(workshop_entries, "_AT_ONCE", 3)
    (other,) = room.people(1)
    entries = [room.entry(value, (f"attitudes.gm{value}", None)) for value in range(1, 6)]
    changed = [Entry(1, entry.item, None, "dk", entry.message) for entry in entries]
    for sent in (entries, changed):
        both = [Submission(room.id, person, tuple(sent)), Submission(room.id, other, tuple(sent))]
        assert room.store.record(both, QUESTIONNAIRES) == [None] * 10
    assert list(room.own(person).values()) == list(room.own(other).values()) == [1, 2, 3, 4, 5]


MESSAGES = st.tuples(st.integers(1, 6), st.sampled_from(["a", "b", "c", None]))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(MESSAGES, max_size=6), max_size=5))
def test_however_messages_are_repeated_and_bundled_each_counts_once(asking, bundles):
    """A model of one cell: a message counts the first time it comes. What phones send in whatever bundles."""
    (person,) = asking.people(1)
    seen, expected = set(), None
    for bundle in bundles:
        entries = [Entry(1, *RATING, value, f"m{number}") for number, value in bundle]
        assert asking.send(person, *entries) == [None] * len(bundle)
        for number, value in bundle:
            expected = expected if number in seen else value
            seen.add(number)
    assert asking.own(person).get(RATING) == expected


# --- what is taken ----------------------------------------------------------------------------------------------


def test_one_bad_entry_refuses_only_itself_and_results_come_in_order(room, person):
    (other,) = room.people(1)
    sent = [
        Submission(room.id, person, (room.entry("a"), room.entry("z"), room.entry("b", ("attitudes.gm1", None)))),
        Submission("nowhere", person, (room.entry(),)),
        Submission(room.id, "nobody", (room.entry(), room.entry())),
        Submission(room.id, other, ()),
        Submission(room.id, other, (room.entry("c"),)),
    ]
    problems = codes(room.store.record(sent, QUESTIONNAIRES))
    assert problems[0] is problems[6] is None
    assert problems[1:6] == ["value_invalid", "value_invalid", "workshop_unknown", *["participant_unknown"] * 2]
    assert (room.own(person), room.own(other)) == ({RATING: "a"}, {RATING: "c"})


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (Entry(2, *RATING, "a", "m"), "workshop_sealed"),
        (Entry("1", *RATING, "a", "m"), "workshop_sealed"),
        (Entry(1, "cynefin.cause_effect", "c9", "a", "m"), "workshop_not_asked"),
        (Entry(1, "cynefin.cause_effect", None, "a", "m"), "workshop_not_asked"),
        (Entry(1, "execution.owner", None, 2, "m"), "workshop_not_asked"),
        (Entry(1, ["cynefin"], {}, "a", "m"), "workshop_not_asked"),
        (Entry(1, "prediction.resilience", None, 3, "m"), "workshop_not_asked"),
        (Entry(1, "attitudes.gm1", None, 6, "m"), "value_invalid"),
        (Entry(1, "attitudes.gm1", None, True, "m"), "value_invalid"),
        (Entry(1, "attitudes.gm1", None, 3.0, "m"), "value_invalid"),
        (Entry(1, "attitudes.gm1", None, {"a": 1}, "m"), "value_invalid"),
        (Entry(1, ANECDOTE, "c1", "x" * 1001, "m"), "text_too_long"),
        (Entry(1, ANECDOTE, "c1", "\x00", "m"), "text_character"),
        (Entry(1, ANECDOTE, "c1", "\ud800", "m"), "text_character"),
        (Entry(1, ANECDOTE, "c1", 5, "m"), "value_not_text"),
        (Entry(1, *RATING, "a", "m" * 201), "message_damaged"),
        (Entry(1, *RATING, "a", "ä"), "message_damaged"),
        (Entry(1, *RATING, "a", None), "message_damaged"),
        (Entry(1, *RATING, "a", 5), "message_damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.item} {value.value}"[:30],
)
def test_what_is_not_taken(asking, entry, code):
    (person,) = asking.people(1)
    assert asking.send(person, entry) == [code]
    assert asking.own(person) == {}


@pytest.mark.parametrize("name", ["", "\ud800", "ä", "\x00", "x" * 100_000, None, 5])
def test_strange_names_of_workshops_and_people(asking, name):
    room = asking
    sent = [Submission(name, "x", (room.entry(),)), Submission(room.id, name, (room.entry(),))]
    assert codes(room.store.record(sent, QUESTIONNAIRES)) == ["workshop_unknown", "participant_unknown"]


def test_texts_come_back_as_they_were(room, person):
    room.write(person, NASTY)
    assert room.own(person) == {(ANECDOTE, "c1"): NASTY}
    room.write(person, "  \n")
    assert room.own(person) == {}


def test_only_leaders_predict(room):
    (leader,), (staff,) = room.people(1, "leader"), room.people(1)
    room.enter("predict")
    key = ("prediction.resilience", None)
    assert room.send(leader, room.entry(4, key)) == [None]
    assert room.send(staff, room.entry(4, key)) == ["workshop_not_asked"]


def test_who_has_left_is_not_taken_from(room, person):
    room.store.leave(room.id, person)
    assert room.send(person, room.entry()) == ["participant_unknown"]


# --- who reads when ---------------------------------------------------------------------------------------------


def test_nobody_reads_anything_before_the_round_is_sealed(room, person):
    room.say(person, "a")
    for phase in ("write", "answer", "predict"):
        room.enter(phase)
        for read in (room.store.voices, room.store.texts):
            for round_ in (0, 1, 2):
                refused("workshop_not_sealed", read, room.id, round_)
    room.seal()
    (voice,) = room.store.voices(room.id, 1)
    assert (voice.participant.id, voice.answers) == (person, {RATING: "a"})
    refused("workshop_not_sealed", room.store.voices, room.id, 2)


def test_rounds_are_read_apart_and_the_new_one_is_sealed_anew(room, person):
    room.say(person, "a")
    room.seal()
    room.store.change(room.id, lambda old: reveal(old, 1, {}, {}))
    room.store.change(room.id, lambda old: ask_again(old, ("c1",)))
    assert room.send(person, room.entry("b", round_=2), room.entry("c")) == [None, "workshop_sealed"]
    refused("workshop_not_sealed", room.store.voices, room.id, 2)
    assert [voice.answers for voice in room.store.voices(room.id, 1)] == [{RATING: "a"}]
    room.seal()
    assert [voice.answers for voice in room.store.voices(room.id, 2)] == [{RATING: "b"}]


def test_voices_are_of_those_who_answered_and_are_here_without_texts(room, person):
    silent, writer, gone = room.people(3)
    room.say(person, "a")
    room.say(gone, "b")
    room.write(writer, "Text")
    room.store.leave(room.id, gone)
    room.seal()
    assert [voice.participant.id for voice in room.store.voices(room.id, 1)] == [person]
    assert silent not in str(room.store.voices(room.id, 1))


def test_texts_are_read_only_where_enough_people_wrote(room):
    people = room.people(6, "staff")
    room.enter("write")
    for number, person in enumerate(people):
        room.write(person, f"Text {number}")
    for person in people[:4]:
        room.write(person, "Geheim", "c2")
    room.seal()
    found = room.store.texts(room.id, 1)
    assert sorted(text["text"] for text in found) == [f"Text {number}" for number in range(6)]
    assert {text["challenge"] for text in found} == {"c1"}
    assert all(set(text) == {"id", "challenge", "text"} for text in found)
    assert found == room.store.texts(room.id, 1)
    assert not any(person in str(found) for person in people)


def test_the_order_of_texts_tells_nothing(path):
    """Ten texts come in the order of writing once in 3.6 million."""
    room = Room(path)
    people = room.people(10)
    room.enter("write")
    for number, person in enumerate(people):
        room.write(person, str(number))
    room.seal()
    order = [text["text"] for text in room.store.texts(room.id, 1)]
    assert order != sorted(order) == [str(number) for number in range(10)]


def test_a_text_is_shown_and_stays_shown(room):
    people = room.people(5)
    room.enter("write")
    for person in people:
        room.write(person, "Text")
    room.seal()
    shown, withdrawn = (text["id"] for text in room.store.texts(room.id, 1)[:2])
    room.store.change(room.id, lambda old: show_text(old, shown, "c1", "Text"))
    refused("workshop_text_gone", room.store.change, room.id, lambda old: show_text(old, "x" + withdrawn, "c1", "Text"))
    assert [text["id"] for text in room.read().texts] == [shown]


# --- counts -----------------------------------------------------------------------------------------------------


def test_counts_say_how_many_have_finished_what_is_asked_now(room):
    (leader,), (first, second, gone) = room.people(1, "leader"), room.people(3)
    assert room.counts() == (4, 0)
    room.enter("write")
    room.write(first, "Text")
    assert room.counts() == (4, 1)
    room.enter("answer")
    assert room.counts() == (4, 0)
    for person in (first, gone):
        room.answer_all(person)
    room.say(second, "a")
    assert room.counts() == (4, 2)
    room.store.leave(room.id, gone)
    assert room.counts() == (3, 1)
    room.enter("predict")
    found = room.store.counts(room.id, QUESTIONNAIRES)
    assert (found.asked, found.finished) == (1, 2)  # staff is asked nothing: it has finished
    room.answer_all(leader, "leader", 4)
    found = room.store.counts(room.id, QUESTIONNAIRES)
    assert (found.joined, found.finished, found.by_role) == (3, 3, {"md": 0, "leader": 1, "staff": 2})
    room.seal()
    room.store.change(room.id, lambda old: reveal(old, 1, {}, {}))
    assert room.counts() == (3, 0)


def test_what_was_taken_back_is_not_finished(room, person):
    room.answer_all(person)
    room.say(person, None)
    assert room.counts() == (1, 0)

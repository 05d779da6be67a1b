"""Cases in real databases of each kind: links and codes, recording, undoing, deleting."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcc_diag.model.case import MAX_CHALLENGES, Answer, Case, Challenge, Respondent
from lcc_diag.model.problem import InputError
from lcc_diag.store import CaseStore
from lcc_diag.store.codes import ALPHABET, new_code, typed_code
from lcc_diag.store.events import (
    Answered,
    CaseChanged,
    ChallengeAdded,
    ChallengeChanged,
    ChallengeRemoved,
    Cleared,
    case_from_events,
)

WEEKS = Answered(Answer("t0", "r1", "circle.weeks", 12))
NASTY = "<script>alert(1)</script> =SUM(A1) +1 -1 @x '; DROP TABLE events; -- \x00 \ud83d 👍 \r\n\t{name}"


def added(statement="Ein Satz.", id_=""):
    return ChallengeAdded(Challenge(id_, statement))


def refused(code, function, *args, **kwargs):
    with pytest.raises(InputError) as caught:
        function(*args, **kwargs)
    assert [problem.code for problem in caught.value.problems] == [code]


# --- links and codes --------------------------------------------------------------------------------------------


def test_a_case_is_found_by_link_and_by_code(store):
    link = store.create(organisation="Müller")
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", link.code)
    assert len(link.token) == 32
    assert store.link(link.token) == link
    for typed in (link.code, link.code.lower(), link.code.replace("-", ""), f" {link.code.replace('-', ' – ')}\n"):
        assert store.find(typed) == link


def test_new_cases_differ_in_token_and_code(store):
    links = [store.create() for _ in range(20)]
    assert len({link.token for link in links}) == len({link.code for link in links}) == 20


@pytest.mark.parametrize("code", ["", "K7MF", "K7MF-3XQ0", "K7MF-3XQDD", "ÄÄÄÄ-ÄÄÄÄ", "x" * 100_000, "\ud800", "%"])
def test_unknown_code(store, code):
    store.create()
    refused("code_unknown", store.find, code)


@pytest.mark.parametrize("token", ["", "x", "\ud800", "ä", "\x00", "' OR 1=1 --", "%", "x" * 100_000])
def test_unknown_link(store, token):
    store.create()
    for function in (store.link, store.read, store.undo, store.delete):
        refused("case_unknown", function, token)
    refused("case_unknown", store.record, token, WEEKS)


def test_codes_have_no_look_alikes():
    assert not set(ALPHABET) & set("0O1IL2Z5S8BUAEI")
    assert all(typed_code(code) == code for code in (new_code() for _ in range(50)))
    assert typed_code("k7mf 3xqd") == "K7MF3XQD"


def test_a_link_does_not_show_its_token(store):
    link = store.create()
    assert link.token not in repr(link)


def test_latest_is_the_case_changed_last_and_no_example(store):
    assert store.latest() is None
    first, second = store.create(), store.create()
    store.create(example=True)
    assert store.latest() == second
    store.record(first.token, WEEKS)
    assert store.latest() == first


# --- what a case begins with ------------------------------------------------------------------------------------


def test_a_new_case_is_empty_with_one_managing_director(store):
    case = store.read(store.create(language="en", organisation="Miller").token)
    assert case == Case("Miller", "en", respondents=(Respondent("r1", "md"),))


def test_an_example_is_an_example_either_way(store):
    assert store.read(store.create(example=True).token).example
    link = store.create(case=Case(example=True))
    assert link.example
    assert store.link(link.token).example


def test_a_case_begins_as_the_case_given(store):
    case = Case(
        "X", "en", (Challenge("c1", NASTY),), (Respondent("r7", "staff"),), (WEEKS.answer,), extra={"a": [None]}
    )
    assert store.read(store.create(case=case).token) == case


# --- recording --------------------------------------------------------------------------------------------------


def test_numbers_go_up_and_another_program_reads_the_same(store, url):
    token = store.create().token
    assert [store.record(token, event) for event in (WEEKS, added(), CaseChanged("Neu", "en"))] == [2, 3, 4]
    case = CaseStore(url).read(token)
    assert (case.organisation, case.challenges, len(case.answers)) == ("Neu", (Challenge("c1", "Ein Satz."),), 1)


def test_an_answer_gets_its_time_or_keeps_its_own(store):
    token, own = store.create().token, datetime(2026, 1, 1, tzinfo=UTC)
    before = datetime.now(UTC)
    store.record(token, WEEKS)
    store.record(token, Answered(Answer("t0", "r1", "circle.people", 4, at=own)))
    weeks, people = store.read(token).answers
    assert before <= weeks.at <= datetime.now(UTC)
    assert people.at == own


def test_text_is_text(store):
    token = store.create(organisation=NASTY).token
    store.record(token, added(NASTY))
    store.record(token, Answered(Answer("t0", "r1", "cynefin.anecdote", NASTY, "c1")))
    case = store.read(token)
    assert (case.organisation, case.challenges[0].statement, case.answers[0].value) == (NASTY,) * 3


def test_a_message_sent_twice_counts_once(store):
    token, weeks = store.create().token, replace(WEEKS.answer, at=datetime(2026, 1, 1, tzinfo=UTC))
    assert [store.record(token, added(), message="m1") for _ in range(2)] == [2, 2]
    assert [store.record(token, Answered(weeks), message="m2") for _ in range(2)] == [3, 3]
    assert [store.undo(token, message="m3") for _ in range(3)] == [Answered(weeks)] * 3
    assert (len(store.read(token).challenges), store.read(token).answers) == (1, ())


def test_cases_do_not_mix(store):
    one, two = store.create().token, store.create().token
    assert store.record(one, WEEKS, message="m1") == store.record(two, added(), message="m1") == 2
    store.undo(one)
    assert (len(store.read(one).answers), len(store.read(two).challenges)) == (0, 1)


def test_unknown_case(store):
    for function in (store.read, store.undo, store.delete):
        refused("case_unknown", function, "nobody")
    refused("case_unknown", store.record, "nobody", WEEKS)


@pytest.mark.parametrize("message", [{"a": 1}, 5, "ä", "\ud800", "\x00", "x" * 100_000])
def test_a_damaged_message_changes_nothing(store, message):
    token = store.create().token
    refused("message_damaged", store.record, token, WEEKS, message)
    refused("message_damaged", store.undo, token, message)
    refused("message_damaged", store.record, token, Cleared("t0", "r1", "circle.weeks", [message]))
    assert store.read(token).answers == ()


# --- challenges -------------------------------------------------------------------------------------------------


def test_challenges_get_ids_that_were_never_used(store):
    token = store.create(case=Case(challenges=(Challenge("c4", "vier"), Challenge("erp", "ERP")))).token
    store.record(token, added("fünf"))
    store.undo(token)
    store.record(token, added("sechs"))
    store.record(token, ChallengeRemoved("c6"))
    store.record(token, added("sieben"))
    assert [challenge.id for challenge in store.read(token).challenges] == ["c4", "erp", "c7"]


def test_an_id_in_use_is_refused(store):
    token = store.create().token
    store.record(token, added(id_="c1"))
    store.record(token, ChallengeRemoved("c1"))
    refused("challenge_id_used", store.record, token, added(id_="c1"))


def test_six_challenges_and_no_more(store):
    token = store.create().token
    for _ in range(MAX_CHALLENGES):
        store.record(token, added())
    refused("challenges_full", store.record, token, added())
    store.record(token, ChallengeRemoved("c2"))
    store.record(token, added())
    assert [challenge.id for challenge in store.read(token).challenges] == ["c1", "c3", "c4", "c5", "c6", "c7"]


# --- undo -------------------------------------------------------------------------------------------------------


def test_undo_goes_back_step_by_step_to_the_beginning(store):
    begun = Case(challenges=(Challenge("c1", "eins"),), answers=(WEEKS.answer,))
    token = store.create(case=begun).token
    events = [ChallengeChanged(Challenge("c1", "neu")), added("zwei"), ChallengeRemoved("c1"), CaseChanged("X", "en")]
    states = [store.read(token)]
    for event in events:
        store.record(token, event)
        states.append(store.read(token))
    for state in reversed(states[:-1]):
        assert store.undo(token) is not None
        assert store.read(token) == state
    assert store.undo(token) is None
    assert store.read(token) == begun


def test_what_somebody_else_has_entered_is_not_taken_back(store):
    token = store.create().token
    own = {store.record(token, WEEKS)}
    theirs = store.record(token, Answered(Answer("t0", "r1", "circle.people", 4)))
    assert store.undo(token, own=own) is None
    assert len(store.read(token).answers) == 2
    assert store.undo(token, own=own | {theirs}) is not None
    assert store.undo(token, own=own) is not None
    assert store.read(token).answers == ()


def test_undo_brings_back_an_earlier_answer(store):
    token = store.create().token
    for weeks in (12, 24, 36):
        store.record(token, Answered(Answer("t0", "r1", "circle.weeks", weeks)))
    assert store.undo(token).answer.value == 36
    assert store.read(token).answers[0].value == 24


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 3) | st.none(), max_size=15))
def test_any_sequence_equals_a_simple_list(store, steps):
    """A number records an answer, None undoes: a list that grows and shrinks says what must be there."""
    token, model = store.create().token, []
    for number, step in enumerate(steps):
        if step is None:
            undone = store.undo(token)
            assert undone == (model.pop() if model else None)
        else:
            event = Answered(Answer("t0", "r1", f"item{step}", number, at=datetime(2026, 1, 1, tzinfo=UTC)))
            store.record(token, event)
            model.append(event)
        assert store.read(token).answers == case_from_events(model).answers


# --- delete and load --------------------------------------------------------------------------------------------


def test_delete_removes_everything(store):
    kept, gone = store.create(organisation="bleibt"), store.create(organisation="Verschwiegen")
    store.record(gone.token, Answered(Answer("t0", "r1", "cynefin.anecdote", "Verschwiegen" * 500, "c1")))
    store.record(gone.token, CaseChanged("Verschwiegen", "de"))
    store.delete(gone.token)
    refused("case_unknown", store.link, gone.token)
    refused("code_unknown", store.find, gone.code)
    refused("case_unknown", store.record, gone.token, WEEKS)
    assert store.read(kept.token).organisation == "bleibt"
    with store._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT token, seq FROM events").all() == [(kept.token, 1)]


def test_importing_the_store_does_not_load_the_database_library():
    modules = "lcc_diag.store, lcc_diag.store.events, lcc_diag.store.case_file"
    script = f"import sys, {modules}; print('sqlalchemy' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "False"

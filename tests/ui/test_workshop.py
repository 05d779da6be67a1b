"""The facilitator's chapter without a page: real store, real widgets, real people in the room."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from lcc_diag import settings
from lcc_diag.cohort import release
from lcc_diag.model.case import Answer, Case, Challenge, Respondent
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.workshop import Entry, Settings, enter, reveal, seal
from lcc_diag.store import CaseStore, WorkshopStore
from lcc_diag.store.events import Answered, ChallengeChanged
from lcc_diag.store.workshops import Submission
from lcc_diag.view.findings import Findings
from lcc_diag.view.workshop.paper import paper_items
from lcc_diag.view.workshop.summary import workshop_part
from lcc_diag.workbook import chapter
from tests.ui.workshop_crowd import QUESTIONNAIRES, STORY, Crowd

STATEMENTS = ("Die Meister planen mit eigenen Listen.", "Rechnungen werden gedruckt.")
CHOSEN = {
    "parts": "diagnosis",
    "challenges": ["c1"],
    "roles": ["md", "leader", "staff"],
    "min_group": 5,
    "named_leaders": False,
    "budget": 90,
    "keep_days": 14,
    "language": "de",
    "purpose": "Wir wollen wissen, wo es hakt.",
    "responsible": "Muster GmbH",
}
ROOM = ("staff",) * 8 + ("leader", "leader", "md")


class Page:
    """A facilitator's page: says what the browser would say, and remembers what it was answered."""

    def __init__(self, code: str) -> None:
        self.widget = chapter("workshop", code).children[-2]
        self.replies: list[dict] = []
        self.files: list[bytes] = []
        self.widget.send = self._answered
        self._numbers = count(1)

    def _answered(self, content, buffers=()):
        self.replies.append(content)
        self.files += buffers

    def tell(self, type_: str, **message) -> dict:
        """Send a message; the last reply."""
        given = {"type": type_, "seq": f"message-{id(self)}-{next(self._numbers)}"}
        self.widget._handle_custom_msg(given | {"workshop": self.widget.current.get("number")} | message, [])
        return self.replies[-1]

    def do(self, type_: str, **message) -> None:
        """Send a message that is taken."""
        reply = self.tell(type_, **message)
        assert reply["type"] == "saved", reply

    def go(self, *phases: str) -> Page:
        """On to these phases."""
        for phase in phases:
            self.do("enter", phase=phase)
        return self

    @property
    def phase(self) -> str:
        return self.widget.current["phase"]

    def told(self) -> str:
        """Everything the browser has been given."""
        return json.dumps([self.widget.get_state(), self.replies], default=str, ensure_ascii=False)


@pytest.fixture
def url(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'cases.sqlite'}"
    monkeypatch.setenv(settings.DATABASE, url)
    monkeypatch.delenv("QUERY_STRING", raising=False)
    return url


@pytest.fixture
def cases(url):
    return CaseStore(url)


@pytest.fixture
def link(cases):
    challenges = tuple(Challenge(f"c{number}", text) for number, text in enumerate(STATEMENTS, 1))
    return cases.create(case=Case("Muster GmbH", challenges=challenges, respondents=(Respondent("r1", "md"),)))


@pytest.fixture
def store(url):
    return WorkshopStore(url)


@pytest.fixture
def page(link):
    """The chapter with a workshop that has just been opened."""
    page = Page(link.code)
    page.do("open", settings=CHOSEN)
    return page


@pytest.fixture
def id_(page, store, link):
    return store.of_case(link.token)[-1].id


@pytest.fixture
def crowd(store, id_):
    return Crowd(store, id_).arrive(*ROOM)


@pytest.fixture
def answered(page, crowd):
    """Everybody has answered everything; the last question is on."""
    for phase in ("write", "answer", "predict"):
        page.go(phase)
        crowd.answer()
    return page


@pytest.fixture
def revealed(answered):
    answered.do("reveal", round=1)
    return answered


# --- opening ------------------------------------------------------------------------------------------------------


def test_what_is_chosen_is_what_the_workshop_has(page, store, link):
    (workshop,) = store.of_case(link.token)
    assert workshop.settings == Settings(
        challenges=("c1",), purpose="Wir wollen wissen, wo es hakt.", responsible="Muster GmbH"
    )
    assert page.phase == "join"
    assert page.widget.room["code"] == workshop.code
    assert page.widget.current["links"] == {"room": f"w/{workshop.id}", "wall": f"wall/{workshop.wall}", "join": "join"}


def test_the_day_of_deletion_is_counted_from_the_day_the_deletion_goes_by(link, store, monkeypatch):
    """Germany's, wherever the server stands: else answers go a day early or late."""
    monkeypatch.setattr(settings, "today", lambda: date(2031, 3, 1))
    Page(link.code).do("open", settings=CHOSEN)
    (workshop,) = store.of_case(link.token)
    assert workshop.delete_on == date(2031, 3, 15)


def test_a_second_window_does_not_open_a_second_workshop(link, store):
    pages = [Page(link.code), Page(link.code)]
    for page in pages:
        page.do("open", settings=CHOSEN)
    assert len(store.of_case(link.token)) == 1
    assert [page.widget.current["number"] for page in pages] == [1, 1]


WRONG_SETTINGS = [
    {"min_group": 4},
    {"min_group": True},
    {"min_group": 11},
    {"roles": []},
    {"roles": "staff"},
    {"parts": "party"},
    {"parts": ["diagnosis"]},
    {"parts": None},
    {"challenges": ["c9"]},
    {"challenges": None},
    {"parts": "cynefin", "challenges": ["c1", "c2"]},
    {"keep_days": 0},
    {"keep_days": "14"},
    {"budget": 10**9},
    {"purpose": "x" * 301},
]


def test_what_cannot_be_meant_is_refused_with_a_sentence(link, store):
    page = Page(link.code)
    for wrong in WRONG_SETTINGS:
        reply = page.tell("open", settings=CHOSEN | wrong)
        assert reply["type"] == "refused", wrong
        assert reply["message"]["de"]
        assert reply["message"]["en"]
    assert page.tell("open", settings="all")["type"] == "refused"
    assert store.of_case(link.token) == ()


def test_a_sentence_on_the_spot_can_be_talked_about(cases, link, store):
    page = Page(link.code)
    page.do("challenge_add", statement="Der Vertrieb pflegt Daten doppelt.")
    assert page.widget.challenges[-1]["statement"] == "Der Vertrieb pflegt Daten doppelt."
    page.do("open", settings=CHOSEN | {"challenges": [page.widget.challenges[-1]["id"]]})
    assert store.of_case(link.token)[0].round.challenges == ("c3",)
    assert len(cases.read(link.token).challenges) == 3


# --- before the reveal --------------------------------------------------------------------------------------------


def test_before_the_reveal_the_page_knows_numbers_and_nothing_else(answered, store, id_, crowd):
    answered.tell("refresh")
    assert answered.widget.current["progress"] == {"finished": 3, "asked": 3}
    assert answered.widget.texts == []
    assert answered.widget.room["results"] is None
    told = answered.told()
    assert STORY not in told
    assert not any(person.id in told for person in crowd.people)


def test_who_has_finished_is_counted_as_it_happens(page, crowd):
    page.go("write", "answer")
    assert page.widget.current["progress"] == {"finished": 0, "asked": 11}
    crowd.answer(crowd.people[:4])
    page.tell("refresh")
    assert page.widget.current["progress"] == {"finished": 4, "asked": 11}


def test_the_page_does_not_hear_of_an_answer_that_finishes_nobody(page, crowd, store, id_):
    """Whoever looks at one phone and at the page would else see who changes an answer, and how often."""
    page.go("write", "answer")
    sent = []
    page.widget._send = lambda message, **_: sent.append(message)
    for number, value in enumerate(("a", "b", "a", None)):
        entry = Entry(1, "cynefin.cause_effect", "c1", value, f"mine-{number}")
        store.record([Submission(id_, crowd.people[0].id, (entry,))], QUESTIONNAIRES)
        page.tell("refresh")
    assert sent == []


def test_one_can_go_back_until_it_is_revealed(page):
    page.go("write", "answer", "write", "answer")
    assert page.widget.current["back"] == {"phase": "write", "possible": True}
    page.go("predict")
    page.do("reveal", round=1)
    assert page.widget.current["back"] == {"phase": "predict", "possible": False}
    assert page.tell("enter", phase="answer")["type"] == "refused"
    assert page.phase == "reveal"


# --- the reveal ---------------------------------------------------------------------------------------------------


def test_the_result_is_shown_and_kept_in_the_case_without_anybody(revealed, cases, link, crowd):
    assert revealed.phase == "reveal"
    assert revealed.widget.room["results"]
    (held,) = cases.read(link.token).extra["workshops"]
    assert (held["id"], held["parts"], len(held["rounds"])) == (1, "diagnosis", 1)
    kept = json.dumps(held)
    assert not any(person.id in kept for person in crowd.people)
    assert not any(person.id in revealed.told() for person in crowd.people)


def test_two_windows_reveal_once(answered, link, store, id_, cases):
    other = Page(link.code)
    answered.do("reveal", round=1)
    first = store.read(id_).round.released
    other.do("reveal", round=1)
    assert store.read(id_).round.released == first
    assert other.widget.room == answered.widget.room
    assert len(cases.read(link.token).extra["workshops"]) == 1


def test_a_round_that_is_not_on_is_not_revealed(answered, store, id_):
    assert answered.tell("reveal", round=2)["type"] == "refused"
    assert not store.read(id_).round.sealed


def test_after_a_crash_before_the_result_pressing_again_finishes_it(answered, store, id_, link):
    store.change(id_, seal)
    page = Page(link.code)
    assert page.widget.current["next"] == {"phase": "reveal", "act": "reveal"}
    assert page.tell("enter", phase="talk")["type"] == "refused"
    page.do("reveal", round=1)
    assert page.widget.room["results"]


def test_after_a_crash_before_the_case_knows_it_is_told_when_the_chapter_opens(answered, store, id_, cases, link):
    sealed = store.change(id_, seal)
    made = release(store.voices(id_, 1), sealed, cases.read(link.token), QUESTIONNAIRES, settings.today())
    store.change(id_, lambda workshop: reveal(workshop, 1, made.shown, made.members))
    assert "workshops" not in cases.read(link.token).extra
    Page(link.code)
    assert [held["id"] for held in cases.read(link.token).extra["workshops"]] == [1]


def test_three_people_see_that_there_are_too_few(page, store, id_):
    crowd = Crowd(store, id_).arrive("staff", "staff", "leader")
    for phase in ("write", "answer"):
        page.go(phase)
        crowd.answer()
    page.do("reveal", round=1)
    assert store.read(id_).round.released["challenges"][0]["why"] == "too_few"
    assert page.widget.texts == []
    page.go("talk")
    page.do("placement", id="c1", domain="complex", reason="Es hängt an den Leuten.")
    assert page.widget.challenges[0]["placement"]["domain"] == "complex"


@pytest.mark.parametrize(
    ("parts", "way"), [("cynefin", ("write", "answer")), ("pulse", ("answer", "predict"))], ids=["cynefin", "pulse"]
)
def test_the_other_kinds_lead_to_a_result_too(link, store, parts, way):
    page = Page(link.code)
    page.do("open", settings=CHOSEN | {"parts": parts, "budget": 20})
    crowd = Crowd(store, store.of_case(link.token)[0].id).arrive(*ROOM)
    assert page.widget.current["phases"] == ["join", *way, "reveal", "talk", "decide", "close"]
    assert sum(phase["minutes"] for phase in page.widget.guide["phases"]) == 20
    for phase in way:
        page.go(phase)
        crowd.answer()
    page.do("reveal", round=1)
    assert page.widget.room["results"]["slides"]
    page.go("talk", "decide", "close")


def test_where_no_leader_could_join_nothing_is_said_of_leaders(link, store, cases):
    page = Page(link.code)
    page.do("open", settings=CHOSEN | {"roles": ["staff"]})
    crowd = Crowd(store, store.of_case(link.token)[0].id).arrive(*("staff",) * 8)
    assert "predict" not in page.widget.current["phases"]
    for phase in ("write", "answer"):
        page.go(phase)
        crowd.answer()
    assert page.widget.current["next"] == {"phase": "reveal", "act": "reveal"}
    page.do("reveal", round=1)
    shown = [slide["cells"] for slide in page.widget.room["results"]["slides"] if slide["kind"] == "attitude"]
    assert [[cell["id"] for cell in cells] for cells in shown] == [["staff"]] * 4
    case, today = cases.read(link.token), settings.today()
    found = Findings.of(case, diagnose(case, QUESTIONNAIRES, today), QUESTIONNAIRES, "de", None, today)
    (round_,) = workshop_part(found)["rounds"]
    assert "Führung" not in json.dumps(round_, ensure_ascii=False)


# --- time and door ------------------------------------------------------------------------------------------------


def left(page) -> float:
    timer = page.widget.room["timer"]
    return timer["left"] if timer["ends"] is None else until(timer["ends"])


def until(moment: str) -> float:
    return (datetime.fromisoformat(moment) - datetime.now(UTC)).total_seconds()


def test_the_time_is_in_the_store_and_can_be_held_and_prolonged(page, link):
    page.do("timer", act="start", seconds=480)
    assert 475 < left(Page(link.code)) <= 480
    page.do("timer", act="more", seconds=60)
    assert 535 < left(page) <= 540
    page.do("timer", act="pause")
    assert page.widget.room["timer"]["ends"] is None
    page.do("timer", act="more", seconds=60)
    page.do("timer", act="resume")
    assert 590 < left(page) <= 600


def test_more_time_before_it_has_begun_is_on_top_of_what_is_planned(page):
    page.do("timer", act="more", seconds=60)
    assert left(page) == 60 * (QUESTIONNAIRES.workshop.kinds["diagnosis"].plans[90]["join"] + 1)


def test_more_time_when_it_is_over_counts_from_now(page, store, id_):
    from lcc_diag.model.workshop import start_timer

    store.change(id_, lambda workshop: start_timer(workshop, 0, datetime.now(UTC) - timedelta(minutes=5)))
    page.do("timer", act="more", seconds=60)
    assert 55 < left(page) <= 60


def test_a_time_that_is_none_is_refused(page):
    for wrong in (
        {"act": "start", "seconds": -1},
        {"act": "start", "seconds": "9"},
        {"act": "fly"},
        {"act": ["start"]},
    ):
        assert page.tell("timer", **wrong)["type"] == "refused"
    assert page.widget.room["timer"] is None


def test_an_act_that_is_sent_again_happens_once(page):
    for _ in range(2):
        page.do("timer", act="more", seconds=60, seq="same")
    assert left(page) == 60 * 9


def test_the_door_is_closed_and_opened(page):
    page.do("lock", locked=True)
    assert page.widget.room["locked"]
    page.do("lock", locked=False)
    assert not page.widget.room["locked"]


def test_the_link_becomes_a_code_for_phones(page):
    reply = page.tell("address", base="https://example.org/lcc/")
    assert reply["link"] == f"https://example.org/lcc/{page.widget.current['links']['room']}"
    assert len(reply["rows"]) == len(reply["rows"][0]) > 20
    for wrong in ("javascript:alert(1)", "https://example.org/" + "x" * 500, None):
        assert page.tell("address", base=wrong) is reply


# --- texts --------------------------------------------------------------------------------------------------------


def test_texts_are_read_after_the_reveal_and_shown_one_by_one(revealed, store, id_):
    text = revealed.widget.texts[0]
    assert text["text"] == STORY
    assert set(text) == {"id", "challenge", "text"}
    revealed.do("text", id=text["id"], shown=True)
    assert [shown["id"] for shown in store.read(id_).texts] == [text["id"]]
    assert revealed.widget.current["shown_texts"] == [text["id"]]
    revealed.do("text", id=text["id"], shown=False)
    assert store.read(id_).texts == ()
    assert revealed.tell("text", id="unknown", shown=True)["type"] == "refused"


# --- what the room says together ----------------------------------------------------------------------------------


def test_the_room_places_a_challenge_itself_and_may_take_it_back(revealed, cases, link):
    revealed.go("talk")
    revealed.do("placement", id="c1", domain="complex", reason=" Es hängt an den Leuten. ")
    placement = cases.read(link.token).challenges[0].placement
    assert (placement.domain, placement.reason) == ("complex", "Es hängt an den Leuten.")
    assert revealed.widget.room["challenges"][0]["placement"]["reason"] == "Es hängt an den Leuten."
    revealed.do("undo")
    assert revealed.widget.room["challenges"][0]["placement"] is None
    assert cases.read(link.token).challenges[0].placement is None
    assert revealed.tell("placement", id="c1", domain="sunny", reason="")["type"] == "refused"
    assert revealed.tell("placement", id="c9", domain="complex", reason="")["type"] == "refused"


def test_undo_never_takes_back_a_reveal_or_what_somebody_else_entered(revealed, cases, link):
    assert revealed.tell("undo")["remark"]["de"]
    assert cases.read(link.token).extra["workshops"]
    revealed.do("placement", id="c1", domain="complex", reason="")
    other = cases.read(link.token).challenges[1]
    cases.record(link.token, ChallengeChanged(Challenge(other.id, "Anders gesagt.")))
    assert revealed.tell("undo")["remark"]["de"]
    assert cases.read(link.token).challenges[0].placement


def test_parts_are_challenges_of_their_own_and_rated_in_a_new_round(revealed, store, id_, crowd, cases, link):
    revealed.go("talk")
    revealed.do("parts", id="c1", statements=["Frühschicht: Listen.", " ", "Büro: zwei Systeme."])
    parts = [challenge for challenge in cases.read(link.token).challenges if challenge.extra.get("part_of") == "c1"]
    assert [part.statement for part in parts] == ["Frühschicht: Listen.", "Büro: zwei Systeme."]
    revealed.do("part_remove", id=parts[1].id)
    revealed.do("undo")
    assert len(revealed.widget.challenges) == 4
    revealed.do("again", challenges=[part.id for part in parts], round=1)
    assert (revealed.phase, revealed.widget.current["round"]) == ("answer", 2)
    crowd.answer()
    revealed.do("reveal", round=2)
    (held,) = cases.read(link.token).extra["workshops"]
    assert [round_["round"] for round_ in held["rounds"]] == [1, 2]
    assert revealed.tell("part_remove", id="c1")["type"] == "refused"


def test_only_what_this_workshop_asked_about_can_be_rated_again(revealed):
    revealed.go("talk")
    revealed.do("parts", id="c1", statements=["Frühschicht: Listen."])
    assert {one["id"]: one["asked"] for one in revealed.widget.challenges} == {"c1": True, "c2": False, "c3": False}
    revealed.go("decide", "close")
    revealed.do("open", settings=CHOSEN | {"parts": "pulse"})
    assert not any(one["asked"] for one in revealed.widget.challenges)


def test_more_parts_than_a_case_has_room_for_add_none(revealed, cases, link):
    for number in range(2):
        revealed.do("challenge_add", statement=f"Satz {number}.")
    reply = revealed.tell("parts", id="c1", statements=["Eins.", "Zwei.", "Drei."])
    assert reply["type"] == "refused"
    assert len(cases.read(link.token).challenges) == 4
    assert revealed.tell("parts", id="c1", statements=["", " "])["type"] == "refused"


def test_steps_are_those_of_the_chapter_agree(revealed, cases, link):
    step = {"item": "plan.step_1", "value": "Liste abschalten", "evidence": {"person": "KM", "due": "2027-01-29"}}
    revealed.go("talk", "decide")
    revealed.do("answer", **step)
    revealed.do("answer", item="plan.review", value="2027-03-01", evidence={})
    answers = {answer.item: answer for answer in cases.read(link.token).answers}
    assert answers["plan.step_1"].evidence == {"person": "KM", "due": "2027-01-29"}
    assert revealed.widget.plan["answers"]["plan.review"]["value"] == "2027-03-01"
    form = chapter("plan", link.code).children[-2]
    assert form.answers["plan.step_1"]["value"] == "Liste abschalten"
    for wrong in ({"item": "attitudes.gm1", "value": 3}, {"item": "plan.step_1", "value": 7}, {"item": None}):
        assert revealed.tell("answer", **wrong)["type"] == "refused"


def alone(cases, link, item, value, **evidence):
    """What somebody enters in the chapter "Agree", without the room."""
    cases.record(link.token, Answered(Answer("t0", "r1", item, value, None, evidence)))


def deeds(page):
    return [step["text"] for step in page.widget.room["steps"]]


def test_a_plan_made_alone_is_shown_to_the_room_only_step_by_step(revealed, cases, link):
    alone(cases, link, "plan.step_1", "Abteilung auflösen", person="KM")
    alone(cases, link, "plan.step_2", "Liste abschalten")
    alone(cases, link, "plan.review", "2027-03-01")
    revealed.go("talk", "decide")
    assert revealed.widget.plan["answers"]["plan.step_1"]["value"] == "Abteilung auflösen"
    assert (deeds(revealed), revealed.widget.room["next_meeting"]) == ([], None)
    assert revealed.widget.current["on_wall"] == []
    revealed.do("step", item="plan.step_2", shown=True)
    revealed.do("step", item="plan.review", shown=True)
    assert revealed.widget.current["on_wall"] == ["plan.step_2", "plan.review"]
    assert (deeds(revealed), revealed.widget.room["next_meeting"]) == (["Liste abschalten"], "2027-03-01")
    revealed.do("step", item="plan.step_2", shown=False)
    assert deeds(revealed) == []
    assert revealed.tell("step", item="plan.step_3", shown=True)["type"] == "refused"
    assert revealed.tell("step", item=["plan.step_2"], shown=True)["type"] == "refused"


def test_who_changes_an_earlier_step_here_takes_it_over_and_undo_takes_it_off(revealed, cases, link):
    alone(cases, link, "plan.step_1", "Liste abschalten")
    revealed.go("talk", "decide")
    revealed.do("answer", item="plan.step_1", value="Liste abschalten", evidence={"person": "KM"}, changed="person")
    assert deeds(revealed) == ["Liste abschalten"]
    revealed.do("undo")
    assert deeds(revealed) == []
    assert revealed.widget.plan["answers"]["plan.step_1"]["value"] == "Liste abschalten"


def test_the_next_workshop_is_suggested_what_the_last_one_was_for(page):
    page.do("open", settings=CHOSEN)
    assert page.widget.suggested == {"purpose": CHOSEN["purpose"], "responsible": CHOSEN["responsible"]}


def test_the_next_workshop_does_not_begin_with_what_the_last_one_agreed(revealed, link):
    revealed.go("talk", "decide")
    revealed.do("answer", item="plan.step_1", value="Liste abschalten", evidence={})
    revealed.go("close")
    assert deeds(revealed) == ["Liste abschalten"]
    revealed.do("open", settings=CHOSEN)
    revealed.go("close")
    assert revealed.widget.current["number"] == 2
    assert deeds(revealed) == []


def test_a_date_that_is_over_is_kept_and_remarked_on(revealed):
    revealed.go("talk", "decide")
    step = {"item": "plan.step_1", "value": "Liste abschalten", "evidence": {"person": "KM", "due": "2020-01-01"}}
    revealed.do("answer", **step)
    assert revealed.widget.plan["answers"]["plan.step_1"]["evidence"]["due"] == "2020-01-01"
    assert revealed.widget.plan["remarks"]["plan.step_1"]["due"]["de"].startswith(
        "Schritt 1: Der 1. Januar 2020 ist vorbei"
    )


def test_what_the_database_cannot_take_just_now_is_postponed(page, tmp_path):
    other = sqlite3.connect(tmp_path / "cases.sqlite", isolation_level=None)
    other.execute("alter table workshop_states rename to elsewhere")
    reply = page.tell("lock", locked=True, seq="later")
    other.execute("alter table elsewhere rename to workshop_states")
    assert (reply["type"], reply["seq"]) == ("postponed", "later")
    page.do("lock", locked=True, seq="later")
    assert page.widget.room["locked"]


# --- paper --------------------------------------------------------------------------------------------------------


def sheet(store, id_, role="staff"):
    """What somebody crossed on paper, by code."""
    items = [item for item in paper_items(store.read(id_), role, QUESTIONNAIRES) if item.code[0] in "CAL"]
    return {item.code: item.signs[0] for item in items}


def test_while_leaders_predict_the_page_knows_how_many_still_answer(page, crowd):
    page.go("write", "answer")
    assert page.widget.current["answered"] is None
    crowd.answer(crowd.people[:4])
    page.go("predict")
    assert page.widget.current["answered"] == {"finished": 4, "asked": 11}


def test_a_prediction_that_nobody_will_see_is_known_before_it_is_made(page, link, store, id_):
    crowd = Crowd(store, id_).arrive(*("leader",) * 4, *("staff",) * 6)
    assert not page.go("write").widget.current["uncompared"]
    assert page.go("answer").widget.current["uncompared"]
    assert page.go("predict").widget.current["uncompared"]
    crowd.arrive("md")
    assert not Page(link.code).widget.current["uncompared"]
    page.do("reveal", round=1)
    assert not page.widget.current["uncompared"]


def test_a_sheet_counts_like_a_phone_and_can_be_taken_back(page, store, id_):
    page.go("write", "answer")
    items = page.tell("sheet_items", role="staff")["items"]
    assert {item["code"] for item in items} >= set(sheet(store, id_))
    page.do("sheet", role="staff", typed=sheet(store, id_), seq="sheet-one")
    page.do("sheet", role="staff", typed=sheet(store, id_), seq="sheet-one")
    page.do("sheet", role="staff", typed=sheet(store, id_), seq="sheet-two")
    assert page.widget.current["progress"] == {"finished": 2, "asked": 2}
    page.do("sheet_undo")
    page.tell("refresh")
    assert page.widget.current["progress"] == {"finished": 1, "asked": 1}


def test_a_sheet_that_cannot_be_read_adds_nobody(page, store, id_):
    page.go("write", "answer")
    for typed in ({}, {"A1": "9"}, {"Z1": "1"}, "A1", {"A1": 3}):
        assert page.tell("sheet", role="staff", typed=typed)["type"] == "refused"
    assert page.tell("sheet", role="boss", typed={"A1": "3"})["type"] == "refused"
    assert store.counts(id_, QUESTIONNAIRES).joined == 0


def test_a_code_on_a_sheet_is_taken_once(page, store, id_):
    page.go("write", "answer")
    typed = sheet(store, id_)
    page.do("sheet", role="staff", typed=typed, own_code="km27")
    for code in ("KM27", "nobody"):
        assert page.tell("sheet", role="staff", typed=typed, own_code=code)["type"] == "refused"
    assert store.counts(id_, QUESTIONNAIRES).joined == 1


def test_after_the_reveal_no_sheet_is_taken(page, store, id_):
    page.go("write", "answer")
    typed = sheet(store, id_)
    page.do("sheet", role="staff", typed=typed)
    page.do("reveal", round=1)
    assert page.tell("sheet", role="staff", typed=typed)["type"] == "refused"
    assert page.tell("sheet_undo")["type"] == "refused"


# --- the end ------------------------------------------------------------------------------------------------------


def test_after_the_end_raw_answers_go_when_they_are_told_to(revealed, store, id_, cases, link):
    revealed.go("talk", "decide", "close")
    assert revealed.widget.current["next"] is None
    revealed.do("delete_raw")
    assert revealed.widget.current["deleted"]
    assert store.counts(id_, QUESTIONNAIRES).joined == 0
    assert revealed.widget.room["results"]
    assert cases.read(link.token).extra["workshops"]
    revealed.do("open", settings=CHOSEN | {"parts": "pulse"})
    assert revealed.widget.current["number"] == 2
    (earlier,) = revealed.widget.earlier
    assert (earlier["number"], earlier["revealed"], earlier["deleted"]) == (1, True, True)
    assert revealed.tell("earlier", workshop=1)["room"]["results"]


def test_a_sheet_to_fill_in_is_made_as_pdf(page):
    reply = page.tell("document", kind="paper", language="de")
    assert reply["mime"] == "application/pdf"
    assert page.files[-1].startswith(b"%PDF")


def test_a_sheet_is_offered_as_long_as_it_could_be_entered(page):
    assert page.widget.current["papers"] == ["privacy", "paper"]
    assert page.go("write", "answer", "predict").widget.current["papers"] == ["privacy", "paper"]
    page.do("reveal", round=1)
    assert page.widget.current["papers"] == ["privacy"]
    assert page.go("talk", "decide", "close").widget.current["papers"] == ["privacy"]


def test_another_case_s_workshop_is_out_of_reach(page, cases, store, id_):
    other = Page(cases.create().code)
    assert other.tell("enter", workshop=1, phase="write")["type"] == "refused"
    assert other.tell("delete_raw", workshop=1)["type"] == "refused"
    assert store.read(id_).phase == "join"


def test_what_is_no_message_is_left_alone(page):
    page.replies.clear()
    for message in ({"type": "fly"}, {"type": "enter", "seq": 7}, {"type": None}, {"type": ["enter"]}, {}):
        page.widget._handle_custom_msg(message, [])
    assert page.replies == []


def test_what_happens_elsewhere_is_shown_and_only_that_is_sent(page, store, id_):
    sent = []
    page.widget._send = lambda message, **_: sent.append(message)
    page.tell("refresh")
    assert sent == []
    store.change(id_, lambda workshop: enter(workshop, "write"))
    page.tell("refresh")
    assert {trait for one in sent for trait in one["state"]} <= {"current", "room", "guide"}
    assert page.phase == "write"

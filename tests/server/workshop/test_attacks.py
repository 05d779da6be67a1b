"""What somebody in the room, or anywhere else, may try with the addresses of a workshop: nothing of it works."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest

from lcc_diag.content import load
from lcc_diag.model.problem import InputError
from lcc_diag.model.workshop import show_text
from lcc_diag.store import CaseStore
from tests.server.visiting import Chapter, Visitor, embedded, refused
from tests.server.workshop.room import Phone, Room, refusal

ITEM, CHALLENGE = "cynefin.cause_effect", "c1"
MARKUP = '<script>window.hit=1</script><img src=x onerror="window.hit=1"></textarea>{{7*7}}\'"&'


@pytest.fixture
def phone(asking) -> Phone:
    return asking.phone()


# --- in somebody else's name ------------------------------------------------------------------------------------------


def test_nobody_answers_for_somebody_else(asking, phone):
    victim, other_room = asking.phone(), Room.opened(asking.serving, "answer")
    stolen = {
        "none": "",
        "the id": victim.participant,
        "nearly right": victim.secret[:-1] + ("0" if victim.secret[-1] != "0" else "1"),
        "upper case": victim.secret.upper(),
        "of another workshop": other_room.phone().secret,
        "the workshop": asking.id,
        "the wall": asking.workshop.wall,
        "the case": asking.case,
        "long": "x" * 10_000,
        "quoted": "' OR 1=1 --",
        "not ASCII": "ü" * 20,
    }
    for name, secret in stolen.items():
        thief = Phone(asking, asking.serving.visitor(), secret)
        headers = {"X_Participant": secret.encode().decode("latin-1")}
        said = {"messages": [thief.message(ITEM, "a", CHALLENGE, participant=victim.participant)]}
        for what, body in (("answers", said), ("named", {"named": True}), ("leave", {})):
            assert thief.post(what, body, **headers).status == 401, (name, what)
        assert thief.ask("own", **headers).status == 401, name
    assert asking.kept(victim) == {}
    assert victim.own()["answers"] == {}


def test_a_secret_opens_nothing_in_another_workshop(asking, phone):
    other = Room.opened(asking.serving, "answer")
    assert Phone(other, phone.visitor, phone.secret).ask("own").status == 401


def test_who_is_named_in_a_message_does_not_matter(asking, phone):
    victim = asking.phone()
    phone.answer(ITEM, "a", CHALLENGE, participant=victim.participant, secret=victim.secret, respondent="r1")
    assert asking.kept(victim) == {}
    assert asking.kept(phone) == {(ITEM, CHALLENGE): "a"}


def test_somebody_elses_joining_cannot_be_repeated_by_guessing(asking):
    for message in ("short", "", "1"):
        answers = [asking.stranger().ask_to_join(message=message) for _ in range(2)]
        secrets = [json.loads(answer.body).get("secret") for answer in answers if answer.status == 200]
        assert len(set(secrets)) == len(secrets)


# --- at the wrong time, about the wrong thing -------------------------------------------------------------------------


def test_a_sealed_round_takes_nothing(standalone):
    room = Room.opened(standalone, "answer")
    phone = room.phone()
    early = phone.message(ITEM, "a", CHALLENGE)
    phone.answer_all([early])
    room.seal()
    assert refusal(phone.answer(ITEM, "b", CHALLENGE)) == "workshop_sealed"
    assert phone.answer_all([early])[0]["type"] == "saved"  # it was: the phone had not heard
    room.enter("close")
    assert refusal(phone.answer(ITEM, "b", CHALLENGE)) == "workshop_closed"
    assert room.kept(phone) == {(ITEM, CHALLENGE): "a"}
    assert phone.post("named", {"named": True}).status == 200
    assert room.stranger().ask_to_join().status == 409


def test_only_what_is_asked_now_is_taken(asking, phone):
    leader = asking.phone("leader")
    item = next(item for item, challenge in asking.keys("answer") if challenge is None)
    wrong = [
        (phone, "prediction.openness", 3, None),
        (phone, asking.keys("predict", "leader")[0][0], 3, None),
        (leader, asking.keys("predict", "leader")[0][0], 3, None),  # a leader's, but not yet
        (phone, "execution.planning", 2, None),
        (phone, "circle.time", 2, None),
        (phone, "costs.hours", 2, "c1"),
        (phone, "nothing.at_all", "a", None),
        (phone, "", "a", None),
        (phone, ITEM, "a", None),
        (phone, ITEM, "a", "c9"),
        (phone, ITEM, "a", ""),
        (phone, item, 3, "c1"),
    ]
    for who, item, value, challenge in wrong:
        assert refusal(who.answer(item, value, challenge)) == "workshop_not_asked", (item, challenge)
    assert refusal(phone.answer(ITEM, "a", CHALLENGE, round=2)) == "workshop_sealed"
    assert asking.kept(phone) == asking.kept(leader) == {}


def test_staff_predict_nothing(standalone):
    room = Room.opened(standalone, "predict")
    leader, staff = room.phone("leader"), room.phone()
    item = room.keys("predict", "leader")[0][0]
    assert leader.answer(item, 3)["type"] == "saved"
    assert refusal(staff.answer(item, 3)) == "workshop_not_asked"
    assert staff.own()["form"]["sections"] == []


def test_an_old_message_does_not_come_back(asking, phone):
    old, new = phone.message(ITEM, "a", CHALLENGE), phone.message(ITEM, "b", CHALLENGE)
    phone.answer_all([old])
    phone.answer_all([new])
    assert phone.answer_all([old, old])[1]["type"] == "saved"
    assert asking.kept(phone) == {(ITEM, CHALLENGE): "b"}
    other = asking.phone()
    other.answer_all([old])  # the same name on another phone is another message
    assert asking.kept(other) == {(ITEM, CHALLENGE): "a"}
    assert asking.kept(phone) == {(ITEM, CHALLENGE): "b"}


# --- markup is text ---------------------------------------------------------------------------------------------------


def test_markup_stays_data(standalone):
    room = Room.opened(standalone, "write", purpose=MARKUP, responsible=MARKUP)
    for phone in [room.phone() for _ in range(5)]:
        assert phone.answer("cynefin.anecdote", MARKUP, "c1")["type"] == "saved"
    room.seal()
    written = room.store.texts(room.id, 1)[0]
    room.store.change(room.id, lambda workshop: show_text(workshop, written["id"], "c1", written["text"]))
    room.reveal()
    room.seen_when(lambda seen: seen["phase"] == "reveal")
    answers = [phone.ask("own"), phone.ask("room"), phone.ask(f"own?{quote(MARKUP)}")]
    for answer in answers:
        assert answer.headers["Content-Type"].startswith("application/json")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert json.loads(answers[0].body)["answers"]["cynefin.anecdote@c1"]["value"] == MARKUP
    assert "<script>" not in room.serving.visitor().ask(room.place).text.replace('<script id="lcc', "")


# --- from another site ------------------------------------------------------------------------------------------------

FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "file://"},
    {"Sec_Fetch_Site": "cross-site"},
    {"Sec_Fetch_Site": "same-site"},
    {"Sec_Fetch_Site": "none"},
    {"Content_Type": "text/plain"},
    {"Content_Type": "application/x-www-form-urlencoded"},
    {"Content_Type": "multipart/form-data; boundary=x"},
    {"Content_Type": "text/plain; application/json"},
    {"Content_Type": ""},
]


def test_another_site_can_say_nothing(served):
    room = Room.opened(served, "answer")
    phone = room.phone()
    said = {"messages": [phone.message(ITEM, "a", CHALLENGE)]}
    bodies = {"answers": said, "join": {"role": "staff", "message": "a" * 20}, "leave": {}, "named": {"named": True}}
    for headers in FOREIGN:
        for what, body in bodies.items():
            answer = phone.post(what, body, **headers)
            assert answer.status in (400, 403), (headers, what)
            assert answer.headers["Access-Control-Allow-Origin"] is None
    assert room.kept(phone) == {}
    assert room.store.counts(room.id, load()).joined == 1
    assert phone.post("answers", said, Sec_Fetch_Site="same-origin").status == 200


def test_no_other_site_gets_a_permission(served):
    room = Room.opened(served)
    asking_first = {"Origin": "https://evil.example", "Access_Control_Request_Method": "POST"}
    asking_first["Access_Control_Request_Headers"] = "content-type,x-participant"
    for what in ("answers", "join", "own", "room", "events", "leave"):
        answer = served.visitor().ask(f"{room.place}/{what}", "OPTIONS", **asking_first)
        assert answer.status >= 400
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_a_foreign_name_for_this_computer_is_refused(asking, phone):
    for path in (asking.place, f"{asking.place}/room", f"{asking.place}/own", f"{asking.place}/events", "lcc/join"):
        assert phone.visitor.ask(path, Host="evil.example", X_Participant=phone.secret).status == 403


def test_only_the_methods_there_are(asking, phone):
    for what in ("", "/room", "/events", "/own", "/join", "/answers", "/leave"):
        for method in ("PUT", "DELETE", "PATCH"):
            assert phone.visitor.ask(f"{asking.place}{what}", method, "{}", **phone.headers()).status in (403, 405)
    for what in ("room", "own", "events"):
        assert phone.post(what, {}).status == 405


# --- from the room to where it must not lead --------------------------------------------------------------------------


def test_a_participants_link_leads_to_no_chapter(served):
    room = Room.opened(served, "answer")
    phone = room.phone()
    answer = phone.visitor.ask(f"lcc/04_result.ipynb?case={room.id}")
    assert answer.status == 200
    assert "Muster GmbH" not in answer.text
    assert room.case not in answer.text
    for key in (room.id, phone.secret, phone.participant, room.workshop.code, room.workshop.wall):
        with pytest.raises(InputError):
            CaseStore(served.database).read(key)  # what opens a chapter's case
        stolen = Chapter(phone.visitor, {"session": key}, {})
        assert refused(stolen.line()) == 404
        assert phone.visitor.ask(f"lcc/sessions/{key}").status == 404


def test_a_phone_gets_no_kernel(standalone):
    room = Room.opened(standalone, "answer")
    before = standalone.sessions()
    phone = room.phone()
    phone.own()
    phone.ask("room")
    assert standalone.sessions() == before


def test_there_is_no_address_for_answers(asking, phone):
    for what in ("voices", "answers", "texts", "participants", "state", "counts", "seal", "reveal", "change", "own/1"):
        for place in (asking.place, asking.wall, "lcc/workshops"):
            assert phone.visitor.ask(f"{place}/{what}", **phone.headers()).status in (404, 405), what


def test_a_wall_can_only_be_looked_at(asking):
    stranger = asking.stranger()
    for what in ("join", "answers", "named", "leave", "own", "room", "events"):
        answer = stranger.visitor.ask(f"{asking.wall}/{what}", "POST", "{}", Content_Type="application/json")
        assert answer.status in (403, 404, 405), what
    for wall in (asking.id, asking.workshop.code, asking.case):
        assert stranger.visitor.ask(f"lcc/wall/{wall}/room").status == 404
    assert stranger.visitor.ask(f"lcc/w/{asking.workshop.wall}/room").status == 404
    assert stranger.visitor.ask(f"lcc/w/{asking.workshop.code}/room").status == 404


def test_a_wall_sends_phones_to_nothing_but_such_pages(asking):
    """A wall may say under which name phones find this server, and its address could come from anybody who knows it."""
    visitor = asking.serving.visitor()

    def leads_to(base: str) -> str:
        return embedded(visitor.ask(f"{asking.wall}?base={quote(base, safe='')}"), "lcc-data")["join"]

    assert leads_to("http://192.0.2.7:8866/lcc/") == f"http://192.0.2.7:8866/{asking.place}"
    own = f"{visitor.address}{asking.place}"
    bad = ["javascript:alert(1)//lcc/", "data:text/html,/lcc/", "//evil.example/lcc/", "https://me@evil.example/lcc/"]
    bad += [
        "https://evil.example/other/",
        "https://evil.example/lcc/?x",
        "https://evil.example/lcc/#x",
        "http://[/lcc/",
    ]
    bad += [f"http://192.0.2.7/{'x' * 300}/lcc/", "", "\x00", "/lcc/"]
    assert {leads_to(base) for base in bad} == {own}


def test_a_wall_under_a_name_that_phones_know_too_sends_nobody_elsewhere(proxied):
    """Whoever knows the wall's address could else make one that shows a code to a page of their own."""
    room = Room.opened(proxied)
    page = Visitor(f"http://127.0.0.1:{proxied.port}{proxied.base_url}").ask(
        f"{room.wall}?base=https%3A%2F%2Fevil.example%2Flcc%2F", Host="haltung.example", X_Forwarded_Proto="https"
    )
    assert embedded(page, "lcc-data")["join"] == f"https://haltung.example{proxied.base_url}{room.place}"
    assert b"evil" not in page.body


def test_nothing_sent_to_phones_names_a_secret(asking, phone):
    asking.phone(own_code="KM27")
    texts = [phone.ask("room").text, phone.ask("own").text, asking.stranger().visitor.ask(f"{asking.wall}/room").text]
    texts.append(phone.visitor.ask(asking.place).text)
    with phone.line() as line:
        texts.append(next(part for part in line.parts() if "data" in part))
    hidden = [asking.case, asking.workshop.wall, phone.secret, phone.participant, "KM27"]
    for text in texts:
        assert [secret for secret in hidden if secret in text] == []


def test_unknown_workshops_all_look_alike(asking):
    visitor = asking.serving.visitor()
    for what in ("room", "events", "own"):
        paths = ("A" * 22, "a", "-" * 64, asking.id[:-1], asking.id.swapcase())
        answers = [visitor.ask(f"lcc/w/{key}/{what}", X_Participant="x") for key in paths]
        assert {answer.status for answer in answers} == {404}
        assert len({answer.body for answer in answers}) == 1


def test_nothing_of_all_this_left_a_traceback(standalone):
    assert "in a request" not in standalone.log
    assert not re.search(r"\b500 (GET|POST)", standalone.log)

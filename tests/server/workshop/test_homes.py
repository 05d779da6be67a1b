"""A workshop from joining to leaving, as phones and the wall have it, in each home of the workbook."""

from __future__ import annotations

import json

from lcc_diag.content import load
from tests.server.visiting import embedded
from tests.server.workshop.room import Room


def test_people_join_answer_and_see_the_room(room):
    phone, leader = room.phone(), room.phone("leader")
    room.seen_when(lambda seen: seen["counts"]["joined"] == 2)
    room.enter("answer")
    messages = [phone.message(item, "dk", challenge) for item, challenge in room.keys("answer")]
    assert {reply["type"] for reply in phone.answer_all(messages)} == {"saved"}
    assert len(phone.own()["answers"]) == len(messages)
    assert leader.own()["answers"] == {}
    assert leader.own()["role"] == "leader"
    assert phone.own()["form"]["sections"]
    assert room.store.counts(room.id, load()).finished == 1


def test_a_code_leads_to_the_workshop(room):
    typed = f" {room.workshop.code[:3].lower()} {room.workshop.code[3:]}"
    answer = room.stranger().visitor.ask(
        "lcc/workshops/find", "POST", json.dumps({"code": typed}), Content_Type="application/json"
    )
    assert (answer.status, json.loads(answer.body)) == (200, {"address": f"w/{room.id}"})


def test_the_wall_sees_what_phones_see(room):
    seen = json.loads(room.stranger().visitor.ask(f"{room.wall}/room").body)
    assert {**seen, "now": ""} == {**room.seen(), "now": ""}


def test_a_line_tells_of_news(room):
    with room.stranger().line() as phone, room.stranger().line(f"{room.wall}/events") as wall:
        assert phone.event()["phase"] == "join"
        assert wall.event()["joined"] == 0
        room.phone()
        assert wall.until(joined=1)
        room.enter("answer")
        assert phone.until(phase="answer")
        assert wall.until(phase="answer")


def test_the_pages_are_there_for_everybody(room):
    visitor = room.serving.visitor()
    for path in (room.place, room.wall, "lcc/join"):
        answer = visitor.ask(path, Accept_Language="en-GB,en;q=0.9,de;q=0.5")
        assert answer.status == 200
        assert '<html lang="en">' in answer.text
        assert '<html lang="de">' in visitor.ask(f"{path}?lang=de", Accept_Language="en").text
        assert not answer.cookies
    assert visitor.cookies == {}
    assert embedded(visitor.ask(room.place), "lcc-data")["room"]["code"] == room.workshop.code
    wall = embedded(visitor.ask(room.wall), "lcc-data")
    assert wall["join"].endswith(f"{visitor.host}{visitor.base}{room.place}")
    assert wall["join_short"] == f"{visitor.host}{visitor.base}lcc/join"
    assert len(wall["qr"]) == len(wall["qr"][0]) > 20


def test_whoever_leaves_takes_everything_along(room):
    room.enter("answer")
    phone = room.phone()
    phone.answer("cynefin.cause_effect", "a", "c1")
    assert phone.post("leave", {}).status == 200
    assert phone.ask("own").status == 401
    assert phone.post("answers", {"messages": [phone.message("cynefin.cause_effect", "a", "c1")]}).status == 401
    room.seen_when(lambda seen: seen["counts"]["joined"] == 0)


def test_a_released_result_is_seen_by_all(room):
    room.enter("answer")
    for phone in [room.phone() for _ in range(6)]:
        assert phone.answer("cynefin.cause_effect", "a", "c1")["type"] == "saved"
    with room.stranger().line() as line:
        room.reveal()
        line.until(phase="reveal")
    assert room.seen()["results"]["round"] == 1


def test_a_jupyter_server_asks_phones_for_no_login(private_jupyter):
    room = Room.opened(private_jupyter, "answer")
    assert room.serving.visitor().ask(room.place).status == 200
    assert room.phone().answer("cynefin.cause_effect", "a", "c1")["type"] == "saved"
    assert room.serving.visitor().ask("lcc/10_workshop.ipynb").status == 302


def test_ones_own_answers_can_be_taken_along(room):
    room.enter("write")
    phone, other = room.phone(), room.phone()
    phone.answer("cynefin.anecdote", "Neulich <b>im Lager</b>", "c1")
    other.answer("cynefin.anecdote", "Das geht niemanden etwas an", "c1")
    answer = phone.ask("own.html?lang=en", Accept_Language="de")
    assert answer.status == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert '<html lang="en">' in answer.text
    assert "Neulich &lt;b&gt;im Lager&lt;/b&gt;" in answer.text
    assert "niemanden" not in answer.text
    assert room.stranger().ask("own.html").status == 401


def test_the_privacy_sheet_is_there_for_everybody(room):
    answer = room.serving.visitor().ask(f"{room.place}/privacy?lang=en")
    assert answer.status == 200
    assert '<html lang="en">' in answer.text
    assert f'href="{room.serving.base_url}{room.place}?lang=en"' in answer.text
    assert room.serving.visitor().ask("lcc/w/none/privacy").status == 404

"""Requests that no page of ours sends: refused with a sentence, never a fault, and harmless to what comes with them."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from secrets import token_hex

import pytest

from lcc_diag.content import load
from tests.server.workshop.room import Phone, Room, refusal

ITEM, CHALLENGE = "cynefin.cause_effect", "c1"


@pytest.fixture
def phone(asking) -> Phone:
    return asking.phone()


VALUES = [True, False, 1.0, 0.5, [], ["a"], {}, {"a": 1}, "", "z", 10**30, -1, "a" * 2000, "\ud800", "a\x00", "1"]
ODD = [None, True, 1.5, [], {}, 10**400, "\ud83d", "\x00", "x" * 5000, ["round"], -1]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_of_the_wrong_kind_is_refused(asking, phone, value):
    assert refusal(phone.answer(ITEM, value, CHALLENGE))
    attitude = next(item for item, challenge in asking.keys("answer") if challenge is None)
    assert refusal(phone.answer(attitude, value))
    assert asking.kept(phone) == {}


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:20])
def test_a_damaged_message_harms_no_other(asking, phone, odd):
    good = phone.message(ITEM, "b", CHALLENGE)
    for name in ("round", "item", "challenge", "type"):
        damaged = phone.message(ITEM, "a", CHALLENGE) | {name: odd}
        if (name, odd) in (("challenge", None), ("item", None)):
            damaged["item"] = "nothing"
        replies = phone.answer_all([damaged, good])
        assert refusal(replies[0]), name
        assert replies[1] == {"type": "saved", "seq": good["seq"]}
    assert asking.kept(phone) == {(ITEM, CHALLENGE): "b"}


BODIES: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"seq=1",
    "cut": b'{"messages": [',
    "two": b'{"messages": []}{}',
    "a number": b"1",
    "null": b"null",
    "a list": b"[]",
    "no messages": b"{}",
    "no list": b'{"messages": {}}',
    "text": b'{"messages": "abc"}',
    "none": b'{"messages": []}',
    "numbers": b'{"messages": [1]}',
    "nulls": b'{"messages": [null]}',
    "lists": b'{"messages": [["seq"]]}',
    "without a name": b'{"messages": [{}]}',
    "a number for a name": b'{"messages": [{"seq": 1}]}',
    "a list for a name": b'{"messages": [{"seq": []}]}',
    "half a character for a name": rb'{"messages": [{"seq": "\ud800"}]}',
    "a null character for a name": rb'{"messages": [{"seq": "\u0000"}]}',
    "a long name": b'{"messages": [{"seq": "%s"}]}' % (b"x" * 1000),
    "no number": b'{"messages": [{"seq": "a", "value": NaN}]}',
    "infinite": b'{"messages": [{"seq": "a", "value": -Infinity}]}',
    "a gigantic number": b'{"messages": [{"seq": "a", "value": %s}]}' % (b"9" * 5000),
    "deep": b'{"messages": [{"seq": "a", "value": %s%s}]}' % (b"[" * 10_000, b"]" * 10_000),
    "deep objects": b'{"messages": %s1%s}' % (b'{"a":' * 10_000, b"}" * 10_000),
    "no UTF-8": b'{"messages": [{"seq": "\xff"}]}',
    "another encoding": '{"messages": []}'.encode("utf-16"),
    "many": json.dumps({"messages": [{"seq": str(number)} for number in range(51)]}).encode(),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_damaged_request_is_refused(asking, phone, name):
    for what in ("answers", "join", "named"):
        if (what, name) not in ACCEPTABLE:
            answer = phone.post(what, BODIES[name])
            assert answer.status == 400, (what, answer.text)
            assert set(json.loads(answer.body)["message"]) == {"de", "en"}
    assert asking.kept(phone) == {}


ACCEPTABLE = {("named", name) for name, body in BODIES.items() if body[:1] == b"{" and body[-1:] == b"}"}
"""Objects with other fields say nothing about being named."""


def test_numbers_that_are_none_are_refused(phone):
    for value in ("1e999", "-1e999", "1E400"):
        body = b'{"messages": [{"seq": "a", "type": "answer", "round": 1, "item": "%s", "value": %s}]}'
        answer = phone.post("answers", body % (ITEM.encode(), value.encode()))
        assert json.loads(answer.body)["replies"][0]["type"] == "refused"


LEFT_OUT = [("own_code", None), ("message", None), ("named", None), ("named", True)]
"""What a phone may say when it joins."""


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:20])
def test_nobody_joins_with_something_odd(asking, odd):
    before = asking.store.counts(asking.id, load()).joined
    for field in ("role", "own_code", "message", "named"):
        if (field, odd) not in LEFT_OUT:
            given = {"role": "staff", "message": token_hex(), "own_code": "", "named": False, field: odd}
            assert asking.stranger().post("join", given).status == 400, field
    assert asking.store.counts(asking.id, load()).joined == before


def test_a_giant_body_is_refused(served):
    phone = Room.opened(served, "answer").phone()
    body = json.dumps({"messages": [phone.message(ITEM, "x" * 100_000, CHALLENGE)]}).encode()
    with suppress(ConnectionError):  # cut off
        assert phone.post("answers", body).status in (400, 413)
    assert served.is_answering()


def test_a_flood_ends_at_a_limit_of_ones_own(asking):
    flooding, other = asking.phone(), asking.phone()
    statuses = set()
    for _ in range(8):
        messages = [flooding.message(ITEM, "a", CHALLENGE) for _ in range(50)]
        answer = flooding.post("answers", {"messages": messages})
        statuses.add(answer.status)
    assert statuses == {200, 429}
    assert int(answer.headers["Retry-After"]) > 0
    assert other.answer(ITEM, "a", CHALLENGE)["type"] == "saved"


def test_nothing_of_it_left_a_fault(standalone):
    assert "in a request" not in standalone.log
    assert not re.search(r"\b500 (GET|POST)", standalone.log)

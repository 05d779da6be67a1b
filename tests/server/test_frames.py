"""Frames that anybody could send: they are understood as they were packed, or refused; nothing else happens."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed

from lcc_diag.server.allowance import BURST, BYTES_PER_MESSAGE, Allowance
from lcc_diag.server.sockets import MAX_BUFFERS, MAX_TEXT_BYTES, _packed, _said, _unpacked
from tests.server.visiting import answered, packed, said

REFUSALS = (ValueError, KeyError, TypeError, RecursionError)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
MESSAGES = st.fixed_dictionaries({"model": st.text(), "content": st.dictionaries(st.text(), VALUES)})


@settings(max_examples=60)
@given(st.binary() | st.text() | st.builds(packed, MESSAGES) | VALUES.map(json.dumps))
def test_any_frame_is_read_or_refused(frame):
    try:
        message, buffers = _unpacked(frame)
        model, data = _said(message)
    except REFUSALS:
        return
    assert isinstance(model, str)
    assert data["method"] in ("update", "custom")
    assert sum(map(len, buffers)) <= len(frame)
    json.dumps(data, allow_nan=False, ensure_ascii=False).encode()


@settings(max_examples=60)
@given(MESSAGES, st.lists(st.binary(), max_size=MAX_BUFFERS))
def test_what_was_packed_is_unpacked(message, buffers):
    frame, binary = _packed(message, buffers)
    assert binary == bool(buffers)
    unpacked, parts = _unpacked(frame)
    assert _said(unpacked) == _said(message)
    assert parts == buffers


def test_more_text_than_any_answer_has_is_refused():
    with pytest.raises(ValueError, match="too long"):
        _unpacked(json.dumps({"model": "1", "content": {"note": "x" * MAX_TEXT_BYTES}}))


def test_an_allowance_counts_messages_and_their_size():
    allowance = Allowance()
    assert all(allowance.spend(0) for _ in range(int(BURST)))
    assert not all(allowance.spend(0) for _ in range(int(BURST)))
    large = Allowance()
    assert large.spend(5 * 2**20)
    assert large.spend(5 * 2**20)
    assert not large.spend(int(BURST) * BYTES_PER_MESSAGE)


def test_any_frame_leaves_a_living_server_and_no_traceback(standalone):
    chapter = standalone.visitor().open()
    model = json.dumps(chapter.model("CasePanel"))
    frames = st.binary(max_size=200) | st.text(max_size=200) | VALUES.map(lambda value: aimed(model, value))

    @settings(max_examples=60, deadline=None, database=None)
    @given(st.lists(frames, min_size=1, max_size=3))
    def send(some):
        with chapter.line() as line:
            try:
                for frame in some:
                    line.send(frame)
            except ConnectionClosed:
                assert line.close_code == 1008

    send()
    with chapter.line() as line:
        said(line, {"model": json.loads(model), "content": {"type": "resume", "code": "none"}})
        assert answered(line)["type"] == "problem"
    assert "Traceback" not in standalone.log


def aimed(model: str, value: object) -> str:
    """A message to a widget that exists, with ``value`` as its content."""
    return f'{{"model": {model}, "content": {json.dumps(value)}}}'

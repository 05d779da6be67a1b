"""The line between a page and its kernel carries what widgets say to each other, and nothing else."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from lcc_diag.store import CaseStore
from tests.server.visiting import TIMEOUT, Chapter, answered, closed, packed, said

REFUSED = 1008


@pytest.fixture(scope="module")
def chapters() -> dict[str, Chapter]:
    """One open chapter in each server, for all attacks: none may harm it."""
    return {}


@pytest.fixture(params=["standalone", "proxied", "jupyter"])
def attacked(request, chapters) -> Chapter:
    serving = request.getfixturevalue(request.param)
    if request.param not in chapters:
        chapters[request.param] = serving.visitor().open()
    return chapters[request.param]


def jupyter_message(kind: str, content: dict, channel: str = "shell") -> dict:
    """A message as a notebook's front end sends it to a kernel."""
    header = {"msg_id": "1", "msg_type": kind, "session": "1", "username": "", "version": "5.3", "date": ""}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": channel}
    return message | {"msg_type": kind, "msg_id": "1", "buffers": []}


def version_1(message: dict) -> bytes:
    """The same in the binary protocol ``v1.kernel.websocket.jupyter.org``."""
    parts = [message["channel"].encode()]
    parts += [json.dumps(message[name]).encode() for name in ("header", "parent_header", "metadata", "content")]
    places = [8 * (len(parts) + 2)]
    for part in parts:
        places.append(places[-1] + len(part))
    return b"".join(number.to_bytes(8, "little") for number in (len(places), *places)) + b"".join(parts)


def attempts(code: str, model: str) -> dict[str, str | bytes]:
    """Ways to have ``code`` executed, or to reach what is none of a visitor's business."""
    execute = jupyter_message("execute_request", {"code": code, "silent": False, "store_history": False})
    foreign = {"comm_id": "1", "target_name": "jupyter.widget", "data": {"state": {"_model_name": "VBoxModel"}}}
    control = {"comm_id": "2", "target_name": "jupyter.widget.control", "data": {"method": "request_states"}}
    messages = {
        "execute": execute,
        "execute on control": execute | {"channel": "control"},
        "execute within content": {"content": execute},
        "execute to an unknown widget": {"model": "0" * 32, "content": execute},
        "comm_open": jupyter_message("comm_open", foreign),
        "comm_open for control": jupyter_message("comm_open", control),
        "comm_msg": jupyter_message("comm_msg", {"comm_id": model, "data": {"method": "request_state"}}),
        "comm_close": jupyter_message("comm_close", {"comm_id": model}),
        "shutdown": jupyter_message("shutdown_request", {"restart": False}, "control"),
        "interrupt": jupyter_message("interrupt_request", {}, "control"),
        "input_reply": jupyter_message("input_reply", {"value": code}, "stdin"),
        "complete": jupyter_message("complete_request", {"code": "import ", "cursor_pos": 7}),
        "inspect": jupyter_message("inspect_request", {"code": "open", "cursor_pos": 4}),
        "history": jupyter_message("history_request", {"hist_access_type": "tail", "n": 9}),
        "debug": jupyter_message("debug_request", {"command": "evaluate", "arguments": {"expression": code}}),
        "script": {"model": model, "state": {"_esm": "alert(1)"}},
        "style": {"model": model, "state": {"_css": "body{display:none}"}},
        "model name": {"model": model, "state": {"_model_module": "https://example.com/x.js"}},
        "private among public": {"model": model, "state": {"language": "en", "_esm": "alert(1)"}},
        "dunder": {"model": model, "state": {"__class__": "int"}},
        "unknown trait": {"model": model, "state": {"comm": None}},
        "trait of every widget": {"model": model, "state": {"layout": "IPY_MODEL_1", "keys": []}},
        "neither state nor content": {"model": model, "data": {"method": "request_state"}},
        "model as a list": {"model": [model], "content": {}},
        "model as null": {"model": None, "content": {"type": "create"}},
        "content as a number": {"model": model, "content": 1},
        "content as text": {"model": model, "content": "create"},
        "state as text": {"model": model, "state": "language"},
        "a list": [{"model": model, "content": {"type": "create"}}],
        "a number": 1,
        "nothing": None,
    }
    raw = {
        "execute in the binary protocol": version_1(execute),
        "execute with buffers": packed(execute),
        "comm_open with buffers": packed(jupyter_message("comm_open", foreign), (b"x",)),
    }
    return {name: json.dumps(message) for name, message in messages.items()} | raw


def test_nothing_but_messages_of_widgets_gets_to_a_kernel(attacked, tmp_path):
    witness = tmp_path / "executed"
    code = f"open({str(witness)!r}, 'w').close()"
    panel = attacked.model("CasePanel")
    for name, frame in attempts(code, panel).items():
        with attacked.line() as line:
            line.send(frame)
            assert closed(line) == REFUSED, name
    assert_unharmed(attacked)
    assert not witness.exists()


def assert_unharmed(chapter: Chapter) -> None:
    """The kernel still does what it is there for."""
    with chapter.line() as line:
        said(line, {"model": chapter.model("CasePanel"), "content": {"type": "resume", "code": "none"}})
        assert answered(line)["type"] == "problem"


def test_a_box_cannot_be_refilled(standalone):
    chapter = standalone.visitor().open("01_cynefin", standalone.case())
    for trait in ("children", "box_style", "name", "style", "state"):
        with chapter.line() as line:
            said(line, {"model": chapter.model("VBox"), "state": {trait: []}})
            assert closed(line) == REFUSED, trait


def test_a_trait_that_the_page_knows_may_be_changed(standalone):
    chapter = standalone.visitor().open()
    panel = chapter.model("CasePanel")
    with chapter.line() as line:
        said(line, {"model": panel, "state": {"language": "en"}})
        said(line, {"model": panel, "content": {"type": "create", "organisation": "Muster"}})
        token = answered(line, "opened")["token"]
    assert CaseStore(standalone.database).read(token).language == "en"


def test_a_widget_of_another_chapter_is_unknown(standalone):
    mine, theirs = standalone.visitor().open(), standalone.visitor().open()
    with mine.line() as line:
        said(line, {"model": theirs.model("CasePanel"), "content": {"type": "example"}})
        assert closed(line) == REFUSED


def test_after_a_refusal_nothing_is_listened_to(standalone):
    chapter = standalone.visitor().open()
    with chapter.line() as line:
        said(line, {"model": "0", "content": {}})
        with suppress(ConnectionClosed):  # the server may have been faster
            said(line, {"model": chapter.model("CasePanel"), "content": {"type": "create", "organisation": "Zu spät"}})
        assert closed(line) == REFUSED
    assert_unharmed(chapter)
    assert "Zu spät".encode() not in Path(standalone.database).read_bytes()


STRANGE = {
    "not a number": '{"model": "%s", "content": {"type": "create", "organisation": NaN}}',
    "infinite": '{"model": "%s", "content": {"type": "create", "organisation": 1e999}}',
    "half a character": r'{"model": "%s", "content": {"type": "create", "organisation": "\ud800"}}',
    "gigantic": '{"model": "%s", "content": {"x": ' + "9" * 5000 + "}}",
    "deep": '{"model": "%s", "content": {"x": ' + "[" * 100_000 + "]" * 100_000 + "}}",
    "long": '{"model": "%s", "content": {"x": "' + "x" * 300_000 + '"}}',
    "not JSON": '{"model": "%s", "content": {}',
    "two in one": '{"model": "%s", "content": {}} {}',
    "no text": "",
}
HEAD = b'{"model": "%s", "content": {"type": "open"}, "buffers": '
LIES = {
    "empty": b"",
    "no length": b"\0\0",
    "length beyond": (2**31).to_bytes(4, "big") + b"{}",
    "no buffers": b"\0\0\0\2{}",
    "buffer too long": HEAD + b"[100]}\x00",
    "buffer too short": HEAD + b"[1]}abc",
    "negative": HEAD + b"[-1]}abc",
    "huge": HEAD + b"[1e30]}abc",
    "true": HEAD + b"[true]}a",
    "text": HEAD + b'"1"}a',
    "millions": HEAD + b"[" + b"0," * 100_000 + b"0]}",
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_text_is_refused(standalone, strange_chapter, name):
    frame = STRANGE[name]
    with strange_chapter.line() as line:
        line.send(frame.replace("%s", strange_chapter.model("CasePanel")))
        assert closed(line) == REFUSED


@pytest.mark.parametrize("name", LIES)
def test_lies_about_lengths_are_refused(strange_chapter, name):
    frame = LIES[name].replace(b"%s", strange_chapter.model("CasePanel").encode())
    if LIES[name].startswith(HEAD):
        frame = (frame.index(b"}", frame.index(b'"buffers"')) + 1).to_bytes(4, "big") + frame
    with strange_chapter.line() as line:
        line.send(frame)
        assert closed(line) == REFUSED


def test_nesting_that_can_be_read_harms_no_kernel(strange_chapter):
    panel = strange_chapter.model("CasePanel")
    with strange_chapter.line() as line:
        for depth in (100, 300, 500, 900):
            said(line, {"model": panel, "content": {"type": json.loads("[" * depth + "]" * depth)}})
    assert_unharmed(strange_chapter)


@pytest.mark.parametrize("mebibytes", [7, 64])
def test_a_message_that_is_too_large_ends_the_line(strange_chapter, mebibytes):
    frame = packed(
        {"model": strange_chapter.model("CasePanel"), "content": {"type": "open"}}, (bytes(mebibytes << 20),)
    )
    with strange_chapter.line() as line, suppress(ConnectionClosed, OSError):
        line.send(frame)
        line.recv(timeout=TIMEOUT)
    assert line.close_code in (1009, 1006)
    assert_unharmed(strange_chapter)


@pytest.fixture(scope="module")
def strange_chapter(standalone) -> Chapter:
    return standalone.visitor().open()


def test_none_of_it_left_a_traceback(standalone):
    assert "Traceback" not in standalone.log
    assert "Error" not in standalone.log

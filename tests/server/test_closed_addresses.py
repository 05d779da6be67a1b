"""What a Jupyter server offers besides is closed to visitors: no kernels, files, terminals, notebooks' sources."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

SOME = uuid4().hex
READING = [
    "api",
    "api/status",
    "api/me",
    "api/kernels",
    f"api/kernels/{SOME}",
    "api/kernelspecs",
    "api/contents",
    "api/contents/private.txt",
    "api/contents/00_start.ipynb",
    "api/sessions",
    "api/terminals",
    "api/config/notebook",
    "files/private.txt",
    "files/00_start.ipynb",
    "view/private.txt",
    "nbconvert/python/00_start.ipynb",
    "nbextensions/x.js",
    "kernelspecs/python3/logo-64x64.png",
    "metrics",
    "lab",
    "lab/tree/private.txt",
    "lab/api/workspaces",
    "lab/api/settings",
    "lsp/status",
    "tree",
    "terminals/1",
    "voila/tree",
    "voila/render/private.txt",
    "voila/render/00_start.ipynb",
    "voila/files/private.txt",
    "voila/api/contents",
    f"voila/query/{SOME}",
    f"voila/execution/{SOME}",
]
CHANGING = [
    ("POST", "api/kernels", {"name": "python3"}),
    ("DELETE", f"api/kernels/{SOME}", None),
    ("POST", f"api/kernels/{SOME}/restart", None),
    ("POST", f"api/kernels/{SOME}/interrupt", None),
    ("POST", "api/sessions", {"path": "x.ipynb", "type": "notebook", "kernel": {"name": "python3"}}),
    ("POST", "api/terminals", {}),
    ("PUT", "api/contents/owned.txt", {"type": "file", "format": "text", "content": "x"}),
    ("DELETE", "api/contents/private.txt", None),
    ("POST", "api/shutdown", None),
    ("POST", f"voila/api/shutdown/{SOME}", None),
]
SOCKETS = [f"api/kernels/{SOME}/channels", "terminals/websocket/1", "api/events/subscribe", f"voila/query/{SOME}"]
CLOSED = (302, 403, 404, 405)


@pytest.fixture
def curious(served):
    """A visitor who has opened a chapter and has all the cookies that one gets."""
    visitor = served.visitor()
    visitor.open()
    return visitor


def test_nothing_can_be_read(served, curious):
    for path in READING:
        answer = curious.ask(path)
        assert answer.status in CLOSED or is_harmless(path, answer), (path, answer.status, answer.text)
        assert "a file of the server's owner" not in answer.text


def is_harmless(path, answer):
    """A Jupyter server tells its version to everybody."""
    return path == "api" and set(json.loads(answer.body)) == {"version"}


def test_nothing_can_be_changed(served, curious):
    before = len(served.program.children(recursive=True))
    for method, path, body in CHANGING:
        headers = {"X_XSRFToken": curious.cookies.get("_xsrf", "")}
        answer = curious.ask(path, method, json.dumps(body) if body is not None else None, **headers)
        assert answer.status in CLOSED, (path, answer.status, answer.text)
    assert served.is_answering()
    assert not (served.folder / "owned.txt").exists()
    assert len(served.program.children(recursive=True)) <= before + 1  # a kernel kept warm


def test_no_other_line_can_be_opened(served, curious):
    for path in SOCKETS:
        address = f"{served.address.replace('http', 'ws', 1)}{path}"
        with (
            pytest.raises(InvalidStatus) as refusal,
            connect(address, additional_headers={"Cookie": curious.cookie}, proxy=None),
        ):
            pass
        assert refusal.value.response.status_code in CLOSED, path


def test_on_its_own_the_server_has_no_other_addresses(standalone):
    visitor = standalone.visitor()
    for path in READING:
        assert visitor.ask(path).status == 404, path


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW"])
def test_a_chapter_can_only_be_read(served, method):
    before = served.sessions()
    assert served.visitor().ask("lcc/00_start.ipynb", method).status in (403, 405, 501, 400)
    assert served.sessions() == before


def test_without_visitors_a_jupyter_server_asks_for_its_login(private_jupyter):
    visitor = private_jupyter.visitor()
    answer = visitor.ask("lcc/00_start.ipynb")
    assert answer.status == 302
    assert answer.headers["Location"].startswith("/user/a-b/login?next=")
    assert private_jupyter.sessions() == 0
    assert private_jupyter.owner().open("00_start").is_open()

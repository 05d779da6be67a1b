"""Every answer, an error too, says what the browser may do with it."""

from __future__ import annotations

import re

import pytest

PLACES = [
    ("lcc/", 302),
    ("lcc", 302),
    ("lcc/00_start.ipynb", 200),
    ("lcc/04_result.ipynb?lang=%ff", 200),
    ("lcc/health", 200),
    ("lcc/nothing", 404),
    ("lcc/99_nothing.ipynb", 404),
    ("lcc/static/nothing.js", 404),
    ("lcc/sessions/nothing", 404),
]
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
}


@pytest.mark.parametrize(("place", "status"), PLACES)
def test_every_answer_is_guarded(served, place, status):
    answer = served.visitor().ask(place)
    assert answer.status == status
    assert_guarded(answer)


@pytest.mark.parametrize("server", ["standalone", "jupyter"])
def test_a_refused_line_is_guarded(request, server):
    assert_guarded(request.getfixturevalue(server).visitor().ask("lcc/sessions/nothing/socket"))


def test_a_refused_change_is_guarded(served):
    assert_guarded(served.visitor().ask("lcc/00_start.ipynb", "POST", ""))


def test_a_file_is_guarded_and_kept_for_ever(served):
    visitor = served.visitor()
    page = visitor.ask("lcc/00_start.ipynb").text
    for path in set(re.findall(r'(?:src|href)="(/[^"]*/static/[^"]+)"', page)):
        answer = visitor.ask(path)
        assert answer.status == 200
        assert_guarded(answer)
        assert "immutable" in answer.headers["Cache-Control"]


def test_pages_are_not_kept(served):
    for place in ("lcc/00_start.ipynb", "lcc/health", "lcc/"):
        assert served.visitor().ask(place).headers["Cache-Control"] == "no-store"


def assert_guarded(answer):
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    assert {name: policy.get(name) for name in POLICY} == POLICY
    assert not re.search(r"unsafe-(eval|hashes)|wasm", str(policy))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Server"] is None
    assert answer.headers["Access-Control-Allow-Origin"] is None

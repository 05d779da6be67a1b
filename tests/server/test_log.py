"""What is logged leads to no case and to no person."""

from __future__ import annotations

import re

from tests.server.serving import TOKEN
from tests.server.visiting import answered, said

ORGANISATION = "Schraubenwerk Unverwechselbar"


def visit(serving) -> list[str]:
    """A whole visit, mistakes included; everything that must not be found afterwards."""
    visitor = serving.visitor()
    start = visitor.open()
    with start.line() as line:
        said(line, {"model": start.model("CasePanel"), "content": {"type": "create", "organisation": ORGANISATION}})
        opened = answered(line, "opened")
    token, code = opened["token"], opened["code"]
    chapters = [visitor.open(name, token) for name in ("01_cynefin", "04_result")]
    with chapters[0].line() as line:
        said(line, {"model": "0", "content": {"note": ORGANISATION}})
    mistakes = [
        f"lcc/04_result.ipynb?case={token}&lang=%ff",
        f"lcc/04_result.ipynb%3Fcase={token}",
        f"lcc/{code}",
        f"lcc/{token}.ipynb",
        f"lcc/?case={token}&token=secret",
        f"lcc/sessions/{start.session}",
        f"lcc/%73essions/{start.session}",
        f"lcc/sessions/{start.session}/{token}",
        f"lcc/health?case={token}",
        f"lcc/static/{token}.js?{code}",
    ]
    for path in mistakes:
        visitor.ask(path, Referer=f"{serving.address}lcc/00_start.ipynb?case={token}")
    visitor.ask(f"lcc/00_start.ipynb?case={token}", "POST", ORGANISATION)
    visitor.ask(f"lcc/00_start.ipynb?case={token}", Host="evil.example")
    sessions = [chapter.session for chapter in (start, *chapters)]
    names = [*visitor.cookies.values(), *start.widgets["models"]]
    return [token, code, code.replace("-", ""), ORGANISATION, "Unverwechselbar", *sessions, *names]


def test_a_visit_leaves_nothing_in_the_log(served):
    secrets = visit(served)
    assert {secret for secret in secrets if secret in served.log} == set()


def test_requests_are_logged_without_who_asked_and_for_what(standalone):
    visit(standalone)
    lines = [line for line in standalone.log.splitlines() if re.search(r"\d{3} [A-Z]+ ", line)]
    assert lines
    assert all(re.fullmatch(r"\S+ \S+ \d{3} [A-Z]+ (/[\w./…-]*|…) \d+ms", line) for line in lines)
    assert any("200 GET /lcc/01_cynefin.ipynb" in line for line in lines)
    assert any("/lcc/sessions/…/socket" in line for line in lines)
    assert not any("127.0.0.1" in line or "?" in line for line in lines)


def test_a_case_on_the_way_through_the_login_is_not_logged(private_jupyter):
    visitor = private_jupyter.visitor()
    answer = visitor.ask("lcc/00_start.ipynb?case=UNVERWECHSELBAR")
    login = answer.headers["Location"]
    assert "UNVERWECHSELBAR" in login
    visitor.ask(login)
    referer = f"{private_jupyter.address}?case=UNVERWECHSELBAR"
    form = {"Content_Type": "application/x-www-form-urlencoded", "Referer": referer}
    xsrf = visitor.cookies["_xsrf"]
    for phrase in ("wrong", TOKEN):
        visitor.ask(login, "POST", f"_xsrf={xsrf}&password={phrase}", **form)
    assert visitor.open("00_start").is_open()
    assert "UNVERWECHSELBAR" not in private_jupyter.log

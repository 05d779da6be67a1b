"""A chapter belongs to the browser that opened it, and no other site can speak in that browser's name."""

from __future__ import annotations

import re

import pytest

from lcc_diag.server.visitors import COOKIE
from tests.server.visiting import TIMEOUT, Visitor, closed, refused, said

ATTACKERS = {
    "no cookie": "",
    "an empty name": f"{COOKIE}=",
    "another name": f"{COOKIE}={'A' * 22}",
    "a name that is none": f"{COOKIE}=null",
    "a Jupyter token": "token=secret",
}


@pytest.fixture
def chapter(served):
    return served.visitor().open()


def test_a_stolen_session_is_of_no_use(served, chapter):
    stranger = served.visitor()
    stranger.open()
    for name, cookie in (ATTACKERS | {"another visitor": stranger.cookie}).items():
        assert refused(chapter.line(cookie)) == 404, name
        assert Visitor(served.address).ask(chapter.place, Cookie=cookie).status == 404, name
    assert chapter.is_open()


def test_stolen_and_invented_sessions_look_alike(served, chapter):
    stranger = served.visitor()
    stranger.open()
    stolen, invented = stranger.ask(chapter.place), stranger.ask("lcc/sessions/" + "A" * 32)
    assert (stolen.status, stolen.body) == (invented.status, invented.body)


def test_a_name_that_an_attacker_has_planted_opens_nothing(served):
    """Whoever plants a cookie knows the name but not the chapter's session."""
    victim = Visitor(served.address, {COOKIE: "A" * 22})
    chapter = victim.open()
    attacker = Visitor(served.address, {COOKIE: "A" * 22})
    assert len(chapter.session) >= 32
    assert attacker.open().session != chapter.session


def test_names_and_sessions_are_never_given_twice(standalone):
    visitors = [standalone.visitor() for _ in range(3)]
    sessions = {visitor.open().session for visitor in visitors}
    assert len(sessions) == 3
    assert len({visitor.cookies[COOKIE] for visitor in visitors}) == 3


@pytest.mark.parametrize("bad", ["short", "x" * 23, "ä" * 22, "../" * 8, "a b" * 8])
def test_a_name_that_was_not_given_is_replaced(standalone, bad):
    visitor = standalone.visitor()
    answer = visitor.ask("lcc/00_start.ipynb", Cookie=f"{COOKIE}={bad}".encode().decode("latin-1"))
    assert answer.status == 200
    assert re.fullmatch(r"[\w-]{22}", visitor.cookies[COOKIE])
    assert visitor.cookies[COOKIE] != bad


def test_the_cookie_is_for_this_part_of_the_site_only(served):
    answer = served.visitor().ask("lcc/00_start.ipynb")
    mine = next(cookie for cookie in answer.cookies if cookie.startswith(COOKIE))
    attributes = {part.strip().lower() for part in mine.split(";")[1:]}
    assert {"httponly", "samesite=lax", f"path={served.base_url}lcc/"} <= attributes
    assert not any(attribute.startswith(("domain", "expires", "max-age")) for attribute in attributes)


def test_behind_https_the_cookie_stays_there(proxied, standalone):
    assert all("secure" in cookie.lower() for cookie in proxied.visitor().ask("lcc/00_start.ipynb").cookies)
    without = standalone.visitor().ask("lcc/00_start.ipynb", X_Forwarded_Proto="https").cookies
    assert not any("secure" in cookie.lower() for cookie in without)  # nobody stands in front of that one


FOREIGN = ["http://evil.example", "https://evil.example", "null", "file://", "http://127.0.0.1", "http://127.0.0.1:1"]


@pytest.mark.parametrize("origin", FOREIGN)
def test_another_site_cannot_open_the_line(served, chapter, origin):
    assert refused(chapter.line(origin=origin)) == 403
    assert chapter.is_open()


def test_the_page_itself_can(served, chapter):
    with chapter.line(origin=served.address.rstrip("/").removesuffix(served.base_url.rstrip("/"))) as line:
        said(line, {"model": "0", "content": {}})
        assert closed(line) == 1008


def test_a_second_tab_takes_the_line_over(served, chapter):
    panel = chapter.model("CasePanel")
    with chapter.line() as first, chapter.line() as second:
        assert closed(first) == 4409
        said(second, {"model": panel, "content": {"type": "resume", "code": "none"}})
        assert second.recv(timeout=TIMEOUT)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "localhost.evil.example"]
)
def test_a_foreign_name_for_this_computer_is_refused(standalone, host):
    """DNS rebinding: a site whose name leads to 127.0.0.1 would be allowed to read the pages."""
    answer = standalone.visitor().ask("lcc/00_start.ipynb", Host=host)
    assert answer.status in (400, 403)
    assert "lcc-page" not in answer.text


@pytest.mark.parametrize(
    ("site", "dest", "status"),
    [
        ("cross-site", "image", 403),
        ("cross-site", "iframe", 403),
        ("cross-site", "script", 403),
        ("same-site", "empty", 403),
        ("cross-site", "document", 200),
        ("same-origin", "iframe", 200),
        ("same-origin", "empty", 200),
        ("none", "document", 200),
    ],
)
def test_other_sites_may_link_to_a_chapter_but_not_embed_it(standalone, site, dest, status):
    before = standalone.sessions()
    answer = standalone.visitor().ask("lcc/00_start.ipynb", Sec_Fetch_Site=site, Sec_Fetch_Dest=dest)
    assert answer.status == status
    if status == 403:
        assert standalone.sessions() == before

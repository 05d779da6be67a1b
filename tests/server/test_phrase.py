"""A pass-phrase: without it nobody sees a chapter, guessing is slow, and it is written down nowhere; https."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from urllib.parse import quote

import psutil
import pytest

from lcc_diag.server.entrance import FAILURES
from tests.server.serving import Serving, Standalone
from tests.server.visiting import Answer, Visitor, answered, said

PHRASE = "Ein Satz, den sonst keiner weiß – 42"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[str, str]:
    """A self-signed certificate and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate")
    folder = tmp_path_factory.mktemp("certificate")
    files = str(folder / "certificate.pem"), str(folder / "key.pem")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*command, "-out", files[0], "-keyout", files[1]], check=True, capture_output=True)
    return files


@pytest.fixture(scope="module")
def guarded(tmp_path_factory, certificate) -> Serving:
    options = ("--certificate", certificate[0], "--key", certificate[1])
    serving = Standalone(tmp_path_factory.mktemp("guarded"), *options, scheme="https", LCC_DIAG_PASSPHRASE=PHRASE)
    yield serving.start()
    serving.stop()


@pytest.fixture
def fresh(tmp_path) -> Serving:
    """A server with the phrase for one test that locks it."""
    serving = Standalone(tmp_path, LCC_DIAG_PASSPHRASE=PHRASE)
    yield serving.start()
    serving.stop()


def enter(visitor: Visitor, phrase: str, after: str = "", **more: str) -> Answer:
    """Fill in the form."""
    form = visitor.ask(f"lcc/enter?next={quote(after, safe='')}" if after else "lcc/enter").text
    given = re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', form)
    fields = {name: unescape(value) for name, value in given} | {"password": phrase} | more
    body = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in fields.items())
    return visitor.ask("lcc/enter", "POST", body, Content_Type="application/x-www-form-urlencoded")


def test_without_the_phrase_there_are_no_chapters(guarded):
    for chapter in ("00_start", "04_result"):
        answer = guarded.visitor().ask(f"lcc/{chapter}.ipynb?case=x&lang=en")
        assert answer.status == 302
        assert answer.headers["Location"].startswith("/lcc/enter?next=%2Flcc%2F")
        assert "lcc-page" not in answer.text
    assert guarded.sessions() == 0


def test_what_the_entrance_needs_is_there_for_everybody(guarded):
    visitor = guarded.visitor()
    form = visitor.ask("lcc/enter")
    assert form.status == 200
    files = re.findall(r'(?:src|href)="(/[^"]*/static/[^"]+)"', form.text)
    assert files
    assert all(visitor.ask(path).status == 200 for path in files)
    assert visitor.ask("lcc/health").status == 200


def test_the_entrance_speaks_the_language_of_the_page_behind_it(guarded):
    visitor = guarded.visitor()
    for language in ("de", "en"):
        assert (
            f'<html lang="{language}">'
            in visitor.ask(f"lcc/enter?next=%2Flcc%2F02_attitudes.ipynb%3Flang%3D{language}").text
        )
    assert '<html lang="en">' in visitor.ask("lcc/enter?next=%2Flcc%2F%3Flang%3Dde&lang=en").text


def test_the_phrase_leads_where_one_wanted_to_go(guarded):
    visitor = guarded.visitor()
    answer = enter(visitor, PHRASE, "/lcc/01_cynefin.ipynb?case=x&lang=en#a")
    assert (answer.status, answer.headers["Location"]) == (302, "/lcc/01_cynefin.ipynb?case=x&lang=en#a")
    chapter = visitor.open()
    with chapter.line() as line:  # wss
        said(line, {"model": chapter.model("CasePanel"), "content": {"type": "resume", "code": "none"}})
        assert answered(line)["type"] == "problem"


def test_its_cookies_stay_in_this_browser_and_on_https(guarded):
    visitor = guarded.visitor()
    cookies = enter(visitor, PHRASE).cookies
    assert any("username" in cookie for cookie in cookies)
    for cookie in cookies:
        attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"httponly", "samesite=lax", "secure", "path=/"} <= attributes or cookie.startswith("_xsrf"), cookie


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "https:evil.example",
        "https:///evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/\t/evil.example",
        "%2f%2fevil.example",
        "http://127.0.0.1:1/",
    ],
)
def test_the_entrance_leads_nowhere_else(guarded, elsewhere):
    visitor = guarded.visitor()
    answer = enter(visitor, PHRASE, elsewhere)
    assert answer.status == 302
    assert leads_here(answer.headers["Location"])
    inside = visitor.ask(f"lcc/enter?next={quote(elsewhere, safe='')}")
    assert inside.status == 302
    assert leads_here(inside.headers["Location"])


def leads_here(location: str) -> bool:
    """Whether a browser stays on this server."""
    return bool(re.match(r"/(?![/\\\t\n\r])", location))


@pytest.mark.parametrize("stolen", ["", "x" * 32])
def test_another_site_cannot_enter_in_ones_name(guarded, stolen):
    visitor = guarded.visitor()
    body = f"password={quote(PHRASE)}&_xsrf={stolen}"
    answer = visitor.ask("lcc/enter", "POST", body, Content_Type="application/x-www-form-urlencoded")
    assert answer.status == 403
    assert not any("username" in cookie for cookie in answer.cookies)


def test_a_cookie_cannot_be_made_up(guarded):
    visitor = guarded.visitor()
    enter(visitor, PHRASE)
    name, value = next((name, value) for name, value in visitor.cookies.items() if "username" in name)
    for forged in ("x", value[:-1] + ("0" if value[-1] != "0" else "1"), value.replace("2|1", "1|1"), ""):
        assert guarded.visitor().ask("lcc/00_start.ipynb", Cookie=f"{name}={forged}").status == 302


def test_a_restart_keeps_who_has_entered(guarded):
    visitor = guarded.visitor()
    enter(visitor, PHRASE)
    guarded.stop()
    guarded.start()
    assert visitor.ask("lcc/00_start.ipynb").status == 200


def test_another_phrase_keeps_nobody(fresh):
    visitor = fresh.visitor()
    enter(visitor, PHRASE)
    assert visitor.ask("lcc/00_start.ipynb").status == 200
    fresh.stop()
    fresh.environment["LCC_DIAG_PASSPHRASE"] = "ein anderer"
    fresh.start()
    assert visitor.ask("lcc/00_start.ipynb").status == 302


def test_the_form_can_change_nothing(guarded):
    """The login of a Jupyter server, which this one is made of, could also set a new password."""
    assert enter(guarded.visitor(), PHRASE, new_password="mine").status == 401
    assert enter(guarded.visitor(), "", new_password="mine").status == 401
    assert enter(guarded.visitor(), "mine").status == 401
    assert enter(guarded.visitor(), PHRASE).status == 302


def test_no_token_takes_the_place_of_the_phrase(guarded):
    for path in ("lcc/00_start.ipynb?token=", "lcc/00_start.ipynb?token=x", "lcc/enter?token=&next=/lcc/"):
        for authorization in ("", "token ", "token x", "Bearer ", "Basic Og=="):
            answer = guarded.visitor().ask(path, Authorization=authorization)
            assert answer.status == (200 if "enter" in path else 302)
            assert "lcc-page" not in answer.text


def test_where_to_go_next_cannot_add_headers(guarded):
    answer = enter(guarded.visitor(), PHRASE, "/lcc/\r\nSet-Cookie: planted=1\r\n\r\n<script>")
    assert not any("planted" in cookie for cookie in answer.cookies)
    assert "<script>" not in answer.text


def test_guessing_is_slow(fresh):
    guesses = 3 * FAILURES
    started = time.monotonic()
    with ThreadPoolExecutor(guesses) as threads:
        statuses = list(threads.map(lambda number: enter(fresh.visitor(), f"guess {number}").status, range(guesses)))
    assert statuses.count(401) == FAILURES
    assert statuses.count(429) == guesses - FAILURES
    assert time.monotonic() - started >= 1
    assert enter(fresh.visitor(), PHRASE).status == 429  # not even the right one, until the minute is over
    assert "Ein Satz" not in fresh.log


def test_the_phrase_is_written_down_nowhere(guarded):
    visitor = guarded.visitor()
    enter(visitor, PHRASE)
    enter(visitor, "beinahe richtig")
    chapter = visitor.open()
    assert chapter.is_open()
    for kernel in guarded.program.children(recursive=True):
        assert "LCC_DIAG_PASSPHRASE" not in kernel.environ()
        assert PHRASE not in " ".join(kernel.cmdline()) + str(kernel.environ())
    assert PHRASE not in guarded.log
    assert "beinahe" not in guarded.log
    assert PHRASE.encode() not in Path(guarded.database).read_bytes()
    assert not any(PHRASE in argument for argument in psutil.Process(guarded.process.pid).cmdline())

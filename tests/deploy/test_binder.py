"""Binder's whole path: built as repo2docker says, started as BinderHub starts it, walked in a real browser."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page

from tests.browser.walking import walk
from tests.deploy.asking import UPGRADE, ask, status
from tests.deploy.binder import PREFIX, Session
from tests.deploy.dockerfile import ACCOUNT
from tests.deploy.proxy import Proxy
from tests.deploy.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

CIRCLE = {"voluntary": "yes", "people": "4", "minutes": "90", "weeks": "12", "md": "peer", "coach": "yes"}
CIRCLE |= {"measurement": "yes", "followup": "yes"}
CYNEFIN = {"handling": "expert_project", "anecdote": "Am Montag lagen zwei Listen auf dem Tisch."}
# What lets somebody run code on, read or change the machine: REST, websockets, pages.
CLOSED = [
    ("GET", "api/contents"),
    ("GET", "api/contents/README.md?content=1"),
    ("PUT", "api/contents/mine.ipynb"),
    ("GET", "api/kernels"),
    ("POST", "api/kernels"),
    ("GET", "api/kernelspecs"),
    ("GET", "api/sessions"),
    ("POST", "api/sessions"),
    ("GET", "api/terminals"),
    ("POST", "api/terminals"),
    ("GET", "api/status"),
    ("POST", "api/shutdown"),
    ("GET", "files/README.md"),
    ("GET", "lab/api/workspaces"),
    ("GET", "nbconvert/html/notebooks/00_start.ipynb"),
]


@pytest.fixture(scope="module")
def session(image, folder):
    running = Session(image, folder)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def address(session, proxy_program, certificate, folder) -> str:
    """The session's address as the world sees it."""
    proxy = Proxy(session.image.person, proxy_program, folder, certificate)
    proxy.route(PREFIX, f"http://127.0.0.1:{session.port}")
    yield proxy.address + PREFIX
    proxy.stop()


def choose(item: str) -> str:
    """Answers of somebody in the middle; 3 of 5 is the same whichever way a question is turned."""
    part, _, name = item.partition(".")
    if part == "cynefin":
        return CYNEFIN.get(name, "c")
    return {"attitudes": "3", "execution": "1", "circle": CIRCLE.get(name)}.get(part, "false")


def ready(page: Page) -> None:
    page.wait_for_selector("html[data-lcc-ready]")


def begin(page: Page, address: str, token: str) -> None:
    """Come from BinderHub's page, which adds the token; leaves the page in the first part with one challenge."""
    page.goto(f"{address}lcc/?token={token}")
    ready(page)
    page.fill("input[name=organisation]", "Muster GmbH")
    page.click("form button[type=submit] >> nth=0")
    page.wait_for_url("**/01_cynefin*")
    ready(page)
    page.fill(".lcc-new-challenge textarea", "Es wird weiter ausgedruckt.")
    page.click(".lcc-new-challenge button")
    page.wait_for_selector(".lcc-challenges >> text=Es wird weiter ausgedruckt.")


def keep(page: Page, path) -> dict:
    """Save the case as a file; its content."""
    with page.expect_download() as download:
        page.click("[data-action=download_button]")
    download.value.save_as(path)
    return json.loads(path.read_text("utf-8"))


WITHOUT_DRAWINGS = """() => {
  const result = document.querySelector(".lcc-result").cloneNode(true);
  result.querySelectorAll(".lcc-chart").forEach((chart) => chart.remove());
  return result.textContent;
}"""
"""Charts are drawn when the page has time, and come with tables that say the same."""


def verdict(page: Page) -> str:
    """The result as it is read, from the verdict to the end of its reasons."""
    page.wait_for_selector(".lcc-result h2")
    page.wait_for_function("() => !document.querySelector('.lcc-result').textContent.includes('berechnet …')")
    return page.evaluate(WITHOUT_DRAWINGS)


def test_what_comes_from_this_repository_is_built_by_an_ordinary_user(image):
    first, *others = image.steps
    assert "pip install" in first
    assert others == ["chmod +x binder/postBuild", "./binder/postBuild"]
    assert image.account == ACCOUNT
    installed = image.person.run([str(image.prefix / "bin" / "pip"), "show", "--files", "lcc-diag"]).stdout
    assert "Editable project location" not in installed
    assert f"Location: {image.prefix}" in installed


def test_the_build_changes_nothing_that_the_image_brings(image):
    """Then it only adds what is missing: fast to build, small to load."""
    checked = image.person.run([str(image.prefix / "bin" / "pip"), "check"])
    assert "No broken requirements found" in checked.stdout


def test_a_case_outlives_its_machine(browse, session, address, tmp_path):
    page = browse().new_page()
    begin(page, address, session.token)
    assert session.token not in page.url
    assert page.locator(".lcc-bar .lcc-banner").is_visible()  # this server forgets
    page.click(".lcc-moves button.lcc-first")
    walk(page, choose)
    half = keep(page, tmp_path / "half.lcc.json")
    assert {answer["item"].partition(".")[0] for answer in half["answers"]} == {"cynefin"}
    walk(page, choose)
    walk(page, choose)
    assert "/04_result" in page.url
    before, link = verdict(page), page.url
    keep(page, tmp_path / "whole.lcc.json")

    session.stop()
    session.start()
    again = browse().new_page()
    again.goto(f"{link}&token={session.token}")
    ready(again)
    again.wait_for_selector(".lcc-problem")  # the machine was thrown away, and the case with it
    again.goto(f"{address}lcc/?token={session.token}")
    ready(again)
    assert again.locator(".lcc-banner").first.is_visible()
    again.set_input_files("input[type=file]", tmp_path / "whole.lcc.json")
    again.wait_for_url("**/04_result*")
    ready(again)
    until(lambda: verdict(again) == before, "the same result, down to the last sentence")


def test_a_colleague_joins_by_the_link_alone(browse, session, address):
    page = browse().new_page()
    begin(page, address, session.token)
    colleague = browse()
    theirs = colleague.new_page()
    theirs.goto(page.url)
    ready(theirs)
    assert "Es wird weiter ausgedruckt." in theirs.inner_text(".lcc-form")
    cookies = {cookie["name"] for cookie in colleague.cookies()}
    assert not any(name.startswith("username-") for name in cookies)
    assert theirs.request.get(f"{address}api/contents").status == 403


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_a_stranger_gets_nothing_of_the_machine(address, method, path):
    body = json.dumps({"name": "python3", "path": "x.ipynb", "type": "notebook"}) if method != "GET" else None
    assert status(address + path, method, body) in (302, 401, 403, 404, 405)
    answer = ask(address + path, method, body)
    assert answer.status != 302 or "/login" in answer.headers["Location"]


def test_a_chapter_s_kernel_is_not_one_of_the_machine_s(browse, session, address):
    """Neither the one who holds the session's id nor the one who holds the server's token finds it."""
    page = browse().new_page()
    begin(page, address, session.token)
    opened = json.loads(page.inner_text("#lcc-page") or page.text_content("#lcc-page"))["session"]
    channels = f"{address}api/kernels/{opened}/channels"
    assert status(channels, **UPGRADE) in (403, 404)
    assert json.load(ask(f"{address}api/kernels?token={session.token}")) == []
    assert status(f"{channels}?token={session.token}", **UPGRADE) == 404


def test_another_site_cannot_speak_to_a_chapter(browse, session, address):
    """Binder's servers allow every origin; the workbook's line allows its own."""
    context = browse()
    page = context.new_page()
    begin(page, address, session.token)
    opened = json.loads(page.text_content("#lcc-page"))["session"]
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in context.cookies())
    socket = f"{address}lcc/sessions/{opened}/socket"
    assert status(socket, Cookie=cookies, Origin="https://elsewhere.example", **UPGRADE) == 403
    assert status(socket, Origin=re.match(r"https://[^/]+", address)[0], **UPGRADE) == 404  # without the cookie


def test_the_one_with_the_token_may_see_the_notebooks(browse, session, address):
    page = browse().new_page()
    page.goto(f"{address}?token={session.token}")
    page.wait_for_url("**/lcc/00_start*")
    assert session.token not in page.url
    assert page.request.get(f"{address}lab").status == 200
    assert page.request.get(f"{address}api/contents/notebooks/00_start.ipynb").status == 200


def test_an_open_chapter_keeps_the_machine(browse, session, address):
    """Binder ends a server on which nothing has happened for ten minutes, by this account of its own."""

    def last() -> str:
        return json.load(ask(f"{address}api/status?token={session.token}"))["last_activity"]

    page = browse().new_page()
    begin(page, address, session.token)
    before = last()
    until(lambda: last() > before, "the server counts the open chapter as activity")

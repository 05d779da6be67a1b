"""Where a chapter leads to in a notebook: a link where JupyterLab says where it lies, else the name of a file."""

import json
from datetime import date

import pytest
from playwright.sync_api import expect

from lcc_diag.content import load
from lcc_diag.model.case import Case, Respondent
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.view.assets import widget_files
from lcc_diag.view.result import result_view
from lcc_diag.view.widget_states import form_state, panel_state, result_state

ADDRESS, DAY = "http://notebook.test", date(2026, 3, 2)
CASE = Case("", respondents=(Respondent("r1", "md"),))
PAGE = """<!doctype html><html lang="de"><title>Lab</title><div id="host"></div><script type="module">
import widget from "/widget.js";
const state = STATE;
const model = {
  get: (name) => state[name], set: (name, value) => { state[name] = value; },
  on() {}, off() {}, send() {}, save_changes() {}, widget_manager: MANAGER,
};
widget.render({ model, el: document.getElementById("host") });
</script>"""
LAST = {"place": {"section": "authentic_communication-ladder"}}
WIDGETS = {
    "form.js": lambda: form_state("attitudes", "token", CASE, load(), "de", DAY) | LAST,
    "result.js": lambda: result_state(result_view(CASE, diagnose(CASE, load(), DAY), load(), "de"), "de", ""),
    "case.js": lambda: panel_state("bar", "de", "K7MF-3XQD"),
}
LAB = {"context": {"path": "Kunden/notebooks/02_attitudes.ipynb"}}


@pytest.fixture
def shown(chromium):
    """``shown(script, manager)``: a page that is no page of ours and shows a widget as JupyterLab's manager does."""
    contexts = []

    def open_(script, manager):
        context = chromium.new_context()
        contexts.append(context)
        page = context.new_page()
        html = PAGE.replace("STATE", json.dumps(WIDGETS[script]())).replace("MANAGER", json.dumps(manager))
        page.route(f"{ADDRESS}/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        body = widget_files()[script]
        page.route(
            f"{ADDRESS}/widget.js",
            lambda route: route.fulfill(body=body, content_type="text/javascript; charset=utf-8"),
        )
        page.goto(f"{ADDRESS}/")
        return page

    yield open_
    for context in contexts:
        context.close()


PLACES = [
    ("form.js", ".lcc-elsewhere", "03_execution.ipynb", "Öffnen Sie als Nächstes dieses Notizbuch: 03_execution.ipynb"),
    ("result.js", ".lcc-link >> nth=0", "01_cynefin.ipynb", "Dort beantworten: Teil 1 (01_cynefin.ipynb)"),
    ("case.js", ".lcc-bar p >> nth=0", "00_start.ipynb", "Eingeben können Sie ihn im Notizbuch 00_start.ipynb"),
]


@pytest.mark.parametrize(("script", "place", "file", "_named"), PLACES)
def test_jupyterlab_opens_the_notebook_beside_this_one(shown, script, place, file, _named):
    link = shown(script, LAB).locator(place).locator("a")
    expect(link).to_be_visible()
    assert link.get_attribute("data-commandlinker-command") == "docmanager:open"
    assert json.loads(link.get_attribute("data-commandlinker-args")) == {"path": f"Kunden/notebooks/{file}"}


@pytest.mark.parametrize(("script", "place", "_file", "named"), PLACES)
def test_where_no_notebook_can_be_opened_its_file_is_named(shown, script, place, _file, named):
    page = shown(script, None)
    expect(page.locator(place)).to_contain_text(named)
    assert page.locator(place).locator("a").count() == 0


def test_the_code_alone_leads_back_where_a_page_has_no_address(shown):
    page = shown("case.js", LAB)
    expect(page.locator(".lcc-bar")).to_contain_text("Mit diesem Code kommen Sie zurück.")
    expect(page.locator(".lcc-bar")).not_to_contain_text("Adresse")

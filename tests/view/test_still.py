"""What a page shows before there is a kernel is what the kernel's widgets show afterwards."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from lcc_diag import settings
from lcc_diag.content import load
from lcc_diag.model.case import Answer, Case, Challenge
from lcc_diag.store import CaseStore
from lcc_diag.store.events import Answered
from lcc_diag.store.example import example_case
from lcc_diag.view.assets import widget_files
from lcc_diag.view.still import news, still
from lcc_diag.workbook import chapter

CHAPTERS = ("start", "cynefin", "attitudes", "execution", "result", "plan", "workshop")
NOT_OURS = ("layout", "tabbable", "tooltip")
PLOTLY = "/lcc/static/plotly.min.js"


@pytest.fixture
def store(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'cases.sqlite'}"
    monkeypatch.setenv(settings.DATABASE, url)
    monkeypatch.setenv(settings.PLOTLY_URL, PLOTLY)
    return CaseStore(url)


@pytest.fixture
def open_as(monkeypatch):
    """Open a chapter as a page does, in a language, and say how it looks with and without a kernel."""

    def opened(name, store, link, language):
        case = f"case={link.token}&" if link else ""
        monkeypatch.setenv("QUERY_STRING", f"{case}lang={language}")
        given = (store.read(link.token), link.example, link.token, link.code) if link else (None, False, "", "")
        made = still(name, *given, load(), language, settings.today(), PLOTLY)
        return tree(made, made["root"]), widget_tree(chapter(name))

    return opened


def tree(made, id_):
    model = made["models"][id_]
    return model["name"], model["state"], [tree(made, child) for child in model["children"]]


def widget_tree(widget):
    """The same of real widgets, as a page would receive them."""
    children = [widget_tree(child) for child in getattr(widget, "children", ())]
    state = {} if children else widget.get_state()
    ours = {name: value for name, value in state.items() if not name.startswith("_") and name not in NOT_OURS}
    return type(widget).__name__, json.loads(json.dumps(ours)), children


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", CHAPTERS)
def test_an_example_looks_the_same_without_a_kernel(name, language, store, open_as):
    without, with_kernel = open_as(name, store, store.create(case=example_case("de", load())), language)
    assert json.loads(json.dumps(without)) == json.loads(json.dumps(with_kernel))


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", CHAPTERS)
def test_an_own_case_looks_the_same_without_a_kernel(name, language, store, open_as):
    link = store.create(case=Case("Müller & Söhne", "de", challenges=(Challenge("c1", "Das ERP läuft."),)))
    without, with_kernel = open_as(name, store, link, language)  # and a case without people gets its first one
    assert json.loads(json.dumps(without)) == json.loads(json.dumps(with_kernel))
    level = Answer("t0", "r1", "execution.owner", 4)
    store.record(link.token, Answered(level))
    without, with_kernel = open_as(name, store, link, language)
    assert json.loads(json.dumps(without)) == json.loads(json.dumps(with_kernel))
    if name == "execution":
        assert "remark" in without[2][0][1]["answers"]["execution.owner"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_start_page_without_a_case(language, store, open_as):
    without, with_kernel = open_as("start", store, None, language)
    assert json.loads(json.dumps(without)) == json.loads(json.dumps(with_kernel))


def test_without_a_case_only_the_start_page_is_shown_before_the_kernel_says_what_is_wrong():
    given = (None, False, "", "", load(), "de", settings.today())
    assert [name for name in CHAPTERS if still(name, *given)] == ["start"]


def test_the_verdict_is_there_and_what_takes_longer_says_so(store):
    link = store.create(case=example_case("de", load()))
    made = still("result", store.read(link.token), True, link.token, link.code, load(), "en", settings.today())
    view = next(model for model in made["models"].values() if model["name"] == "Result")["state"]["view"]
    assert view["verdict"]["name"]
    assert view["stability"]["pending"]


def test_scripts_and_styles_are_files_that_there_are(store):
    link = store.create(case=example_case("de", load()))
    case = store.read(link.token)
    named = set()
    for name in CHAPTERS:
        made = still(name, case, True, link.token, link.code, load(), "de", settings.today())
        named |= {model[kind] for model in made["models"].values() for kind in ("script", "style")}
    assert named - {""} <= set(widget_files())


def test_parts_lose_their_comments_and_nothing_else():
    folder = Path(sys.modules["lcc_diag"].__file__).parent / "ui" / "static"
    parts = "\n".join((folder / name).read_text("utf-8") for name in ("notebook.js", "case.js"))
    told = [line.strip() for line in re.sub(r"/\*.*?\*/", "", parts, flags=re.DOTALL).splitlines()]
    kept = widget_files()["case.js"].splitlines()
    assert [line for line in told if line and not line.startswith("// ")] == kept
    assert len(kept) < len(told)


def stage(*states):
    """A box with a form of each of these states."""
    models = {f"m{number}": {"name": "Form", "state": state, "children": []} for number, state in enumerate(states)}
    return {"root": "box", "models": {"box": {"name": "VBox", "state": {}, "children": list(models)}, **models}}


def test_what_is_on_the_page_already_is_not_sent_again():
    live, shown = stage({"a": 1, "b": [1, 2], "c": 3}, {}), stage({"a": 1, "b": [1]}, {})
    told = news(live, shown)
    assert told["models"]["m0"]["state"] == {"b": [1, 2], "c": 3}
    assert live["models"]["m0"]["state"] == {"a": 1, "b": [1, 2], "c": 3}


def test_another_stage_is_sent_as_a_whole():
    live = stage({"a": 1}, {"a": 1})
    assert news(live, stage({"a": 1})) == live
    assert news(live, None) == live
    other = stage({"a": 1}, {"a": 1})
    other["models"]["m1"]["name"] = "CasePanel"
    assert news(live, other) == live

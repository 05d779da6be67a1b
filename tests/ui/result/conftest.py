"""The result page in a real browser, without a notebook: a page mounts the widget as anywidget does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import plotly
import pytest
from playwright.sync_api import Browser, Page

from lcc_diag.content import load
from lcc_diag.model.case import Case
from lcc_diag.model.insight import Insight
from lcc_diag.ui.result import Result
from lcc_diag.view.result import result_view
from tests.conftest import PATIENCE
from tests.view.cases import diagnosed

HERE = Path(__file__).parent
ADDRESS = "http://result.test"
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
FILES = {
    "/04_result.ipynb": (lambda: (HERE / "page.html").read_text(encoding="utf-8"), "text/html"),
    "/result.js": (lambda: Result._esm, "text/javascript"),
    "/result.css": (lambda: Result._css, "text/css"),
    "/plotly.min.js": (lambda: PLOTLY.read_text(encoding="utf-8"), "text/javascript"),
}
OpenResult = Callable[..., Page]
Change = Callable[[dict[str, Any]], None]
Answer = Callable[[dict[str, Any]], dict[str, Any] | None]


@pytest.fixture
def open_result(chromium: Browser) -> Iterator[OpenResult]:
    """``open_result(case, language, width=1024, …)``: a page that shows the result of a case.

    ``page``: the name of a chapter on the workbook's own page, empty for a notebook. ``plotly``: address of
    plotly.js. ``silent``: the kernel never answers a change of language. ``insight``: what a kernel computes when
    asked for more (``None``: it stays busy). ``change``: what to alter in each view. ``answer``: what it answers to the
    wish for a document, as ``{"content", "bytes"}``. ``page.asked`` lists the messages sent.
    """
    contexts, faults = [], []

    def open_(
        case: Case,
        language: str = "de",
        width: int = 1024,
        height: int = 900,
        page: str = "04_result",
        plotly: str = "",
        silent: bool = False,
        insight: Insight | None = None,
        change: Change = lambda view: None,
        answer: Answer = lambda content: None,
    ) -> Page:
        known, asked_for = [], []

        def view(asked: str) -> dict[str, Any]:
            made = result_view(case, diagnosed(case), load(), asked, *known)
            change(made)
            return made

        def message(content: dict[str, Any]) -> dict[str, Any] | None:
            asked_for.append(content)
            if content["type"] == "document":
                return answer(content)
            if insight is None:
                return None
            known[:] = [insight]
            return {"view": view(opened.locator(".lcc-result").get_attribute("lang"))}

        begin = {"view": view(language), "language": language, "plotly_url": plotly, "page": page}
        context = chromium.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        opened = context.new_page()
        opened.set_default_timeout(PATIENCE)
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.expose_function("begin", lambda: begin)
        opened.asked = asked_for
        opened.expose_function("message", message)
        opened.expose_function("kernel", lambda asked: None if silent else view(asked))
        opened.route(f"{ADDRESS}/**", _serve)
        opened.goto(f"{ADDRESS}/04_result.ipynb?case=K7MF&lang={language}")
        opened.wait_for_function("window.shown")
        return opened

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def _serve(route: Any) -> None:
    name = urlsplit(route.request.url).path
    if name not in FILES:
        return route.fulfill(status=404)
    body, kind = FILES[name]
    return route.fulfill(body=body(), content_type=f"{kind}; charset=utf-8")

"""The notebooks as pages: Voilà's exporter with our template, and its executor on a kernel of ours."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import DeadKernelError
from nbconvert.filters import strip_ansi
from nbformat import NotebookNode
from voila.execute import VoilaExecutor
from voila.exporter import VoilaExporter

from lcc_diag.server.kernels import Kernel

log = logging.getLogger(__name__)

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
TEMPLATES = Path(__file__).parent / "templates"


class Chapters:
    """The notebooks of ``folder``; each is read anew when its file has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._exporter = VoilaExporter(
            template_paths=[str(TEMPLATES)],
            exclude_input=True,  # sources are not for visitors
        )
        plain = {"sort_keys": False, "ensure_ascii": False}  # as it comes, and umlauts as they are: less to send
        self._exporter.environment.policies["json.dumps_kwargs"] = plain

    def names(self) -> list[str]:
        """Names of the chapters in their order, without ending."""
        return sorted(path.stem for path in self._folder.glob("[0-9][0-9]_*.ipynb"))

    def notebook(self, name: str) -> NotebookNode | None:
        """The chapter's notebook, ready to be executed; None if there is none of that name."""
        if name not in self.names():
            return None
        path = self._folder / f"{name}.ipynb"
        return copy.deepcopy(_notebook(path, path.stat().st_mtime_ns))

    async def html(self, name: str, notebook: NotebookNode, context: dict[str, Any]) -> AsyncIterator[str]:
        """The page piece by piece as the template makes it; ``context`` is what else the template uses."""
        resources = {"metadata": {"name": name}}
        async for piece, _ in self._exporter.generate_from_notebook_node(notebook, resources, extra_context=context):
            yield piece


@cache
def _notebook(path: Path, _changed: int) -> NotebookNode:
    return nbformat.read(path, as_version=4)


class Execution:
    """One notebook being executed on a kernel, cell by cell, with what its widgets look like at the end."""

    def __init__(self, notebook: NotebookNode, kernel: Kernel, environment: dict[str, str]) -> None:
        self._notebook = notebook
        self._kernel = kernel
        self._executor = VoilaExecutor(notebook, km=kernel.manager, show_tracebacks=False, timeout=60)
        self._executor.kc = kernel.client
        self._prepare = f"import os\nos.environ.update({environment!r})"

    async def cells(self) -> AsyncIterator[NotebookNode]:
        """The cells with their outputs. One that fails has an output of type ``error`` and is the last."""
        for index, cell in enumerate(self._notebook.cells):
            done = await self._executed(cell, index)
            yield done
            if any(output.output_type == "error" for output in done.get("outputs", ())):
                return

    async def _executed(self, cell: NotebookNode, index: int) -> NotebookNode:
        try:
            if index == 0:
                self._executor.kc.execute(self._prepare, silent=True, store_history=False)
            return await self._executor.execute_cell(cell, None, index, store_history=False)
        except DeadKernelError:
            return _failed()  # the log has a line about it
        except Exception as error:  # whatever a cell runs into: the page says that it failed, the log where
            if self._kernel.is_alive():  # else somebody has gone and it was ended: nothing that a cell ran into
                log.error("A chapter's cell failed: %s", _kind_and_place(error))
            return _failed()

    @property
    def root(self) -> str | None:
        """Id of the widget that the chapter shows; None if a cell has failed."""
        outputs = [output for cell in self._notebook.cells for output in cell.get("outputs", ())]
        views = [output["data"].get(WIDGET_VIEW) for output in outputs if "data" in output]
        return next((view["model_id"] for view in views if view), None)

    def models(self) -> dict[str, dict[str, Any]]:
        """State of each widget that the cells have made, by its id."""
        return self._executor.widget_state


def _kind_and_place(error: Exception) -> str:
    """What may stand in a log of an error in a cell: its text may quote what a visitor wrote."""
    places = re.findall(r"^File (\S+:\d+)", strip_ansi(str(error)), re.MULTILINE)
    return " at ".join([getattr(error, "ename", type(error).__name__), *places[-1:]])


def _failed() -> NotebookNode:
    output = nbformat.v4.new_output("error", ename="Error", evalue="", traceback=[])
    return nbformat.v4.new_code_cell(outputs=[output])

"""A finished result as files that leave the room, all made from one document (``lcc_diag.view.document``).

One module or package per kind, imported only when asked for; ``office`` holds what slides and sheets share.
``make`` gives the bytes, ``file_name`` a name for them. ``make_sheet`` makes the printed sheets of a workshop.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from lcc_diag.i18n import phrase
from lcc_diag.model.case import Case
from lcc_diag.model.problem import InputError, Problem

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: what browsers call it, how its files end, and the module with its ``make``."""

    mime: str
    ending: str
    module: str


_OFFICE = "application/vnd.openxmlformats-officedocument"

KINDS: dict[str, Kind] = {
    "pdf": Kind("application/pdf", ".pdf", "pdf"),
    "pptx": Kind(f"{_OFFICE}.presentationml.presentation", ".pptx", "slides"),
    "xlsx": Kind(f"{_OFFICE}.spreadsheetml.sheet", ".xlsx", "sheets"),
    "ics": Kind("text/calendar; charset=utf-8", ".ics", "calendar"),
    "html": Kind("text/html; charset=utf-8", ".html", "page"),
    "csv": Kind("text/csv; charset=utf-8", ".csv", "table"),
    "json": Kind("application/json", ".lcc.json", "resume"),
}
"""Every kind there is, in the order they are offered."""

SHEETS = ("privacy", "paper")
"""What is printed for a workshop, always as a PDF; each is made by the module of its name."""


def make(kind: str, document: Document, case: Case) -> bytes:
    """The file's content. ``InputError`` for an unknown kind, or saying what the case lacks for this one."""
    check_kinds([kind])
    maker: Callable[[Document, Case], bytes] = import_module(f"lcc_diag.report.{KINDS[kind].module}").make
    return maker(document, case)


def file_name(kind: str, document: Document) -> str:
    """A name for the file that every system takes: from the document's ``base`` and kind, never from user text.

    A draft says so in its name; the case file keeps the name it has everywhere.
    """
    check_kinds([kind])
    if kind == "json":
        return document["case_file"]["name"]
    draft = document["status"]["id"] == "draft"
    ending = phrase("document_files.draft_ending", document["language"]) if draft else ""
    base = re.sub(r"[^a-z0-9]+", "-", (document["base"] + ending).lower()).strip("-")
    return base + KINDS[kind].ending


def check_kinds(names: list[str]) -> None:
    """Raise ``InputError`` naming all of ``names`` that are no kind, and the kinds there are."""
    unknown = [name for name in names if name not in KINDS]
    if unknown:
        values = {"names": ", ".join(name[:20] or "–" for name in unknown[:10]), "kinds": ", ".join(KINDS)}
        raise InputError(Problem("document_kind_unknown", values))


def make_sheet(kind: str, view: Document) -> bytes:
    """A sheet of a workshop as a PDF: ``privacy`` from ``view.workshop.privacy``, ``paper`` from ``.paper_form``."""
    check_sheet(kind)
    maker: Callable[[Document], bytes] = import_module(f"lcc_diag.report.{kind}").make
    return maker(view)


def check_sheet(kind: str) -> None:
    """Raise ``InputError`` if there is no such sheet."""
    if kind not in SHEETS:
        raise InputError(Problem("document_kind_unknown", {"names": kind[:20] or "–", "kinds": ", ".join(SHEETS)}))

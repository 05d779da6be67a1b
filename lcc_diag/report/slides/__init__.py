"""The deck: a document as PowerPoint slides with native charts, shapes and tables, and notes for the presenter."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from lcc_diag.model.case import Case
from lcc_diag.report.office.chart_rows import bars_of, stack_of
from lcc_diag.report.office.package import made_on, settled
from lcc_diag.report.office.text import TAGS, one_line
from lcc_diag.report.slides import tables
from lcc_diag.report.slides.charts import draw_bars, draw_stack
from lcc_diag.report.slides.shapes import draw_bands, draw_canvas, draw_cycle
from lcc_diag.report.slides.storyboard import Line, Slide, Table, cover_parts, say, slides_of
from lcc_diag.report.slides.template import (
    BODY,
    COVER,
    FIRST,
    INCH,
    LAYOUTS,
    REMARKS,
    SECOND,
    SIDE,
    TABLE,
    Box,
    empty_deck,
)
from lcc_diag.report.slides.text import (
    SIDE_SIZES,
    Fitted,
    describe,
    pages,
    parted,
    shortened,
    unsaid,
    write_lines,
    write_notes,
    write_run,
    write_title,
)

COVER_TITLE, COVER_SUBTITLE = (40, 36, 32, 28, 24), (24, 20, 18)
LONGEST_COVER_LINE = 150


def make(document: dict[str, Any], case: Case) -> bytes:
    """The deck as a ``.pptx`` file; the same document gives the same bytes."""
    draft = document["status"]["label"] if document["status"]["id"] == "draft" else ""
    deck = Presentation(io.BytesIO(empty_deck(document["language"], draft)))
    teller = _Teller(deck, document)
    for told in slides_of(document):
        teller.tell(told)
    _set_properties(deck, document)
    out = io.BytesIO()
    deck.save(out)
    return settled(out.getvalue())


def _set_properties(deck: Any, document: dict[str, Any]) -> None:
    """Title and language; nobody is named as author, since nobody typed it."""
    properties, day = deck.core_properties, made_on(document)
    title = [one_line(document["title"]), one_line(document["organisation"])]
    properties.title = " – ".join(part for part in title if part)[:250]
    properties.language = TAGS[document["language"]]
    properties.author = properties.last_modified_by = properties.keywords = properties.comments = ""
    properties.subject = one_line(document["status"]["label"])
    properties.created = properties.modified = properties.last_printed = day
    properties.revision = 1


@dataclass(frozen=True, slots=True)
class _Teller:
    """Draws slides one after the other into a deck."""

    deck: Any
    document: dict[str, Any]

    @property
    def language(self) -> str:
        return self.document["language"]

    def tell(self, told: Slide) -> None:
        draw: dict[str, Callable[[Slide], None]] = {
            "cover": self._cover,
            "text": self._text,
            "chart": self._chart,
            "drawing": self._drawing,
            "table": self._tables,
        }
        draw[told.layout](told)

    # --- one slide, begun and finished alike

    def _begun(self, layout: str, title: str, box: Box | None = None, sizes: Any = None) -> tuple[Any, list[str]]:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[list(LAYOUTS).index(layout)])
        fitting = {"box": box, "sizes": sizes} if box else {}
        rest = write_title(slide.shapes.title, title, self.language, **fitting)
        return slide, [rest] if rest else []

    def _finished(self, slide: Any, notes: tuple[str, ...], rests: list[str]) -> None:
        """Footer and number from the layout, no empty placeholder, and the notes."""
        for shape in list(slide.placeholders):
            if shape.has_text_frame and not shape.text_frame.text.strip():
                shape._element.getparent().remove(shape._element)
        _add_footer(slide, self.document["footer"], self.language)
        told = [*notes, *(say(self.document, "notes_more", text=rest) for rest in rests)]
        write_notes(slide, told, self.language)

    # --- kinds of slides

    def _cover(self, told: Slide) -> None:
        slide, rests = self._begun("cover", told.title, COVER["title"], COVER_TITLE)
        for index, lines, name, sizes in zip(
            (1, FIRST), cover_parts(told), ("subtitle", "facts"), (COVER_SUBTITLE, SIDE_SIZES), strict=True
        ):
            if lines:
                page = pages(shortened(tuple(lines), LONGEST_COVER_LINE), COVER[name], sizes)[0]
                write_lines(_placeholder(slide, index).text_frame, page, self.language)
                rests += unsaid(tuple(lines), len(page.lines), LONGEST_COVER_LINE)
        self._finished(slide, told.notes, rests)

    def _text(self, told: Slide) -> None:
        shown, left = parted(told.lines, BODY)
        for number, page in enumerate(shown, start=1):
            slide, cuts = self._begun("text", self._numbered(told.title, number, len(shown)))
            write_lines(_placeholder(slide, FIRST).text_frame, page, self.language)
            self._finished(slide, told.notes, [*cuts, *left] if number == len(shown) else cuts)

    def _numbered(self, title: str, number: int, total: int) -> str:
        return say(self.document, "slide_again", title=title, number=f"{number}/{total}") if total > 1 else title

    def _chart(self, told: Slide) -> None:
        slide, rests = self._begun("chart", told.title)
        space = _placeholder(slide, FIRST)
        {"bars": self._bars, "ranges": self._bars, "stack": self._stack, "cycle": self._cycle}[told.chart["type"]](
            slide, space, told.chart
        )
        rests += self._beside(slide, told.lines)
        self._finished(slide, told.notes, rests)

    def _beside(self, slide: Any, lines: tuple[Line, ...]) -> list[str]:
        """The text beside a chart; what does not fit goes to the notes."""
        if not lines:
            return []
        first = pages(shortened(lines), SIDE, SIDE_SIZES)[0]
        write_lines(_placeholder(slide, SECOND).text_frame, first, self.language)
        return unsaid(lines, len(first.lines))

    def _bars(self, slide: Any, space: Any, chart: dict[str, Any]) -> None:
        bars = bars_of(chart, say(self.document, "value" if chart["type"] == "bars" else "likely"), self.language)
        frame = draw_bars(space, bars, self.language, made_on(self.document))
        describe(frame, chart["title"], _spoken(chart))
        if bars.bands:
            group = draw_bands(slide, bars, self.language)
            names = ", ".join(f"{name} {start:g}–{end:g}" for start, end, name in bars.bands)
            describe(group, say(self.document, "bands"), names)
            frame._element.addprevious(group._element)

    def _stack(self, slide: Any, space: Any, chart: dict[str, Any]) -> None:
        frame = draw_stack(space, stack_of(chart), self.language, made_on(self.document))
        describe(frame, chart["title"], _spoken(chart))

    def _cycle(self, slide: Any, space: Any, chart: dict[str, Any]) -> None:
        group = draw_cycle(slide, chart["data"], self.language, say(self.document, "weakest"))
        describe(group, chart["title"], _spoken(chart))
        space._element.addprevious(group._element)
        space._element.getparent().remove(space._element)

    def _drawing(self, told: Slide) -> None:
        slide, rests = self._begun("drawing", told.title)
        table, cuts = tables.shortened(told.table), tables.unsaid(told.table, len(told.table.rows))
        box = tables.LEGEND_BOX
        (page, size), *others = tables.fitted(table, box)
        space = _placeholder(slide, FIRST)
        group = draw_canvas(slide, told.chart["data"], self.language)
        describe(group, told.chart["title"], _spoken(told.chart))
        space._element.addprevious(group._element)
        frame = tables.draw_table(space, page, size, box, self.language)
        describe(frame, told.chart["title"], told.chart["sentence"])
        self._finished(slide, told.notes, [*rests, *cuts])
        for other, small in others:
            self._one_table(told.title, other, small, None, told.notes, [])

    def _tables(self, told: Slide) -> None:
        kept = shortened(told.lines)
        below = pages(kept, tables.BELOW, SIDE_SIZES) if kept else []
        fits_below = len(below) == 1
        shown = tables.fitted(tables.shortened(told.table), tables.ABOVE if fits_below else TABLE)[: tables.MOST_PAGES]
        rests = tables.unsaid(told.table, sum(len(page.rows) for page, _ in shown))
        rests += unsaid(told.lines, len(kept) if fits_below else 0)
        for number, (page, size) in enumerate(shown, start=1):
            last = number == len(shown)
            self._one_table(
                self._numbered(told.title, number, len(shown)),
                page,
                size,
                below[0] if last and fits_below else None,
                told.notes,
                rests if last else [],
            )

    def _one_table(
        self, title: str, table: Table, size: int, below: Fitted | None, notes: tuple[str, ...], rests: list[str]
    ) -> None:
        slide, cuts = self._begun("table", title)
        frame = tables.draw_table(_placeholder(slide, FIRST), table, size, TABLE, self.language)
        describe(frame, title, ", ".join(table.columns))
        if below:
            remarks = _placeholder(slide, SECOND)
            left, _, width, height = REMARKS.emu
            top = frame.top + frame.height + round(0.3 * INCH)
            remarks.left, remarks.top, remarks.width, remarks.height = left, top, width, height
            write_lines(remarks.text_frame, below, self.language)
        self._finished(slide, notes, [*cuts, *rests])


def _placeholder(slide: Any, index: int) -> Any:
    return next(shape for shape in slide.placeholders if shape.placeholder_format.idx == index)


def _spoken(chart: dict[str, Any]) -> str:
    """What a chart shows, in words: its sentence, then every row of its table."""
    table = chart["table"]
    rows = [
        "; ".join(f"{name}: {cell}" for name, cell in zip(table["columns"], row, strict=True) if cell)
        for row in table["rows"]
    ]
    return " ".join([chart["sentence"] or chart["title"], *(f"{row}." for row in rows)])


def _add_footer(slide: Any, text: str, language: str) -> None:
    """The layout's footer and slide number; python-pptx leaves both out of new slides."""
    for source in slide.slide_layout.placeholders:
        kind = source._element.find(f".//{qn('p:ph')}").get("type")
        if kind not in ("ftr", "sldNum"):
            continue
        element = deepcopy(source._element)
        properties = element.find(qn("p:spPr"))
        for child in list(properties):
            properties.remove(child)  # the place stays that of the layout
        element.find(f".//{qn('p:cNvPr')}").set("id", str(_highest_id(slide) + 1))
        slide.shapes._spTree.append(element)
        if kind == "ftr":
            shape = next(s for s in slide.placeholders if s._element is element)
            write_run(shape.text_frame.paragraphs[0], one_line(text), language)


def _highest_id(slide: Any) -> int:
    """Of all shapes, those within groups included: connectors find their shapes by it."""
    return max(int(properties.get("id")) for properties in slide.shapes._spTree.iter(qn("p:cNvPr")))

"""Text on slides: made to fit, in steps down to a readable size, then on a further slide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Pt

from lcc_diag.report.office.text import TAGS, clean, cut, height, largest, one_line
from lcc_diag.report.slides.storyboard import Line
from lcc_diag.report.slides.template import TITLE, Box, rgb
from lcc_diag.view.colours import ACCENT, MUTED, TEXT

BODY_SIZES = (20, 18, 16, 14)
SIDE_SIZES = (16, 14)
TITLE_SIZES = (26, 24, 22, 20)
LONGEST_LINE, LONGEST_TITLE, LONGEST_NOTE, LONGEST_NOTES = 420, 210, 4000, 20_000
"""Characters: of a paragraph and a title on a slide, of one entry and of all entries in the speaker notes."""
_BEFORE, _INDENT, _MOST_PAGES = 6.0, 18.0, 3


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines and the size at which they fill one place."""

    lines: tuple[Line, ...]
    size: int


def shortened(lines: tuple[Line, ...], longest: int = LONGEST_LINE) -> list[Line]:
    """The lines, long ones cut."""
    texts = ((cut(one_line(line.text), longest), cut(one_line(line.label), longest // 2)) for line in lines)
    return [replace(line, text=text.text, label=label.text) for line, (text, label) in zip(lines, texts, strict=True)]


def unsaid(lines: tuple[Line, ...], count: int, longest: int = LONGEST_LINE) -> list[str]:
    """What is missing where only the first ``count`` lines are shown, in the order of reading: of a line that was cut
    the sentence that broke off and all that follows, of a line that is not shown everything."""
    shown = [_rest(line, longest) for line in lines[:count]]
    return [rest for rest in (*shown, *(one_line(line.whole) for line in lines[count:])) if rest]


def _rest(line: Line, longest: int) -> str:
    if cut(one_line(line.label), longest // 2).rest:
        return one_line(line.whole)
    return cut(one_line(line.text), longest).rest


def pages(lines: list[Line], box: Box, sizes: tuple[int, ...] = BODY_SIZES) -> list[Fitted]:
    """The lines at the largest size at which they all fit ``box``; else on several pages at the last but one."""
    room, high = box.width * 72, box.height * 72
    for size in sizes:
        if _height(lines, size, room) <= high:
            return [Fitted(tuple(lines), size)]
    size = sizes[-1]
    return [Fitted(tuple(page), size) for page in _split(lines, size, room, high)]


def _split(lines: list[Line], size: int, room: float, high: float) -> Iterator[list[Line]]:
    page: list[Line] = []
    for line in lines:
        if page and _height([*page, line], size, room) > high:
            carried = [page.pop()] if len(page) > 1 and page[-1].style == "heading" else []  # never alone at the end
            yield page
            page = carried
        page.append(line)
    yield page


def _height(lines: list[Line], size: int, room: float) -> float:
    return sum(_line_height(line, size, room) for line in lines)


def _line_height(line: Line, size: int, room: float) -> float:
    room -= _INDENT if line.style == "bullet" else 0
    bold = line.style == "heading" or bool(line.label)
    return height(line.whole, _own_size(line, size), room, bold) + _BEFORE


def _own_size(line: Line, size: int) -> int:
    return max(size - 2, 14) if line.style == "note" else size


def parted(lines: tuple[Line, ...], box: Box, most: int = _MOST_PAGES) -> tuple[list[Fitted], list[str]]:
    """At most ``most`` pages, and what is missing on them. Footnotes alone never make a further page."""
    end = next((place for place in range(len(lines), 0, -1) if lines[place - 1].style != "note"), len(lines))
    shown = pages(shortened(lines), box)
    if len(shown) > 1 and end < len(lines) and len(pages(shortened(lines[:end]), box)) < len(shown):
        shown = pages(shortened(lines[:end]), box)
    shown = shown[:most]
    return shown, unsaid(lines, sum(len(page.lines) for page in shown))


# --- writing ------------------------------------------------------------------------------------------------


def write_lines(frame: Any, fitted: Fitted, language: str) -> None:
    """Fill a text frame with the lines, each a paragraph in the language of the deck."""
    for number, line in enumerate(fitted.lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.level = 1 if line.style == "bullet" else 0
        paragraph.space_before = Pt(0 if number == 0 else _BEFORE)
        size, colour = _own_size(line, fitted.size), MUTED if line.style == "note" else TEXT
        if line.label:
            write_run(paragraph, line.lead, language, size, bold=True, colour=colour)
        if line.text:
            bold = line.style == "heading"
            write_run(paragraph, line.text, language, size, bold=bold, colour=ACCENT if bold else colour)


def write_run(
    paragraph: Any, text: str, language: str, size: float | None = None, bold: bool = False, colour: str | None = None
) -> None:
    """A run of text with its language, so that spelling and reading aloud follow it."""
    run = paragraph.add_run()
    run.text = clean(text)
    run._r.get_or_add_rPr().set("lang", TAGS[language])
    if size:
        run.font.size = Pt(size)
    if bold:
        run.font.bold = True
    if colour:
        run.font.color.rgb = RGBColor.from_string(rgb(colour))


def write_title(shape: Any, text: str, language: str, box: Box = TITLE, sizes: tuple[int, ...] = TITLE_SIZES) -> str:
    """Write the message; returns what had to be left out."""
    shown = cut(one_line(text), LONGEST_TITLE)
    size = largest(shown.text, sizes, box.width * 72, box.height * 72, bold=True)
    if size is None:
        shown, size = cut(one_line(text), LONGEST_TITLE // 2), sizes[-1]
    write_run(shape.text_frame.paragraphs[0], shown.text, language, size, bold=True)
    return shown.rest


def write_notes(slide: Any, entries: list[str], language: str) -> None:
    """Speaker notes, one paragraph an entry, bounded so that no text makes the file unbounded."""
    for shape in list(slide.notes_slide.placeholders):
        if shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:  # python-pptx leaves it empty
            shape._element.getparent().remove(shape._element)
    frame = slide.notes_slide.notes_text_frame
    room = LONGEST_NOTES
    for number, entry in enumerate(entries):
        text = cut(entry, min(LONGEST_NOTE, room)).text if room > 1 else ""
        if not text:
            break
        room -= len(text)
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        write_run(paragraph, one_line(text), language)


def describe(shape: Any, name: str, text: str) -> None:
    """Alternative text for a chart, table or group."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", clean(name))
    properties.set("descr", cut(one_line(text), 1500).text)

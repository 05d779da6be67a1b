"""The deck's own template, made in code: 16:9, five layouts with real placeholders, one place for the draft mark.

Made from the empty presentation of python-pptx, whose layouts, theme colours and fonts are replaced, so that whoever
edits the deck finds placeholders to fill and one master to change.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from pptx import Presentation

from lcc_diag.i18n import phrase
from lcc_diag.report.office.text import FONT, TAGS, clean
from lcc_diag.view.colours import ACCENT, BANDS, LINE, MUTED, PAPER, TEXT, WARM

INCH = 914400
WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.6


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[int, int, int, int]:
        """Left, top, width and height in EMU, as office files measure."""
        return tuple(round(value * INCH) for value in (self.left, self.top, self.width, self.height))


TITLE = Box(MARGIN, 0.45, WIDTH - 2 * MARGIN, 1.0)
BODY = Box(MARGIN, 1.65, WIDTH - 2 * MARGIN, 5.1)
MAIN = Box(MARGIN, 1.65, 8.2, 5.1)
SIDE = Box(9.1, 1.65, WIDTH - MARGIN - 9.1, 5.1)
DRAWING = Box(MARGIN, 1.65, 4.7, 5.1)
LEGEND = Box(5.5, 1.65, WIDTH - MARGIN - 5.5, 5.1)
TABLE = Box(MARGIN, 1.65, WIDTH - 2 * MARGIN, 5.1)
REMARKS = Box(MARGIN, 5.65, WIDTH - 2 * MARGIN, 1.1)
FOOTER = Box(MARGIN, 6.98, 10.4, 0.32)
NUMBER = Box(WIDTH - MARGIN - 1.0, 6.98, 1.0, 0.32)
DRAFT = Box(WIDTH - MARGIN - 1.5, 0.12, 1.5, 0.3)
COVER = {"title": Box(0.9, 1.5, 11.5, 1.9), "subtitle": Box(0.9, 3.55, 11.5, 1.1), "facts": Box(0.9, 4.8, 11.5, 1.8)}

# Index of each placeholder; those of title, footer and number are fixed by the format.
FIRST, SECOND = 10, 11

_NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_APPLICATION = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>lcc-diag</Application></Properties>"
)

LAYOUTS = {
    "cover": (
        ("ctrTitle", None, COVER["title"], "prompt_title"),
        ("subTitle", 1, COVER["subtitle"], "prompt_subtitle"),
        ("body", FIRST, COVER["facts"], "prompt_text"),
    ),
    "text": (("title", None, TITLE, "prompt_title"), ("body", FIRST, BODY, "prompt_text")),
    "chart": (
        ("title", None, TITLE, "prompt_title"),
        ("chart", FIRST, MAIN, "prompt_chart"),
        ("body", SECOND, SIDE, "prompt_text"),
    ),
    "drawing": (("title", None, TITLE, "prompt_title"), ("tbl", FIRST, LEGEND, "prompt_table")),
    "table": (
        ("title", None, TITLE, "prompt_title"),
        ("tbl", FIRST, TABLE, "prompt_table"),
        ("body", SECOND, REMARKS, "prompt_text"),
    ),
}
"""The layouts by name: type, index, place and prompt of each placeholder beside footer and number."""


@cache
def empty_deck(language: str, draft: str = "") -> bytes:
    """The template as a file without slides; ``draft`` is marked on every slide, once, on the master."""
    start = io.BytesIO()
    Presentation().save(start)
    with zipfile.ZipFile(start) as package:
        parts = {name: package.read(name) for name in package.namelist() if not _is_dropped(name)}
    layouts = {f"ppt/slideLayouts/slideLayout{n}.xml": name for n, name in enumerate(LAYOUTS, start=1)}
    parts |= {part: _layout(name, language).encode() for part, name in layouts.items()}
    parts |= {
        "ppt/slideMasters/slideMaster1.xml": _master(language, clean(draft)).encode(),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _master_relations().encode(),
        "ppt/theme/theme1.xml": _theme(parts["ppt/theme/theme1.xml"].decode()).encode(),
        "ppt/presentation.xml": _presentation(parts["ppt/presentation.xml"].decode(), language).encode(),
        "ppt/_rels/presentation.xml.rels": _without(parts["ppt/_rels/presentation.xml.rels"], "printerSettings"),
        "_rels/.rels": _without(parts["_rels/.rels"], "thumbnail"),
        "docProps/app.xml": f"{_HEAD}{_APPLICATION}".encode(),
        "[Content_Types].xml": _content_types(parts["[Content_Types].xml"].decode()).encode(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def _is_dropped(name: str) -> bool:
    number = re.search(r"slideLayout(\d+)\.xml", name)
    return "thumbnail" in name or "printerSettings" in name or (number and int(number[1]) > len(LAYOUTS))


def _without(relations: bytes, word: str) -> bytes:
    return re.sub(rf"<Relationship [^>]*{word}[^>]*/>", "", relations.decode()).encode()


def _content_types(xml: str) -> str:
    for number in range(len(LAYOUTS) + 1, 12):
        xml = re.sub(rf'<Override [^>]*slideLayout{number}\.xml"[^>]*/>', "", xml)
    return re.sub(r'<(Default|Override) [^>]*(Extension="(bin|jpeg)"|printerSettings)[^>]*/>', "", xml)


def _presentation(xml: str, language: str) -> str:
    width, height = round(WIDTH * INCH), round(HEIGHT * INCH)
    xml = re.sub(r"<p:sldSz [^>]*/>", f'<p:sldSz cx="{width}" cy="{height}"/>', xml)
    return xml.replace('lang="en-US"', f'lang="{TAGS[language]}"')


def _theme(xml: str) -> str:
    named = {
        "dk1": TEXT,
        "lt1": PAPER,
        "dk2": ACCENT,
        "lt2": BANDS[0],
        "accent1": ACCENT,
        "accent2": WARM,
        "accent3": MUTED,
        "accent4": "#5b8f99",
        "accent5": "#c98a5b",
        "accent6": LINE,
        "hlink": ACCENT,
        "folHlink": MUTED,
    }
    colours = "".join(f'<a:{name}><a:srgbClr val="{rgb(colour)}"/></a:{name}>' for name, colour in named.items())
    scheme = f'<a:clrScheme name="LCC">{colours}</a:clrScheme>'
    xml = re.sub(r"<a:clrScheme.*?</a:clrScheme>", scheme, xml, flags=re.DOTALL)
    return xml.replace('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FONT}"/>').replace("Office Theme", "LCC")


def rgb(colour: str) -> str:
    """``#0b5c6b`` as ``0B5C6B``."""
    return colour.lstrip("#").upper()


# --- master -------------------------------------------------------------------------------------------------


def _master(language: str, draft: str) -> str:
    lang = TAGS[language]
    prompts = [phrase(f"report.{key}", language) for key in ("prompt_title", "prompt_text")]
    shapes = [
        _stripe(),
        *([_draft(draft, lang)] if draft else []),
        _placeholder(2, "title", None, TITLE, prompts[0], lang, anchor="ctr"),
        _placeholder(3, "body", 1, BODY, prompts[1], lang),
        _footer(4, lang),
        _number(5, lang),
    ]
    ids = "".join(f'<p:sldLayoutId id="{2147483649 + n}" r:id="rId{n + 1}"/>' for n in range(len(LAYOUTS)))
    return (
        f"{_HEAD}<p:sldMaster {_NAMES}><p:cSld><p:bg><p:bgRef idx='1001'><a:schemeClr val='bg1'/></p:bgRef></p:bg>"
        f"<p:spTree>{_GROUP}{''.join(shapes)}</p:spTree></p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
        'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
        f"<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>{_styles()}</p:sldMaster>"
    )


def _master_relations() -> str:
    entries = [(n, "slideLayout", f"../slideLayouts/slideLayout{n}.xml") for n in range(1, len(LAYOUTS) + 1)]
    entries.append((len(LAYOUTS) + 1, "theme", "../theme/theme1.xml"))
    told = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATION}/{kind}" Target="{target}"/>' for n, kind, target in entries
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}">{told}</Relationships>'


def _styles() -> str:
    title = (
        '<p:titleStyle><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:spcBef><a:spcPct val="0"/>'
        '</a:spcBef><a:buNone/><a:defRPr sz="2600" b="1"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        '<a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr>'
        "</p:titleStyle>"
    )
    levels = "".join(_level(n) for n in range(1, 6))
    return f"<p:txStyles>{title}<p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle/></p:txStyles>"


def _level(number: int) -> str:
    """First level plain, the deeper ones with a bullet."""
    indent = 228600 * (number - 1)
    bullet = "<a:buNone/>" if number == 1 else '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
    margins = f'marL="{indent}" indent="{-228600 if number > 1 else 0}"'
    return (
        f'<a:lvl{number}pPr {margins} algn="l"><a:spcBef><a:spcPts val="600"/></a:spcBef>{bullet}'
        '<a:defRPr sz="1800"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/>'
        f'<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{number}pPr>'
    )


# --- layouts ------------------------------------------------------------------------------------------------


def _layout(name: str, language: str) -> str:
    lang = TAGS[language]
    placed = [
        _placeholder(2 + n, kind, index, box, phrase(f"report.{prompt}", language), lang, _size(kind, index))
        for n, (kind, index, box, prompt) in enumerate(LAYOUTS[name])
    ]
    shapes = [*placed, _footer(20, lang), _number(21, lang)]
    kind = ' type="title"' if name == "cover" else ""
    title = quoteattr(phrase(f"report.layout_{name}", language))
    return (
        f'{_HEAD}<p:sldLayout {_NAMES}{kind} preserve="1"><p:cSld name={title}><p:spTree>{_GROUP}{"".join(shapes)}'
        "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _size(kind: str, index: int | None) -> int | None:
    """The size of the text where it differs from that of the master."""
    return {"ctrTitle": 4000, "subTitle": 2400}.get(kind) or (1600 if index == SECOND else None)


def _placeholder(
    number: int,
    kind: str,
    index: int | None,
    box: Box,
    prompt: str,
    lang: str,
    size: int | None = None,
    anchor: str = "",
) -> str:
    place = f' idx="{index}"' if index is not None else ""
    anchor = anchor or {"ctrTitle": "b", "title": "ctr"}.get(kind, "t")
    own = f'<a:lstStyle><a:lvl1pPr><a:defRPr sz="{size}"/></a:lvl1pPr></a:lstStyle>' if size else "<a:lstStyle/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(f"{prompt} {number}")}/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}"{place}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>{own}'
        f'<a:p><a:r><a:rPr lang="{lang}"/><a:t>{escape(prompt)}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def _frame(box: Box) -> str:
    left, top, width, height = box.emu
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _footer(number: int, lang: str) -> str:
    return _small(number, "ftr", 12, FOOTER, "l", f'<a:endParaRPr lang="{lang}"/>')


def _number(number: int, lang: str) -> str:
    field = '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
    return _small(number, "sldNum", 13, NUMBER, "r", f'{field}<a:rPr lang="{lang}"/><a:t>‹#›</a:t></a:fld>')


def _small(number: int, kind: str, index: int, box: Box, align: str, content: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{kind}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr>{_frame(box)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
        f'<a:lstStyle><a:lvl1pPr algn="{align}"><a:defRPr sz="1000"><a:solidFill><a:srgbClr val="{rgb(MUTED)}"/>'
        f"</a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle><a:p>{content}</a:p></p:txBody></p:sp>"
    )


def _stripe() -> str:
    """A quiet mark beside the title."""
    return _decoration(30, Box(0, TITLE.top, 0.14, TITLE.height), ACCENT, "", "")


def _draft(text: str, lang: str) -> str:
    run = f'<a:r><a:rPr lang="{lang}" sz="1200" b="1"><a:solidFill><a:srgbClr val="{rgb(WARM)}"/></a:solidFill></a:rPr>'
    words = f"{run}<a:t>{escape(text)}</a:t></a:r>"
    return _decoration(31, DRAFT, "", WARM, words)


def _decoration(number: int, box: Box, fill: str, line: str, words: str) -> str:
    filled = f'<a:solidFill><a:srgbClr val="{rgb(fill)}"/></a:solidFill>' if fill else "<a:noFill/>"
    outline = (
        f'<a:ln w="12700"><a:solidFill><a:srgbClr val="{rgb(line)}"/></a:solidFill></a:ln>'
        if line
        else "<a:ln><a:noFill/></a:ln>"
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="mark {number}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{filled}{outline}</p:spPr><p:txBody>'
        '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>'
        f'<a:p><a:pPr algn="ctr"/>{words}</a:p></p:txBody></p:sp>'
    )

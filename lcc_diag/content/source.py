"""One YAML file as plain data, with the line of every key, and everything that is wrong with it as YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from lcc_diag.content.finding import Finding, Path, quote
from lcc_diag.content.scalar import NOT_PRINTABLE, YAML, AmbiguousError, read_scalar

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 20
"""Deepest nesting that is read; the deepest content has seven levels. The limit keeps recursion bounded."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's data. ``lines`` maps each path to its line (from 1), ``numbers`` holds the paths of number keys."""

    data: Any
    lines: Mapping[Path, int]
    numbers: frozenset[Path]
    findings: tuple[Finding, ...]

    def line(self, path: Path) -> int | None:
        """Line of the place itself or of the nearest place above it; ``None`` for the file as a whole."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines[path] if path else None


class TooDeepError(Exception):
    """The nesting is deeper than anything the content needs."""


def read(text: str, loader: type = Loader) -> Source:
    """The one YAML document in ``text``; what could not be read is left out and named in ``findings``."""
    strange = NOT_PRINTABLE.search(text)
    if strange:
        line = text.count("\n", 0, strange.start()) + 1
        return unreadable("content_character", line, value=ascii(strange.group()))
    builder = Builder(loader(text))
    try:
        return builder.document()
    except TooDeepError:
        return unreadable("content_too_deep", builder.last_line, number=DEEPEST)
    except yaml.YAMLError as error:
        return unreadable(*syntax(error, text))
    finally:
        builder.loader.dispose()


def unreadable(code: str, line: int, **values: object) -> Source:
    """A file of which nothing can be used."""
    return Source(None, {}, frozenset(), (Finding((), code, values, line),))


SYNTAX = (
    ("mapping values are not allowed", "content_colon", False),
    ("unexpected end of stream", "content_quote_open", True),
    ("expected ',' or", "content_bracket", True),
    ("could not find expected ':'", "content_colon_missing", True),
)
"""Part of the parser's message, our sentence, and whether the line is where the broken part begins."""


def syntax(error: yaml.YAMLError, text: str) -> tuple[str, int]:
    """Code and line of a syntax error: the parser's own words are of no help to somebody who edits texts."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return "content_syntax", 1
    said = error.problem or ""
    if "cannot start any token" in said:
        tab = text[mark.index : mark.index + 1] == "\t"
        return "content_tab" if tab else "content_start", mark.line + 1
    for part, code, at_begin in SYNTAX:
        if part in said:
            return code, ((at_begin and error.context_mark) or mark).line + 1
    return "content_syntax", mark.line + 1


class Builder:
    """Builds plain data from the parser's events; follows no alias and never nests deeper than ``DEEPEST``.

    Events rather than PyYAML's node tree: composing nodes recurses in C and crashes the interpreter on a file
    of opening brackets.
    """

    def __init__(self, loader: Any) -> None:
        self.loader = loader
        self.lines: dict[Path, int] = {}
        self.numbers: set[Path] = set()
        self.findings: list[Finding] = []
        self.last_line = 1

    def document(self) -> Source:
        """The whole file; a second document in it is a finding."""
        self.next()
        data = None
        if self.is_document(self.next()):
            data = self.value(self.next(), ())
            self.next()
            if self.is_document(self.next()):
                self.find((), "content_second_document")
                data = None
        if data is None and not self.findings:
            self.findings.append(Finding((), "content_file_empty"))
        return Source(data, self.lines, frozenset(self.numbers), tuple(self.findings))

    @staticmethod
    def is_document(event: Any) -> bool:
        return isinstance(event, yaml.DocumentStartEvent)

    def next(self) -> Any:
        event = self.loader.get_event()
        self.last_line = event.start_mark.line + 1
        return event

    def find(self, path: Path, code: str, **values: object) -> None:
        self.findings.append(Finding(path, code, values, self.last_line))

    def refuse(self, path: Path, code: str, event: Any) -> None:
        """A value that is not read as it stands."""
        if code == "content_tag":
            self.find(path, code, value=quote(event.tag.replace(YAML, "!!")))
        else:
            self.find(path, code, value=quote(ascii(event.value) if code == "content_character" else event.value))

    def value(self, event: Any, path: Path) -> Any:
        """The value that starts with ``event``, read to its end."""
        self.lines.setdefault(path, self.last_line)
        if len(path) > DEEPEST:
            raise TooDeepError
        if isinstance(event, yaml.AliasEvent):
            return self.find(path, "content_alias")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, path)
        if event.tag not in (None, "!", YAML + "map", YAML + "seq"):
            self.refuse(path, "content_tag", event)
        return self.mapping(path) if isinstance(event, yaml.MappingStartEvent) else self.sequence(path)

    def scalar(self, event: Any, path: Path) -> Any:
        try:
            return read_scalar(event.value, self.tag(event))
        except AmbiguousError as error:
            self.refuse(path, error.code, event)
            return NOT_PRINTABLE.sub("", event.value)

    def tag(self, event: Any) -> str:
        if event.tag in (None, "!"):
            return self.loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        return event.tag

    def sequence(self, path: Path) -> list[Any]:
        entries: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            entries.append(self.value(event, (*path, len(entries))))
        return entries

    def mapping(self, path: Path) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            name = self.name(event, path)
            if name is None:
                self.value(self.next(), (*path, "?"))
            else:
                self.entry(entries, name, path)
        return entries

    def entry(self, entries: dict[str, Any], name: str, path: Path) -> None:
        """Reads the value of a key; of a key that stands twice the first value is kept."""
        place = (*path, name)
        twice = name in entries
        if twice:
            self.find(place, "content_twice", name=quote(name), number=self.lines[place])
        self.lines.setdefault(place, self.last_line)
        value = self.value(self.next(), place)
        if not twice:
            entries[name] = value

    def name(self, event: Any, path: Path) -> str | None:
        """A key as text; ``None`` if it cannot be one. Number keys are remembered: only scales may have them."""
        if not isinstance(event, yaml.ScalarEvent):
            self.value(event, (*path, "?"))
            return self.find(path, "content_name_not_text")
        name = NOT_PRINTABLE.sub("", event.value)
        place = (*path, name)
        try:
            value = read_scalar(event.value, self.tag(event))
        except AmbiguousError as error:
            self.refuse(place, error.code, event)
            return None if name == "<<" else name
        if isinstance(value, bool):
            self.refuse(place, "content_yes_no", event)
        elif isinstance(value, int):
            self.numbers.add(place)
        elif not isinstance(value, str):
            self.find(place, "content_name_not_text")
        return name

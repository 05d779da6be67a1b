"""YAML as plain data: lines, surprises of YAML, and texts made to hurt."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lcc_diag.content import shipped_folder
from lcc_diag.content.folder import FILES
from lcc_diag.content.source import read

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]


def codes(text: str, loader: type) -> list[str]:
    return [finding.code for finding in read(text, loader).findings]


@pytest.mark.parametrize("loader", LOADERS)
def test_lines_of_keys_entries_and_values(loader):
    text = "# head\na:\n  b: >-\n    folded\n    text\n  1: [x,\n    y]\nc:\n- {d: 1}\n"
    source = read(text, loader)
    assert source.data == {"a": {"b": "folded text", "1": ["x", "y"]}, "c": [{"d": 1}]}
    assert dict(source.lines) == {
        (): 2,
        ("a",): 2,
        ("a", "b"): 3,
        ("a", "1"): 6,
        ("a", "1", 0): 6,
        ("a", "1", 1): 7,
        ("c",): 8,
        ("c", 0): 9,
        ("c", 0, "d"): 9,
    }
    assert source.numbers == {("a", "1")}
    assert source.line(("a", "1", "not there")) == 6
    assert source.line(("not there",)) is None


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("No", "No"),
        ("off", "off"),
        ("TRUE", "TRUE"),
        ("12:30", "12:30"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1.5e+3", "1.5e+3"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("2025-11-02", "2025-11-02"),
        ("9999999999999999999999", "9999999999999999999999"),
        ("=", "="),
    ],
)
def test_what_yaml_would_turn_into_something_else_must_be_quoted(written, value, loader):
    code = "content_yes_no" if written in ("No", "off", "TRUE") else "content_quotes"
    assert codes(f"a: {written}", loader) == [code]
    assert read(f"a: '{written}'", loader).data == {"a": value}
    assert codes(f"a: '{written}'", loader) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [("true", True), ("false", False), ("7", 7), ("-7", -7), ("0.5", 0.5), (".5", 0.5), ("7.0", 7.0), ("", None)],
)
def test_plain_values(written, value):
    source = read(f"a: {written}")
    assert source.findings == ()
    assert source.data == {"a": value}
    assert type(source.data["a"]) is type(value)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100_000, "content_too_deep"),
        ("{" * 100_000, "content_too_deep"),
        ("- " * 50_000 + "a", "content_too_deep"),
        ("? " * 50_000 + "a", "content_too_deep"),
        ("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "content_alias"),
        ("&a a: {b: *a}", "content_alias"),
        ("a: &a\n  b: *a\n", "content_alias"),
        ("base: &base {a: 1}\nb:\n  <<: *base\n", "content_quotes"),
        ("a: !!python/object/apply:os.system [id]", "content_tag"),
        ("a: !!set {b}", "content_tag"),
        ("%TAG ! tag:x,2000:\n---\na: !x 1", "content_tag"),
        ('a: "\\0"', "content_character"),
        ('"\\0": a', "content_character"),
        ("a: \ufffe", "content_character"),
        ("a: 1\n--- 2\n", "content_second_document"),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_texts_made_to_hurt(text, code, loader):
    assert code in codes(text, loader)


@pytest.mark.parametrize("file", FILES.values())
def test_both_parsers_read_the_shipped_files_alike(file):
    text = (shipped_folder() / file).read_text(encoding="utf-8")
    first, *others = [read(text, loader) for loader in LOADERS]
    assert first.findings == ()
    assert all(other == first for other in others)


@given(st.text(alphabet="ab:-[]{}\"'#*&!|>%@` \n\t\0\x85\u2028é1", max_size=40))
def test_any_text_is_read_or_explained(text):
    for loader in LOADERS:
        source = read(text, loader)
        assert source.data is not None or source.findings

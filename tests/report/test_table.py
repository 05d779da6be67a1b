"""The answers as CSV: one row each, right in Excel and LibreOffice, and never a formula."""

from __future__ import annotations

import csv
import io

import pytest

from lcc_diag.model.case import Case
from lcc_diag.report.table import cell, make
from tests.report.sample import HOSTILE, sample

COLUMNS = [{"id": "item", "name": "Kennung"}, {"id": "value", "name": "Wert"}]


def table_of(rows, language="de"):
    return make(sample(language=language, answers={"columns": COLUMNS, "rows": rows}), Case())


def read(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_bytes_are_what_a_german_excel_reads_at_a_double_click():
    content = table_of([["attitudes.gm1", 4], ["plan.step_1", "Müller; »Söhne« 🎉"]])
    assert content.startswith(b"\xef\xbb\xbfitem;value\r\n")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert read(content)[1:] == [["attitudes.gm1", "4"], ["plan.step_1", "Müller; »Söhne« 🎉"]]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "=cmd|' /C calc'!A0",
        "＝1+1", "－1", "-", '=HYPERLINK("x")', "\0=1",
    ],
)  # fmt: skip
def test_no_text_can_act_as_a_formula(text):
    assert cell(text, "de") == "'" + text.replace("\0", "")


@pytest.mark.parametrize("text", ["a=1", "3-5", "'=1", "a@b", "", "–", "dk", '"=1', ";=1"])
def test_other_text_stays_as_it_is(text):
    assert read(table_of([[text, 1]]))[1] == [text, "1"]


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [(4, "4", "4"), (-3, "-3", "-3"), (12.5, "12,5", "12.5"), (-0.25, "-0,25", "-0.25"), (0, "0", "0"), (None, "", "")],
)
def test_numbers_stay_numbers_with_the_decimal_sign_of_the_language(value, german, english):
    assert (cell(value, "de"), cell(value, "en")) == (german, english)


def test_a_cell_over_several_lines_with_separators_stays_one_cell():
    nasty = f'eins;"zwei"\n{HOSTILE};\r\ndrei'
    assert read(table_of([[nasty, 1], ["x", 2]]))[1:] == [[nasty, "1"], ["x", "2"]]


def test_without_answers_the_columns_stand_alone():
    assert read(table_of([])) == [["item", "value"]]

"""Numbers, dates, lists and quotation marks in both languages."""

from datetime import date

import pytest

from lcc_diag.view import formats


@pytest.mark.parametrize(
    ("value", "digits", "german", "english"),
    [
        (3.4, 1, "3,4", "3.4"),
        (3.45, 2, "3,45", "3.45"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (2300000, 0, "2.300.000", "2,300,000"),
        (-0.7, 1, "−0,7", "−0.7"),
        (4, 0, "4", "4"),
        (None, 1, "–", "–"),
    ],
)
def test_numbers(value, digits, german, english):
    assert formats.number(value, "de", digits) == german
    assert formats.number(value, "en", digits) == english


@pytest.mark.parametrize(("value", "german"), [(24.0, "24"), (2.6, "2,6"), (0.66, "0,66"), (0.7, "0,7"), (5, "5")])
def test_short_numbers_have_the_decimals_they_need(value, german):
    assert formats.short_number(value, "de") == german


def test_days():
    assert formats.day(date(2026, 3, 1), "de") == "1. März 2026"
    assert formats.day(date(2026, 12, 31), "en") == "31 December 2026"


@pytest.mark.parametrize(
    ("parts", "german"), [([], ""), (["A"], "A"), (["A", "B"], "A und B"), (["A", "B", "C"], "A, B und C")]
)
def test_lists(parts, german):
    assert formats.listed(parts, "de") == german


def test_quotation_marks():
    assert formats.quoted("x", "de") == "»x«"
    assert formats.quoted("x", "en") == "“x”"


def test_nothing_is_not_written_with_a_minus():
    told = [formats.number(-0.04, "de"), formats.number(-0.06, "de"), formats.number(-0.0, "en", 0)]
    assert told == ["0,0", "−0,1", "0"]

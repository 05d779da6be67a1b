"""The document written by hand has the shape of a real one, so that what is tested with it holds for real ones."""

from __future__ import annotations

import pytest

from tests.report.finished import finished
from tests.report.sample import sample


def keys(entry):
    return sorted(entry)


def test_it_has_exactly_the_keys_of_a_real_document():
    real, _ = finished("example", "de")
    assert keys(sample()) == keys(real)


@pytest.mark.parametrize("part", ["date", "status", "summary", "answers", "labels", "case_file"])
def test_its_parts_have_exactly_the_keys_of_real_ones(part):
    real, _ = finished("example", "de")
    assert keys(sample()[part]) == keys(real[part])


@pytest.mark.parametrize("part", ["steps", "sections", "appointments"])
def test_its_entries_have_exactly_the_keys_of_real_ones(part):
    real, _ = finished("example", "de")
    assert {tuple(keys(entry)) for entry in sample()[part]} == {tuple(keys(entry)) for entry in real[part]}


def test_its_blocks_have_exactly_the_keys_of_real_ones():
    def shapes(document):
        return {(block["kind"], *keys(block)) for section in document["sections"] for block in section["blocks"]}

    assert shapes(sample()) == shapes(finished("example", "de")[0])

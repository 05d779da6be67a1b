"""A builder of cases, and people with given scores."""

from __future__ import annotations

import pytest

from lcc_diag.model.attitudes import Person
from tests.model.conftest import CaseBuilder


@pytest.fixture
def build(questionnaires):
    return CaseBuilder(questionnaires)


@pytest.fixture
def build_people():
    def built(leaders, staff):
        people = [Person(f"l{n}", "leader", float(score), ()) for n, score in enumerate(leaders)]
        return people + [Person(f"s{n}", "staff", float(score), ()) for n, score in enumerate(staff)]

    return built

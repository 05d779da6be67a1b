"""Three cases rebuilt after the published demonstrations of robustness (methods E.5).

Published are the group scores of nine staff (five items each, so the sums of 45 answers follow), the reported gap with
its lower limit and the calls; not published are the single answers, the leaders' scores elsewhere and how many people
rated the challenges. Here four leaders fit the gap, and one person rates each challenge.
"""

from __future__ import annotations

from random import Random

from lcc_diag.model.case import Case
from lcc_diag.model.questionnaires import Questionnaires
from tests.model.conftest import CaseBuilder

LEADERS = ("m", "l1", "l2", "l3")
STAFF = tuple(f"s{n}" for n in range(9))
WEAK = {"owner": 1, "quick_win": 1, "provider": 1, "ai": 1, "automation": 0}
MIDDLING = dict.fromkeys(WEAK, 2)


def seed_case(content: Questionnaires, exchanges: int) -> Case:
    """A complex and a complicated challenge, weak attitudes, a wide gap, 24 weeks."""
    leaders = ((20, 12, 12, 10), (27, 10, 17, 14), (20, 12, 14, 14), (20, 12, 14, 14))
    return _case(content, (91, 105, 121, 113), leaders, {"c": "cccccbcc", "b": "bbbbabba"}, WEAK, exchanges, weeks=24)


def borderline(content: Questionnaires, exchanges: int) -> Case:
    """Lowest attitude just above 3.4, a challenge on the threshold of complex and complicated."""
    leaders = ((20, 17, 15, 20), (21, 17, 15, 20), (20, 17, 15, 18), (20, 17, 13, 19))
    return _case(content, (160, 164, 157, 154), leaders, {"c": "bcbbbccc", "b": "bbbbabba"}, MIDDLING, exchanges)


def clear_no(content: Questionnaires, exchanges: int) -> Case:
    """A complicated challenge and sound attitudes."""
    leaders = ((23, 20, 22, 20), (20, 20, 20, 20), (20, 20, 20, 21), (20, 20, 20, 20))
    return _case(content, (177, 174, 177, 172), leaders, {"b": "bbbbabba"}, MIDDLING, exchanges)


def _case(content, staff, leaders, challenges, execution, exchanges, **conditions) -> Case:
    build, random = CaseBuilder(content), Random(1)
    build.people("md", "m")
    build.people("leader", *LEADERS[1:])
    build.people("staff", *STAFF)
    for dimension, total, sums in zip(content.attitudes.dimensions, staff, leaders, strict=True):
        rows = [_items(s, 5) for s in sums] + _mixed(_items(total, 45), exchanges, random)
        for who, row in zip((*LEADERS, *STAFF), rows, strict=True):
            for (item, shape), value in zip(content.attitudes.dimensions[dimension].items.items(), row, strict=True):
                build.say(who, f"attitudes.{item}", 6 - value if shape.reverse else value)
    for name, options in challenges.items():
        build.challenge(name)
        build.rate("m", name, options, "expert_project")
    build.execute("m", execution)
    build.conditions("m", **conditions)
    return build.case()


def _items(total: int, number: int) -> list[int]:
    """Answers with this sum, as equal as can be and the higher ones spread out."""
    answers = [total // number] * number
    for extra in range(total % number):
        answers[extra * 7 % number] += 1
    return answers


def _mixed(answers: list[int], exchanges: int, random: Random) -> list[list[int]]:
    """Nine people's answers; points go from one answer to another so that people differ, and the sum stays."""
    for _ in range(exchanges):
        one, other = random.sample(range(len(answers)), 2)
        if answers[one] < 5 and answers[other] > 1:
            answers[one] += 1
            answers[other] -= 1
    return [answers[start : start + 5] for start in range(0, len(answers), 5)]

"""Each thing that costs or saves, told in a sentence with its figures: a challenge, an automation, a provider."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lcc_diag.model.insight import AutomationValue, ChallengeCost, ProviderShare
from lcc_diag.view.amounts import euro_range, euros, hour_range, hours, rough_euros
from lcc_diag.view.challenges import challenge_number, is_complex
from lcc_diag.view.chapters import link
from lcc_diag.view.findings import Findings, counting, saying

_say = saying("costs")
_counted = counting("costs")

LONG_MONTHS = 24
"""From here on a time is told in years."""

Item = dict[str, Any]
Row = dict[str, str]


def row(found: Findings, name: str, text: str) -> Row:
    """A labelled figure."""
    return {"label": _say(found, f"row_{name}"), "text": text}


def _item(name: str, title: str, sentence: list[str], rows: Iterator[Row], remark: list[str]) -> Item:
    told = {"id": name, "name": title, "sentence": " ".join(sentence), "rows": list(rows)}
    return {**told, "remark": " ".join(remark) or None, "link": None}


def is_split(cost: ChallengeCost) -> bool:
    """Whether a part of the cost is put down to the mismatch: there is one, and its share was estimated."""
    return cost.attributable is not None and cost.p_mismatch > 0


# --- a challenge ----------------------------------------------------------------------------------------------


def challenge_item(found: Findings, cost: ChallengeCost, rate: float) -> Item:
    """What a challenge costs a year, the part put down to the mismatch, and apart from both what is spent anyway."""
    number = challenge_number(found, cost.challenge)
    title = _say(found, "challenge_name", number=number, statement=found.challenge(cost.challenge).statement)
    remark = []
    if cost.parts and cost.attributable is None and cost.p_mismatch:
        remark.append(_say(found, "estimate_open"))
    if cost.sunk:
        remark.append(_say(found, "sunk", sunk=euros(found, cost.sunk)))
    return _item(
        cost.challenge, title, list(_challenge_sentence(found, cost)), _challenge_rows(found, cost, rate), remark
    )


def _challenge_sentence(found: Findings, cost: ChallengeCost) -> Iterator[str]:
    """Hours first, then money."""
    if not cost.parts:
        yield _say(found, "total_none")
        return
    split = is_split(cost)
    told_hours = split and cost.hours and cost.attributable_hours
    if told_hours:
        share = hour_range(found, cost.attributable_hours)
        yield _say(found, "work_split", hours=hours(found, cost.hours), range=share)
    elif cost.hours:
        yield _say(found, "work_known", hours=hours(found, cost.hours))
    yield _total(found, cost, "total_split" if told_hours else "total_split_alone" if split else "")


def _total(found: Findings, cost: ChallengeCost, key: str) -> str:
    """The sum and, by ``key``, the part that is put down to the mismatch."""
    money = _say(found, "money_one" if len(cost.parts) == 1 else "money_many")
    told = {"money": money, "total": rough_euros(found, cost.total)}
    if key:
        return _say(found, key, **told, range=euro_range(found, cost.attributable))
    return _say(found, "total_known" if cost.p_mismatch else "total_fits", **told)


def _challenge_rows(found: Findings, cost: ChallengeCost, rate: float) -> Iterator[Row]:
    for name, value in cost.parts.items():
        text = euros(found, value)
        if name == "work":
            text = _say(found, "product", hours=hours(found, cost.hours), rate=euros(found, rate), total=text)
        yield row(found, name, text)
    if len(cost.parts) > 1:
        yield row(found, "total", euros(found, cost.total))
    if cost.parts:
        yield row(found, "mismatch", found.number(cost.p_mismatch, 2))
    if is_split(cost):
        yield row(found, "attributable", euro_range(found, cost.attributable))
    if cost.sunk:
        yield row(found, "sunk", euros(found, cost.sunk))


# --- an automation --------------------------------------------------------------------------------------------


def automation_item(found: Findings, value: AutomationValue) -> Item:
    """What an automation would free, what that is worth and when it has paid for itself."""
    title = _say(found, "automation_name", process=value.process) if value.process else _say(found, "automation")
    sentence = [
        _say(found, "automation_hours", range=hour_range(found, value.hours)),
        _say(found, "automation_gain", range=euro_range(found, value.net_eur)),
    ]
    if value.likely_net_eur <= 0:
        sentence.append(_say(found, "payback_never"))
    elif value.payback_months:
        sentence.append(_say(found, "payback", time=_time(found, value.payback_months)))
    remark = [_say(found, "freed_money")]
    if not value.freed_time:
        remark.append(_say(found, "freed_open"))
    if any(is_complex(result) for result in found.diagnosis.challenges):
        remark.append(_say(found, "order_first"))
    return _item("automation", title, sentence, _automation_rows(found, value), remark)


def missing_automation_item(found: Findings, names: tuple[str, ...]) -> Item:
    """Which figures of part 3 an automation still needs, with the place where they are entered."""
    fields = found.questionnaires.execution.questions["automation"].evidence
    listed = found.listed([found.quoted(found.word(fields[name].label)) for name in names])
    sentence = _say(found, f"automation_missing_{'one' if len(names) == 1 else 'many'}", names=listed)
    told = _item("automation", _say(found, "automation"), [sentence], iter(()), [])
    return {**told, "link": link(found, "execution", "automation")}


def _time(found: Findings, months: float) -> str:
    """``rund zehn Monaten``, from two years on ``rund fünf Jahren``."""
    if months >= LONG_MONTHS:
        return _say(found, "years_many", count=found.count(round(months / 12)))
    count = max(1, round(months))
    return _counted(found, "months", count)


def _automation_rows(found: Findings, value: AutomationValue) -> Iterator[Row]:
    yield row(found, "likely_hours", hours(found, value.likely_hours))
    yield row(found, "likely_net", euros(found, value.likely_net_eur))
    if value.payback_months:
        yield row(found, "payback", _say(found, "payback_months", months=found.number(value.payback_months)))
    if value.freed_time:
        yield row(found, "freed", value.freed_time)


# --- a provider -----------------------------------------------------------------------------------------------


def provider_item(found: Findings, share: ProviderShare, rate: float) -> Item:
    """How much of a provider's true cost is own work."""
    hidden, own = _percent(found, share.hidden_share), hours(found, share.hours_month)
    remark = []
    if share.is_high:
        limit = _percent(found, found.questionnaires.costs.settings["hidden_share_from"].value)
        lever = found.word(found.questionnaires.execution.questions["provider"].levers.low)
        remark.append(_say(found, "provider_high", share=limit, lever=lever))
    told = [_say(found, "provider_sentence", hours=own, share=hidden)]
    total = euros(found, share.own_eur_month)
    rows = (
        row(found, "own", _say(found, "product", hours=own, rate=euros(found, rate), total=total)),
        row(found, "provider", euros(found, share.provider_eur_month)),
        row(found, "hidden", hidden),
    )
    return _item("provider", _say(found, "provider"), told, iter(rows), remark)


def _percent(found: Findings, share: float) -> str:
    return found.say("percent", value=found.number(100 * share, 0))

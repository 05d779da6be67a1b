"""What a phone sends as answers: each message looked at by itself, so that one that is damaged harms no other."""

from __future__ import annotations

import json
import re
from typing import Any

from lcc_diag.model.items import UNSTORABLE
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.workshop import Entry
from lcc_diag.server.workshop.door import TooMuchError
from lcc_diag.server.workshop.exchange import Exchange, damaged, sentence, spoken
from lcc_diag.store.faults import StoreError
from lcc_diag.store.workshops import Submission

MOST_MESSAGES = 50
"""What a phone's outbox sends at once."""
TOO_MUCH_SECONDS = 5.0
"""How long who sends too much has to wait."""

LARGEST = 10**6
"""No number asked for is larger; a column holds less than JSON can say."""

_SEQ = re.compile(r"[!-~]{1,100}")

_NOBODY = ("participant_unknown", "workshop_unknown")
"""Who left meanwhile is told so once, not answer by answer."""

Message = dict[str, Any]


class AnswersHandler(Exchange):
    """Takes answers of one participant; each is acknowledged when it is on disk, or refused with a sentence."""

    @spoken
    async def post(self, id_: str) -> Message:
        messages = _messages(self.request.body)
        participant = await self.workshops.participant(id_, self.secret)
        self._spend(participant, len(messages))
        entries = [_entry(message) for message in messages]
        problems = await self._stored(id_, participant, [entry for entry in entries if isinstance(entry, Entry)])
        found = iter(problems)
        results = [next(found) if isinstance(entry, Entry) else entry for entry in entries]
        return {"replies": [_reply(message, result) for message, result in zip(messages, results, strict=True)]}

    def _spend(self, participant: str, messages: int) -> None:
        allowance, size = self.workshops.allowances[participant], len(self.request.body) // messages
        if sum(allowance.spend(size) for _ in range(messages)) < messages:
            raise TooMuchError("request_too_many", TOO_MUCH_SECONDS)

    async def _stored(self, id_: str, participant: str, entries: list[Entry]) -> list[Problem | StoreError | None]:
        if not entries:
            return []
        try:
            problems = await self.workshops.intake.submit(Submission(id_, participant, tuple(entries)))
        except StoreError as error:
            self.service.outage.begun(error)
            return [error] * len(entries)
        self.service.outage.over()
        for problem in problems:
            if problem and problem.code in _NOBODY:
                raise InputError(problem)
        self.workshops.has_changed(id_)
        return problems


def _messages(body: bytes) -> list[Message]:
    """The messages, each with a name by which it can be answered; ``InputError`` if a page of ours sends no such."""
    try:
        messages = json.loads(body, parse_constant=_no_number)["messages"]
        named = all(_SEQ.fullmatch(message["seq"]) for message in messages)
    except (ValueError, TypeError, LookupError, RecursionError):
        damaged()
    if type(messages) is not list or not named or not 1 <= len(messages) <= MOST_MESSAGES:
        damaged()
    return messages


def _no_number(_text: str) -> float:
    """NaN and Infinity are no JSON."""
    raise ValueError


def _entry(message: Message) -> Entry | Problem:
    """The answer in a message; a problem where a field can be none. Whether it is asked now the store says."""
    round_, item, challenge, value = (message.get(name) for name in ("round", "item", "challenge", "value"))
    fits = type(round_) is int and abs(round_) < LARGEST and isinstance(item, str) and isinstance(challenge, str | None)
    if message.get("type") != "answer" or not fits:
        return Problem("message_damaged")
    if type(value) not in (str, int, type(None)) or (type(value) is int and abs(value) >= LARGEST):
        return Problem("workshop_value_invalid")
    if any(isinstance(text, str) and UNSTORABLE.search(text) for text in (item, challenge, value)):
        return Problem("text_character")
    return Entry(round_, item, challenge, value, message["seq"])


def _reply(message: Message, result: Problem | StoreError | None) -> Message:
    seq = message["seq"]
    if result is None:
        return {"type": "saved", "seq": seq}
    if isinstance(result, StoreError):
        return {"type": "postponed", "seq": seq, "message": sentence(result)}
    return {"type": "refused", "seq": seq, "code": result.code, "message": sentence(InputError(result))}

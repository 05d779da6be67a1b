"""A phone as ours behaves: it joins, hears of news, asks for what is new, and sends answer by answer."""

from __future__ import annotations

import asyncio
import json
import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.workshop.ledger import Ledger, now
from benchmarks.workshop.line import Answer, Line
from lcc_diag.model.workshop import Key

LOST = 0.01
"""Share of answers whose acknowledgement never arrives: the line breaks, and the phone says the same once more."""
SPREAD, JOIN_PACE = 0.3, 3.0
"""Seconds over which our phones ask for what is new, and between two looks at mere counts while people join."""
FORGETFUL = 0.25
"""Spread of thinking (sigma of its logarithm)."""


@dataclass(frozen=True)
class Place:
    """Where a workshop is: ``path`` of its participants, ``wall`` of the beamer, ``base`` of everything."""

    port: int
    path: str
    wall: str = ""


class Phone:
    """One participant. ``number`` decides about chance, so that two servers meet the same load. ``believing``: takes
    every answer of the server for an acknowledgement."""

    def __init__(
        self, place: Place, number: int, role: str, source: str, ledger: Ledger, believing: bool = False
    ) -> None:
        self.place, self.role, self.ledger, self.believing = place, role, ledger, believing
        self.participant = f"p{number}"
        self.chance, self._idle_chance = random.Random(number), random.Random(number)
        self.saw: dict[str, float] = {}
        """When this phone had on screen what belongs to a phase."""
        self._secret = ""
        self._state, self._phase, self._etag = "", "", ""
        self._line, self._looking, self._news = (Line(place.port, source) for _ in range(3))
        self._tasks: list[asyncio.Task] = []
        self._said = 0

    # --- joining and hearing ----------------------------------------------------------------------------------------

    async def arrive(self) -> None:
        """Open the page, join, ask for one's own and listen."""
        with self.ledger.timed("page"):
            self._check(await self._ask("GET", ""), "page")
        said = {"role": self.role, "named": self.role != "staff", "own_code": "", "message": secrets.token_hex(12)}
        with self.ledger.timed("join"):
            answer = await self._ask("POST", "/join", said)
        self._check(answer, "join")
        told = answer.json()
        self.participant, self._secret = told["participant"], told["secret"]
        self.listen()

    def listen(self) -> None:
        """Hear of news from now on."""
        self._tasks.append(asyncio.create_task(self._hear()))

    def leave(self) -> None:
        """Close everything."""
        for task in self._tasks:
            task.cancel()
        for line in (self._line, self._looking, self._news):
            line.cut()

    async def _hear(self) -> None:
        looked = 0.0
        async for event in self._news.events(f"{self.place.path}/events"):
            if event.get("state") != self._state:
                self._state = event["state"]
                await asyncio.sleep(self._idle_chance.random() * SPREAD)
                await self._look()
                looked = now()
            elif event.get("phase") == "join" and now() - looked > JOIN_PACE:
                await self._look()
                looked = now()
        self.ledger.faults["line ended"] += 1

    async def _look(self) -> None:
        """Ask for the room; for one's own form if something new is asked."""
        answer = await self._looking.ask("GET", f"{self.place.path}/room", If_None_Match=self._etag or '"-"')
        if answer.status == 304:
            return
        self._check(answer, "room")
        self._etag = answer.headers.get("etag", "")
        phase = answer.json()["phase"]
        if phase != self._phase:
            self._phase = phase
            own = await self._looking.ask("GET", f"{self.place.path}/own", X_Participant=self._secret)
            self._check(own, "own")
            self.saw[phase] = now()

    # --- answering --------------------------------------------------------------------------------------------------

    async def answer(self, keys: Sequence[Key], think: float) -> float:
        """Answer one question after the other, thinking ``think`` seconds about each on average; when the last one was
        acknowledged."""
        await asyncio.sleep(self.chance.random() * think)
        for key in keys:
            await asyncio.sleep(think * self.chance.lognormvariate(-(FORGETFUL**2) / 2, FORGETFUL))
            message = self._message(key, self.chance.choice(("dk", _fitting(key))))
            if self.chance.random() < LOST:
                await self._lose(message)
            await self._say("submit", [message])
        return now()

    async def answer_at_once(self, keys: Sequence[Key]) -> None:
        """Everything that was answered while the line was away, in one request."""
        await asyncio.sleep(self.chance.random())
        await self._say("after an outage", [self._message(key, _fitting(key)) for key in keys])

    async def _lose(self, message: dict) -> None:
        """Send it, and lose the line before anything comes back."""
        await self._line.send("POST", f"{self.place.path}/answers", _packed([message]), X_Participant=self._secret)
        await asyncio.sleep(self.chance.random() * 0.01)
        self._line.cut()
        self.ledger.counts["sent twice"] += 1

    async def _say(self, kind: str, messages: list[dict]) -> None:
        with self.ledger.timed(kind):
            answer = await self._ask("POST", "/answers", {"messages": messages})
        self._check(answer, kind)
        if self.believing:
            return
        replies = {reply["seq"]: reply["type"] for reply in answer.json()["replies"]}
        for message in messages:
            reply = replies.get(message["seq"])
            if reply != "saved":
                self.ledger.faults[f"{kind}: {reply}"] += 1
                continue
            self.ledger.messages.add(f"{self.participant} {message['seq']}")
            place = self.participant, message["item"], message["challenge"] or ""
            self.ledger.acknowledged[place] = message["value"]

    def _message(self, key: Key, value: object) -> dict:
        self._said += 1
        seq = f"{self._said}-{secrets.token_hex(6)}"
        return {"seq": seq, "type": "answer", "round": 1, "item": key[0], "challenge": key[1], "value": value}

    async def _ask(self, method: str, end: str, said: object = None) -> Answer:
        body = b"" if said is None else json.dumps(said).encode()
        more = {"X_Participant": self._secret} if self._secret else {}
        return await self._line.ask(method, self.place.path + end, body, **more)

    def _check(self, answer: Answer, what: str) -> None:
        if answer.status != 200:
            self.ledger.faults[f"{what}: {answer.status}"] += 1
            raise RuntimeError(f"{what}: {answer.status} {answer.body[:300]!r}")


def _packed(messages: list[dict]) -> bytes:
    return json.dumps({"messages": messages}).encode()


def _fitting(key: Key) -> str | int:
    """A value that every question of its kind has."""
    item = key[0]
    if item == "cynefin.handling":
        return "expert_project"
    return "a" if item.startswith("cynefin.") else 2

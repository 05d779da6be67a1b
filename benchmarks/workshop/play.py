"""A workshop from the first phone to the reveal, and the same answers to a server that only says a constant."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.workshop.facilitator import Facilitator
from benchmarks.workshop.ledger import Ledger, now, shares
from benchmarks.workshop.phone import Phone, Place
from benchmarks.workshop.servers import Server, bare, ours
from benchmarks.workshop.wall import Wall
from lcc_diag.model.workshop import Key

PER_ADDRESS = 100
"""Phones behind one address."""
ARRIVALS_PER_SECOND = 15
SECONDS = 30.0
"""Until what should be seen counts as never seen."""


def played(people: int, think: float) -> dict[str, Any]:
    """Everything measured with so many people in our server, and the same load on the limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger, limit = Ledger(), Ledger()
        database = f"sqlite:///{(folder / 'cases.sqlite').as_posix()}"
        facilitator = Facilitator(database, ledger)
        with ours(database, folder) as server:
            told = asyncio.run(_workshop(server, facilitator, people, think, ledger))
        with bare(folder) as server:
            told_limit = asyncio.run(_limit(server, facilitator.keys(), people, think, limit))
        return {"people": people, "ours": _summary(ledger) | told, "limit": _summary(limit) | told_limit}


async def _workshop(
    server: Server, facilitator: Facilitator, people: int, think: float, ledger: Ledger
) -> dict[str, Any]:
    place = Place(server.port, f"/lcc/w/{facilitator.workshop.id}", f"/lcc/wall/{facilitator.workshop.wall}")
    before = server.memory()
    wall, phones = Wall(place, ledger), _phones(place, people, ledger)
    wall.listen()
    lag = asyncio.create_task(_lag(ledger))
    await asyncio.gather(*(_after(number / ARRIVALS_PER_SECOND, phone.arrive) for number, phone in enumerate(phones)))
    told = {"memory_before": before, "memory_joined": server.memory()}
    told["answer"] = await _phase(await facilitator.go_to("answer"), "answer", wall, phones)
    used, begun = server.cpu_seconds(), now()
    ends = await asyncio.gather(*(phone.answer(facilitator.keys(), think) for phone in phones))
    told["seconds"], told["cpu"] = now() - begun, server.cpu_seconds() - used
    await _until(lambda: wall.finished[-1][1] >= people)
    told["wall_answers"] = shares(wall.delays(list(ends)))
    told["memory_answered"] = server.memory()
    await asyncio.gather(*(phone.answer_at_once(facilitator.keys()) for phone in phones))
    told["reveal"] = await _phase(await facilitator.reveal(), "reveal", wall, phones)
    told |= {"memory_after": server.memory(), "processes": len(server.children())}
    lag.cancel()
    for one in (wall, *phones):
        one.leave()
    kept = facilitator.kept()
    told["lost"] = sum(kept.get(place) != json.dumps(value) for place, value in ledger.acknowledged.items())
    told |= {"acknowledged": len(ledger.acknowledged), "stored": len(kept)}
    told |= {"messages": len(ledger.messages), "messages_stored": facilitator.kept_messages()}
    told["tracebacks"] = server.tracebacks()
    return told


async def _limit(server: Server, keys: Sequence[Key], people: int, think: float, ledger: Ledger) -> dict[str, Any]:
    phones = _phones(Place(server.port, "/w"), people, ledger, believing=True)
    for phone in phones:
        phone.listen()
    used, begun = server.cpu_seconds(), now()
    await asyncio.gather(*(phone.answer(keys, think) for phone in phones))
    told = {"seconds": now() - begun, "cpu": server.cpu_seconds() - used, "memory_answered": server.memory()}
    await asyncio.gather(*(phone.answer_at_once(keys) for phone in phones))
    for phone in phones:
        phone.leave()
    return told


def _phones(place: Place, people: int, ledger: Ledger, believing: bool = False) -> list[Phone]:
    """Every tenth leads."""
    phones = []
    for number in range(people):
        role, address = "staff" if number % 10 else "leader", f"127.0.1.{1 + number // PER_ADDRESS}"
        phones.append(Phone(place, number, role, address, ledger, believing))
    return phones


async def _phase(stored: float, phase: str, wall: Wall, phones: list[Phone]) -> dict[str, Any]:
    """Milliseconds from the moment a phase was stored until the wall and the phones had it on screen."""
    await _until(lambda: phase in wall.saw and all(phase in phone.saw for phone in phones))
    seen = shares([phone.saw[phase] - stored for phone in phones])
    return {"wall": round(1000 * (wall.saw[phase] - stored), 1), "phones": seen}


async def _until(seen: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not seen():
            await asyncio.sleep(0.01)


async def _after(seconds: float, act: Callable[[], Any]) -> None:
    await asyncio.sleep(seconds)
    await act()


async def _lag(ledger: Ledger) -> None:
    """How late this process itself is: it plays all phones at once."""
    while True:
        begun = now()
        await asyncio.sleep(0.02)
        ledger.took("lateness of the phones", now() - begun - 0.02)


def _summary(ledger: Ledger) -> dict[str, Any]:
    times = {kind: shares(seconds) for kind, seconds in ledger.seconds.items()}
    return {"times": times, "submits": len(ledger.seconds["submit"]), "counts": ledger.counts, "faults": ledger.faults}

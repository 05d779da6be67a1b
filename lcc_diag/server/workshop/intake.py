"""Answers on their way into the store: whatever arrives while one transaction is written goes into the next, together.

A commit waits for the disk, some milliseconds whether it brings one answer or three hundred. Nobody is answered before
the commit that holds their answers.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from lcc_diag.content import load
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.store.faults import StoreError
from lcc_diag.store.workshops import Submission, WorkshopStore

MOST_WAITING = 2_000
"""Submissions that may wait: four of each phone in the largest workshop."""
MOST_AT_ONCE = 1_000
"""Answers in one transaction: others who write to the database get their turn in between."""
PACE_SECONDS = 0.01
"""Between the beginnings of two transactions. Each costs 2 ms of the processor, each answer in it 0.1 ms."""

Answer = list[Problem | None]
_Waiting = tuple[Submission, asyncio.Future[Answer]]


class Intake:
    """One way into one store for a whole server. All methods belong to its loop.

    >>> intake = Intake(WorkshopStore("sqlite:///cases.sqlite")); problems = await intake.submit(submission)
    """

    def __init__(self, store: WorkshopStore, questionnaires: Callable[[], Questionnaires] = load) -> None:
        self._store = store
        self._questionnaires = questionnaires
        self._waiting: deque[_Waiting] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._stopped = False
        self._begun = 0.0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="intake")  # one of its own: it waits behind nobody

    async def submit(self, submission: Submission) -> Answer:
        """For each entry: None once it is on disk (now or before), else what is wrong with it.

        ``StoreError`` if the database or this server cannot take it now: nothing of it is kept, to be sent again.
        """
        if self._stopped or len(self._waiting) >= MOST_WAITING:
            raise StoreError(Problem("workshop_busy"))
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((submission, answered))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        return await answered

    async def stop(self) -> None:
        """Take no more, and return once everything that waits is written and answered."""
        self._stopped = True
        if self._writing:
            await self._writing
        self._thread.shutdown()

    async def _write_all(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                await asyncio.sleep(max(self._begun + PACE_SECONDS - loop.time(), 0))
                self._begun = loop.time()
                await self._write(self._next())
        finally:
            self._writing = None

    def _next(self) -> list[_Waiting]:
        together, entries = [self._waiting.popleft()], 0
        while self._waiting and (entries := entries + len(together[-1][0].entries)) < MOST_AT_ONCE:
            together.append(self._waiting.popleft())
        return together

    async def _write(self, together: list[_Waiting]) -> None:
        submissions = [submission for submission, _ in together]
        try:
            problems = await self._recorded(submissions)
        except InputError as error:
            _refuse(together, error)
        except Exception as error:  # a mistake of ours about one of them is no reason to lose the others
            if len(together) == 1:
                _refuse(together, error)
            else:
                for one in together:
                    await self._write([one])
        else:
            _answer(together, problems)

    async def _recorded(self, submissions: list[Submission]) -> Answer:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._record, submissions)

    def _record(self, submissions: list[Submission]) -> Answer:
        return self._store.record(submissions, self._questionnaires())


def _answer(together: list[_Waiting], problems: Answer) -> None:
    rest = iter(problems)
    for submission, answered in together:
        own = [next(rest) for _ in submission.entries]
        if not answered.done():  # who was to be told may be gone
            answered.set_result(own)


def _refuse(together: list[_Waiting], error: Exception) -> None:
    for _, answered in together:
        if not answered.done():
            answered.set_exception(error)

"""One participant: joining, what is asked of them and what they have said, being shown, leaving."""

from __future__ import annotations

import gzip
from typing import Any

from lcc_diag.model.workshop import Participant
from lcc_diag.server.workshop.door import TooMuchError
from lcc_diag.server.workshop.exchange import Exchange, spoken, written
from lcc_diag.server.workshop.language import language_of_request
from lcc_diag.view.workshop.asking import answers_for_form
from lcc_diag.view.workshop.own_answers import own_answers

COMPRESSION = 4
"""Forms come down to an eighth; three hundred ask in the same moment."""


class JoinHandler(Exchange):
    """Lets somebody in. Sent again with the same ``message``, it says the same again."""

    @spoken
    async def post(self, id_: str) -> Any:
        given = self.fields(role=str, named=bool, own_code=str, message=str)
        await self.workshops.check(id_)  # made-up ones must not push real ones out of memory
        if wait := self.workshops.arrivals.wait(id_, self.address):
            raise TooMuchError("workshop_joins_too_many", wait)
        joined = await self.workshops.beside(
            self.workshops.store.join,
            id_,
            given["role"],
            given["named"],
            given["own_code"],
            given["message"] or None,
        )
        self.workshops.has_changed(id_)
        return {"participant": joined.participant.id, "secret": joined.secret}


class OwnHandler(Exchange):
    """What is asked of a participant now, and what they have answered: theirs alone."""

    @spoken
    async def get(self, id_: str) -> None:
        news = await (await self.workshops.hub(id_)).news()
        compressed = "gzip" in self.request.headers.get("Accept-Encoding", "")
        body = await self.workshops.beside(self._own, id_, self.secret, news.state, compressed)
        self.set_header("Vary", "Accept-Encoding")
        if compressed:
            self.set_header("Content-Encoding", "gzip")
        self.finish(body)

    def _own(self, id_: str, secret: str, state: str, compressed: bool) -> bytes:
        store = self.workshops.store
        participant = store.participant(id_, secret)
        asked = self.workshops.asked(id_, participant.role, state)
        answers = answers_for_form(store.own(id_, participant.id, asked.round))
        own = {"role": participant.role, "named": participant.named, "round": asked.round, "phase": asked.phase}
        text = f'{written(own)[:-1]},"form":{asked.form},"answers":{written(answers)}}}'
        return gzip.compress(text.encode(), COMPRESSION) if compressed else text.encode()


class OwnFileHandler(Exchange):
    """A participant's own answers of all rounds, as a file to keep."""

    @spoken
    async def get(self, id_: str) -> None:
        own = await self.workshops.beside(self._own, id_, self.secret, language_of_request(self.request))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="{own["file"]}"')
        self.finish(self.service.pages.get_template("own_answers.html.j2").render(own=own))

    def _own(self, id_: str, secret: str, language: str) -> dict[str, Any]:
        store, content = self.workshops.store, self.workshops.questionnaires()
        workshop, participant = store.read(id_), store.participant(id_, secret)
        answers = {one.number: store.own(id_, participant.id, one.number) for one in workshop.rounds}
        case = self.service.store.read(workshop.token)
        return own_answers(workshop, case, participant.role, answers, content, language)


class NamedHandler(Exchange):
    """A leader agrees to be shown as a dot, or does not any more."""

    @spoken
    async def post(self, id_: str) -> Any:
        named = self.fields(named=bool)["named"]
        participant = await self.workshops.beside(self._set, id_, self.secret, named)
        self.workshops.has_changed(id_)
        return {"named": participant.named}

    def _set(self, id_: str, secret: str, named: bool) -> Participant:
        store = self.workshops.store
        store.set_named(id_, store.participant(id_, secret).id, named)
        return store.participant(id_, secret)


class LeaveHandler(Exchange):
    """Somebody leaves, and takes everything they have said along."""

    @spoken
    async def post(self, id_: str) -> Any:
        self.fields()
        await self.workshops.beside(self._leave, id_, self.secret)
        self.workshops.has_changed(id_)
        return {"left": True}

    def _leave(self, id_: str, secret: str) -> None:
        store = self.workshops.store
        store.leave(id_, store.participant(id_, secret).id)

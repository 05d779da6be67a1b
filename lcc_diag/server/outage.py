"""What is the matter with the database goes into the log once, however many ask meanwhile, and that it is over."""

from __future__ import annotations

import logging

from lcc_diag.i18n import sentence
from lcc_diag.model.problem import InputError

log = logging.getLogger(__name__)


class Outage:
    """The database as requests find it. A log is read by who runs the server: it may say which database it is."""

    def __init__(self) -> None:
        self._code = ""

    def begun(self, error: InputError) -> None:
        """A request could not use the database."""
        problem = error.problems[0]
        if problem.code.startswith("database") and problem.code != self._code:
            self._code = problem.code
            log.warning("%s", sentence(problem, "en"))

    def over(self) -> None:
        """A request could."""
        if self._code:
            self._code = ""
            log.warning("The database can be used again.")

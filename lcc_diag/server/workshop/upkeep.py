"""Raw answers are deleted on their day, by whatever server runs then."""

from __future__ import annotations

import asyncio
import logging
from datetime import date

from lcc_diag import settings
from lcc_diag.store.address import file_of, parse
from lcc_diag.store.faults import StoreError
from lcc_diag.store.workshops import WorkshopStore

log = logging.getLogger(__name__)

LOOK_SECONDS = 3600.0
"""How often it is asked whether a new day has come; a computer that slept counts none of the time."""
AGAIN_SECONDS = 60.0
"""After which it is tried again if the database was in use."""


async def purge_daily(store: WorkshopStore) -> None:
    """Delete what is due: now, and once each day for ever. What failed is tried again soon."""
    done: date | None = None
    while True:
        today = settings.today()
        if today != done and await _purged(store, today):
            done = today
        await asyncio.sleep(LOOK_SECONDS if today == done else AGAIN_SECONDS)


async def _purged(store: WorkshopStore, today: date) -> bool:
    try:
        return await asyncio.to_thread(_purge, store, today)
    except StoreError:
        log.warning("the database cannot be used just now: answers that are due will be deleted later")
        return False
    except Exception as error:  # its text may name what is not for a log
        log.error("answers that were due could not be deleted: %s", type(error).__name__)
        return False


def _purge(store: WorkshopStore, today: date) -> bool:
    file = file_of(parse(settings.database_url()))
    if file and not file.exists():  # nobody has used the workbook yet; looking would create it
        return False
    store.purge(today)
    return True

"""Cases and answers, kept safely. The database library is loaded only when a store is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lcc_diag.store.cases import CaseLink, CaseStore
    from lcc_diag.store.workshops import WorkshopStore

__all__ = ["CaseLink", "CaseStore", "WorkshopStore"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "WorkshopStore":
        from lcc_diag.store.workshops import WorkshopStore

        return WorkshopStore
    from lcc_diag.store import cases

    return getattr(cases, name)

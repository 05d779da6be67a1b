"""Cases and answers, kept safely. The database library is loaded only when a ``CaseStore`` is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lcc_diag.store.cases import CaseLink, CaseStore

__all__ = ["CaseLink", "CaseStore"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from lcc_diag.store import cases

        return getattr(cases, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Names from outside – tokens, ids, messages – that every database takes as they are."""

from __future__ import annotations

from typing import TypeGuard

MAX_MESSAGE_LENGTH = 200


def is_plain(text: object) -> TypeGuard[str]:
    """Whether every database takes this text as it is."""
    return isinstance(text, str) and text.isascii() and "\x00" not in text


def is_message(message: object) -> TypeGuard[str]:
    """Whether a sender may call a message so."""
    return is_plain(message) and len(message) <= MAX_MESSAGE_LENGTH

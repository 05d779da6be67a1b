"""The two ways back into a case: an unguessable link and a short code that can be read out and typed."""

from __future__ import annotations

import secrets

ALPHABET = "CDFGHJKMNPQRTVWXY34679"
"""Signs of a code: none that looks like another (0 O, 1 I L, 2 Z, 5 S, 8 B, U V), no vowels that make words."""

CODE_LENGTH = 8
WORKSHOP_CODE_LENGTH = 6


def new_token() -> str:
    """An unguessable name for a case, 192 random bits, safe in a web address."""
    return secrets.token_urlsafe(24)


def new_code(length: int = CODE_LENGTH) -> str:
    """A code of random signs (eight are about 35 bits, six 26), without the dash."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def shown_code(code: str) -> str:
    """A code as people read it: ``K7MF-3XQD``."""
    return f"{code[:4]}-{code[4:]}"


def typed_code(text: str, length: int = CODE_LENGTH) -> str | None:
    """The code in what somebody typed: capitals or not, with spaces and dashes or without; None if it cannot be one."""
    code = "".join(sign for sign in text[:100].upper() if sign.isalnum())
    return code if len(code) == length and set(code) <= set(ALPHABET) else None

"""The privacy sheet of a workshop as a PDF, to hand out and to give to a works council; one page if its texts allow."""

from __future__ import annotations

import json
from typing import Any

from lcc_diag.report.glyphs import shown_all
from lcc_diag.report.typesetting import typeset


def make(privacy: dict[str, Any]) -> bytes:
    """The PDF of ``privacy`` (see ``view.workshop.privacy``); the same sheet always gives the same bytes."""
    content, missing = shown_all(privacy)
    told = content | {"notice": content["labels"]["not_shown"] if missing else None}
    return typeset("privacy.typ", privacy["day"], privacy=json.dumps(told))

"""``python impatient.py '{"ABSENCE_SECONDS": 3}' serve …``: less patience for who is away, for tests."""

from __future__ import annotations

import json
import sys

from lcc_diag.cli import main
from lcc_diag.server import sessions

if __name__ == "__main__":
    for name, seconds in json.loads(sys.argv.pop(1)).items():
        assert hasattr(sessions, name)
        setattr(sessions, name, seconds)
    main()

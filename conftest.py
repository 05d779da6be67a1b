"""For every test, notebooks included: cases of their own, never those of the person who runs the tests."""

import os
import tempfile
from pathlib import Path

os.environ["LCC_DIAG_DB"] = f"sqlite:///{Path(tempfile.mkdtemp(prefix='lcc-diag-tests-')).as_posix()}/cases.sqlite"
os.environ.pop("LCC_DIAG_LANG", None)
os.environ.pop("LCC_DIAG_QUESTIONNAIRES", None)
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"

"""For every test, notebooks included: cases of their own, never those of the person who runs the tests."""

import os
import tempfile
from pathlib import Path

_folder = tempfile.TemporaryDirectory(prefix="lcc-diag-tests-")  # removed when the tests end
os.environ["LCC_DIAG_DB"] = f"sqlite:///{Path(_folder.name).as_posix()}/cases.sqlite"
os.environ.pop("LCC_DIAG_LANG", None)
os.environ.pop("LCC_DIAG_QUESTIONNAIRES", None)
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"

"""A folder of content to break."""

import shutil
from pathlib import Path

import pytest

from lcc_diag.content import shipped_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped questionnaires."""
    return Path(shutil.copytree(shipped_folder(), tmp_path / "questionnaires"))

"""Reads and checks the questionnaires: strict, and with file, line and a sentence for everything that is wrong."""

from lcc_diag.content.folder import shipped_folder
from lcc_diag.content.loading import load

__all__ = ["load", "shipped_folder"]

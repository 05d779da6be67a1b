"""The palette of everything that is drawn in Python: figures on screen, drawings on the page, slides and sheets."""

from __future__ import annotations

TEXT, MUTED, ACCENT, WARM, LINE = "#15242a", "#55626b", "#0b5c6b", "#a34a0c", "#c9d2d6"
PAPER = "#ffffff"
BANDS = ("#eef1f2", "#f8f9f9")
"""Grounds of the named levels behind bars, by turns."""

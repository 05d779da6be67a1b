"""Which of the participants' answers the room may see, so that nobody's own answer can be inferred with certainty."""

from lcc_diag.cohort.releases import Members, Release, release

__all__ = ["Members", "Release", "release"]

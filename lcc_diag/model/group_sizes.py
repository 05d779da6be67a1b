"""From which size of a group on what may be said about it (methods B.5)."""

MIN_GROUP = 5
"""Smallest group of staff anything is shown of; a workshop or a questionnaire may raise it, never lower it."""
EXACT_FROM = 10
"""Groups from this size on are counted exactly; smaller ones are given as a band."""

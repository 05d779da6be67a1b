"""From which size of a group on what may be said about it (methods B.5)."""

MIN_GROUP = 5
"""Smallest group of staff anything is shown of; a workshop or a questionnaire may raise it, never lower it."""
EXACT_FROM = 10
"""Groups from this size on are counted exactly; smaller ones are given as a band."""


def may_compare(staff: int, leaders: int, smallest: int, named_leaders: bool) -> bool:
    """Whether what leaders expect can stand beside what the staff say, by sizes alone: of fewer than ``smallest`` of
    either nothing of their own is shown. Leaders who agreed to be shown (``named_leaders``) need no company."""
    return staff >= smallest and (named_leaders or leaders >= smallest)

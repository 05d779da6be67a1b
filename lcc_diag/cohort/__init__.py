"""Which of the participants' answers the room may see, so that nobody's own answer can be inferred with certainty."""

"""Answers about a circle with which every condition of success is met."""

READY = {
    "voluntary": "yes",
    "people": 4,
    "minutes": 90,
    "weeks": 12,
    "md": "peer",
    "coach": "yes",
    "measurement": "yes",
    "followup": "yes",
}

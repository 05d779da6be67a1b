"""What the published profiles of a circle are rebuilt from."""

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
"""Answers with which every condition of success is met."""

OPTIONS = {
    ("complex", "expert_project"): "cccccccc",
    ("complex", "best_practice"): "cccccbcc",
    ("complex", "experiments"): "cccccbcc",
    ("complicated", "expert_project"): "bbbbabba",
    ("clear", "best_practice"): "aaaababb",
    ("chaotic", "crisis"): "ddbddddd",
    ("confused", "drift"): "-cb--bd-",
}
DISAGREEING = ("bbbbabbb", "cccccccc", "bbbbbbbb", "cccccbcc", "cccbccca")
STAFF = tuple(f"s{number}" for number in range(10))
LEADERS = tuple(f"l{number}" for number in range(10))

"""A document written by hand with every kind of block and chart, and with text nobody should trust."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

HOSTILE = (
    '</style><script>window.hit=1</script><img src=x onerror="window.hit=1"> {{ 7*7 }} {% raw %} ]]> & »ä« 🎉 漢字'
)
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung " * 3

BARS = {
    "min": 1,
    "max": 5,
    "ticks": [{"at": 1, "text": "1"}, {"at": 2.6, "text": "2,6"}, {"at": 3.4, "text": "3,4"}, {"at": 5, "text": "5"}],
    "bands": [
        {"start": 1, "end": 2.6, "name": "Hürde"},
        {"start": 2.6, "end": 3.4, "name": "im Aufbau"},
        {"start": 3.4, "end": 5, "name": "tragfähig"},
    ],
    "axis": "Wert von 1 bis 5",
    "rows": [
        {
            "name": "Wachstumshaltung",
            "value": 2.1,
            "low": 1.6,
            "high": 2.7,
            "text": "2,1 · Hürde (niedrigste)",
            "emphasis": True,
            "marks": [{"shape": "diamond", "value": 3, "name": "Gesamteindruck"}],
        },
        {
            "name": "Psychologische Sicherheit",
            "value": 3.2,
            "low": None,
            "high": None,
            "text": "3,2 · im Aufbau",
            "emphasis": False,
            "marks": [{"shape": "triangle", "value": 4.1, "name": "Führung"}],
        },
        {"name": LONG, "value": None, "low": None, "high": None, "text": "kein Wert", "emphasis": False, "marks": []},
    ],
    "legend": [{"shape": "diamond", "name": "Gesamteindruck"}, {"shape": "triangle", "name": "Sicht der Führung"}],
}
STACK = {
    "rows": [
        {
            "name": "Alle Antworten",
            "parts": [
                {"id": "start_24", "name": "Lernkreis über 24 Wochen", "share": 0.84, "text": "84 %", "same": True},
                {
                    "id": "start_12",
                    "name": "Lernkreis über 12 Wochen",
                    "share": 0.13,
                    "text": "13 %",
                    "same": False,
                },
                {"id": "clarify", "name": "Erst klären", "share": 0.03, "text": "3 %", "same": False},
            ],
        },
        {
            "name": "Nur die Haltungen",
            "parts": [
                {"id": "start_24", "name": "Lernkreis über 24 Wochen", "share": 1.0, "text": "100 %", "same": True}
            ],
        },
    ]
}
RANGES = {
    "unit": "€ im Jahr",
    "rows": [
        {"name": HOSTILE, "low": 12000, "middle": 21500, "high": 48000, "text": "21.500 € (12.000–48.000 €)"},
        {"name": "Automatisierung", "low": -2500.5, "middle": 900, "high": 4000, "text": "900 €"},
    ],
}
CYCLE = {
    "nodes": [
        {"id": "growth_mindset", "name": "Wachstumshaltung", "text": "2,1"},
        {"id": "psychological_safety", "name": "Psychologische Sicherheit", "text": "3,2"},
        {"id": "resilience", "name": "Resilienz", "text": "–"},
        {"id": "authentic_communication", "name": "Authentische Kommunikation", "text": "3,9"},
    ],
    "edges": [
        {
            "source": "growth_mindset",
            "target": "psychological_safety",
            "text": "Wachstum → Sicherheit: trägt noch nicht",
            "weakest": True,
        },
        {
            "source": "psychological_safety",
            "target": "resilience",
            "text": "Sicherheit → Resilienz: offen",
            "weakest": False,
        },
        {"source": "resilience", "target": "authentic_communication", "text": LONG, "weakest": False},
        {
            "source": "authentic_communication",
            "target": "growth_mindset",
            "text": "Kommunikation → Wachstum: trägt",
            "weakest": False,
        },
    ],
}
CANVAS = {
    "domains": [
        {"id": "complex", "name": "Komplex", "gloss": ""},
        {"id": "complicated", "name": "Kompliziert", "gloss": ""},
        {"id": "clear", "name": "Klar", "gloss": ""},
        {"id": "chaotic", "name": "Chaotisch", "gloss": ""},
        {"id": "confused", "name": "Unklar/Verworren", "gloss": ""},
    ],
    "points": [
        {"number": 1, "name": HOSTILE, "domains": ["complex"], "placed": "complicated", "text": "komplex"},
        {"number": 2, "name": "Spindeln", "domains": ["complicated"], "placed": "complicated", "text": "kompliziert"},
        {"number": 3, "name": "Dazwischen", "domains": ["complex", "complicated"], "placed": None, "text": "Grenze"},
        {"number": 4, "name": "Am Rand", "domains": ["chaotic", "complex"], "placed": None, "text": "Grenze"},
        {"number": 5, "name": "Offen", "domains": [], "placed": None, "text": "offen"},
        {"number": 6, "name": "Auch offen", "domains": [], "placed": "clear", "text": "offen"},
    ],
}
DATA = {"bars": BARS, "stack": STACK, "ranges": RANGES, "cycle": CYCLE, "canvas": CANVAS}


def _chart(type_: str) -> dict[str, Any]:
    table = {
        "columns": ["Name", "Wert"],
        "rows": [["Wachstum", "2,1"], [HOSTILE, "–"]],
        "values": [["Wachstum", 2.1], [HOSTILE, None]],
    }
    return {
        "kind": "chart",
        "id": type_,
        "type": type_,
        "title": f"Bild {type_}",
        "sentence": f"Satz zu {type_}: {HOSTILE}",
        "table": table,
        "data": DATA[type_],
    }


def _blocks() -> list[dict[str, Any]]:
    return [
        {"kind": "paragraph", "text": HOSTILE, "style": "normal"},
        {"kind": "paragraph", "text": LONG, "style": "note"},
        {"kind": "heading", "text": HOSTILE},
        {"kind": "list", "items": [HOSTILE, "zwei"]},
        {
            "kind": "facts",
            "items": [
                {"label": HOSTILE, "text": "Text", "details": [LONG]},
                {"label": "nur", "text": "", "details": []},
            ],
        },
        {
            "kind": "table",
            "title": HOSTILE,
            "columns": ["A", "B", "", "D"],
            "rows": [[HOSTILE, "1,0", LONG, "x"]],
            "numeric": [False, True, False, False],
        },
        {"kind": "callout", "label": "Eher stabil.", "text": HOSTILE},
        *(_chart(type_) for type_ in DATA),
    ]


def appointment(uid: str, start: str, end: str, **changes: Any) -> dict[str, Any]:
    """A meeting, or a whole day if ``start`` has no time."""
    given = {
        "uid": uid,
        "kind": "meeting",
        "title": f"Treffen {uid}",
        "text": "Text",
        "all_day": "T" not in start,
        "start": start,
        "end": end,
        "when": start,
    }
    return given | changes


def sample(**changes: Any) -> dict[str, Any]:
    """The document; ``changes`` replace whole entries."""
    ids = ("reasons", "stability", "challenges")
    steps = {"columns": ["Was", "Wer", "Bis wann"], "rows": [[HOSTILE, "KM", "1. März 2027"]]}
    summary = {
        "title": "Auf einer Seite",
        "name": "Lernkreis über 24 Wochen",
        "sentence": HOSTILE,
        "status": "Erste Einschätzung.",
        "way": HOSTILE,
        "workshop": {"title": "Ihr Workshop dazu", "texts": [HOSTILE, "Geantwortet haben 12."], "more": "Mehr dazu"},
        "stability": "Eher stabil. 84 von 100",
        "reasons_title": "Warum",
        "reasons": [HOSTILE, "zwei", "drei"],
        "monday_title": "Am Montag",
        "monday": HOSTILE,
        "steps_title": "Wer tut was bis wann",
        "steps": steps,
        "no_steps": "Noch keiner.",
        "facts": [{"label": "Haltung", "text": HOSTILE, "details": []}],
    }
    labels = {
        name: name
        for name in (
            "page",
            "of",
            "contents",
            "table",
            "draft",
            "attachment",
            "recommendation",
            "not_shown",
        )
    }
    document = {
        "language": "de",
        "title": "Das Ergebnis",
        "organisation": HOSTILE,
        "date": {"iso": "2026-11-22", "text": "22. November 2026"},
        "example": None,
        "base": "lcc-ergebnis-2026-11-22",
        "status": {"id": "draft", "label": "Entwurf", "text": "Noch ohne Name und Datum."},
        "summary": summary,
        "steps": [{"deed": HOSTILE, "person": "KM", "due": "2027-03-01"}, {"deed": LONG, "person": "", "due": None}],
        "sections": [
            {
                "id": id_,
                "title": f"Teil {id_}",
                "lead": HOSTILE,
                "blocks": _blocks() if id_ == "reasons" else [],
                "notes": [],
            }
            for id_ in ids
        ],
        "appointments": [appointment("meeting-01", "2027-03-22T15:00", "2027-03-22T16:30")],
        "answers": {"columns": [{"id": "item", "name": "Frage"}, {"id": "value", "name": "Wert"}], "rows": [["a", 1]]},
        "dictionary": [],
        "labels": labels,
        "case_file": {"name": "lcc-2026-11-22.lcc.json", "content": "{}", "text": ""},
        "calendar_id": "0123456789abcdef",
        "footer": "Kein Urteil über Personen.",
    }
    return deepcopy(document | changes)

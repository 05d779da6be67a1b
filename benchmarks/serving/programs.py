"""The programs that are compared: how each is installed, started as its own documentation recommends, and looked at."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

APPS = Path(__file__).parent / "apps"
OURS = "ours"
BASELINE = "voila"
IDLE = "Gespeichert (0)"
PLOTLY = "plotly==7.1.0"


@dataclass(frozen=True)
class Place:
    """Where a program runs: its Python, its port, the port of the counting proxy before it, and our database."""

    python: Path
    port: int
    proxy: int
    database: str


@dataclass(frozen=True)
class Program:
    """One program. Selectors name the radio buttons, the acknowledgement, and the bars of the chart in its pages.

    ``idle`` is what the acknowledgement says before anything was answered, ``waiting`` matches it while an answer is on
    its way. ``shadow``: the page keeps its parts in shadow roots. ``{case}`` in a path stands for a case's token.
    ``scripts``: npm packages which the program would fetch for its pages from a CDN once and keep.
    """

    name: str
    title: str
    requirements: tuple[str, ...]
    command: Callable[[Place], list[str]]
    form: str
    chart: str
    saved: str = ".saved"
    radio: str = "input[type=radio]"
    bars: str = ".js-plotly-plot .bars .point"
    idle: str = IDLE
    waiting: str = ":not(*)"
    shadow: bool = False
    scripts: tuple[str, ...] = ()


def _ours(place: Place) -> list[str]:
    return [sys.executable, "-m", "lcc_diag", "serve", "--port", str(place.port), "--db", place.database]


def _voila(place: Place) -> list[str]:
    options = ["--no-browser", f"--port={place.port}", "--Voila.ip=127.0.0.1", "--show_tracebacks=True"]
    return [str(place.python), "-m", "voila", str(APPS / "voila"), *options]


def _streamlit(place: Place) -> list[str]:
    options = {
        "server.port": place.port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "server.enableWebsocketCompression": "true",
        "browser.gatherUsageStats": "false",
    }
    told = [f"--{name}={value}" for name, value in options.items()]
    return [str(place.python), "-m", "streamlit", "run", str(APPS / "streamlit" / "form.py"), *told]


def _panel(place: Place) -> list[str]:
    origins = [f"--allow-websocket-origin=127.0.0.1:{port}" for port in (place.port, place.proxy)]
    scripts = [str(APPS / "panel" / name) for name in ("form.py", "chart.py")]
    options = ["--address", "127.0.0.1", "--port", str(place.port), "--websocket-compression-level", "6", "--warm"]
    return [str(place.python), "-m", "panel", "serve", *scripts, *options, *origins]


def _solara(place: Place) -> list[str]:
    options = ["--production", "--no-open", "--host", "127.0.0.1", "--port", str(place.port)]
    return [str(place.python), "-m", "solara", "run", str(APPS / "solara" / "app.py"), *options]


PROGRAMS = (
    Program(
        OURS,
        "lcc-diag",
        (),
        _ours,
        "lcc/02_attitudes.ipynb?case={case}&lang=de",
        "lcc/04_result.ipynb?case={case}&lang=de",
        saved=".lcc-saved",
        radio=".lcc-scale input[type=radio]",
        bars=".lcc-chart-attitudes .bars .point",
        idle="",
        waiting=".lcc-waiting",
    ),
    Program(
        BASELINE,
        "Voilà",
        ("voila==0.5.13", "ipywidgets==8.1.9", "ipykernel==7.4.0", "anywidget==0.11.0", PLOTLY),
        _voila,
        "voila/render/form.ipynb",
        "voila/render/chart.ipynb",
    ),
    Program(
        "streamlit",
        "Streamlit",
        ("streamlit==1.67.0", PLOTLY),
        _streamlit,
        "",
        "chart",
        saved=".st-key-saved",
    ),
    Program(
        "panel",
        "Panel",
        ("panel==1.9.4", PLOTLY),
        _panel,
        "form",
        "chart",
        shadow=True,
    ),
    Program(
        "solara",
        "Solara",
        ("solara==1.64.1", "solara-assets==1.58.2", "anywidget==0.11.0", PLOTLY),
        _solara,
        "",
        "chart",
        scripts=("@widgetti/solara-vuetify3-app@5.2.0", "katex@0.16.9"),
    ),
)

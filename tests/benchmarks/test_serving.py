"""The benchmark beside the peers: what is counted is what travels, and tables and plot say what was measured."""

from __future__ import annotations

import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.etree import ElementTree

import pytest

from benchmarks.serving.plot import PANELS, plot
from benchmarks.serving.server import free_port
from benchmarks.serving.summary import figures, goals, ratios
from benchmarks.serving.wire import Wire

BODY = b"x" * 100_000


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def answering():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_every_byte_and_request_is_counted(answering):
    port = free_port()
    with Wire(port, answering) as wire:
        for _ in range(3):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/page") as answer:
                assert answer.read() == BODY
        size, requests = wire.count()
    assert requests == 3
    assert 3 * len(BODY) < size < 3 * len(BODY) + 3000


def results(ours: float, peer: float) -> dict:
    def program(title: str, factor: float) -> dict:
        return {"title": title, "values": {key: [factor * 900, factor * 1000, factor * 1300] for key in PANELS}}

    return {"programs": {"ours": program("lcc-diag", ours), "voila": program("Voilà", 4), "panel": program("P", peer)}}


def test_tables_show_median_range_and_ratio_to_plain_voila():
    told = results(ours=1, peer=2)
    assert ["Form, warm: usable", "1.00 s (0.90–1.30)", "4.00 s (3.60–5.20)", "2.00 s (1.80–2.60)"] in figures(told)
    assert ["Form, warm: usable", "0.25", "1.00", "0.50"] in ratios(told)


@pytest.mark.parametrize(
    ("ours", "peer", "warm", "ahead"),
    [
        (1, 2, "reached", "reached"),
        (2, 3, "**not reached**", "reached"),
        (1, 0.5, "reached", "**not reached**, behind P"),
    ],
)
def test_goals_are_judged_against_voila_and_every_peer(ours, peer, warm, ahead):
    said = goals(results(ours, peer))
    assert f"form, warm: {ours / 4:.2f} of plain Voilà, at most 0.33: {warm}" in said
    assert f"Form, warm: usable ahead of every peer: {ahead}" in said


def test_plot_has_a_bar_for_every_program_in_every_panel():
    drawn = ElementTree.fromstring(plot(results(ours=1, peer=2)))
    bars = [bar for bar in drawn.iter("{http://www.w3.org/2000/svg}rect") if bar.get("x")]
    assert len(bars) == 3 * len(PANELS)
    for panel in range(len(PANELS)):
        ours, voila, peer = (float(bar.get("width")) for bar in bars[3 * panel : 3 * panel + 3])
        assert voila == pytest.approx(4 * ours, rel=0.01)
        assert peer == pytest.approx(2 * ours, rel=0.01)

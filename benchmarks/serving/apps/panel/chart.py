"""The chart in Panel."""

import json
import os
from pathlib import Path

import panel as pn
import plotly.graph_objects as go

pn.extension("plotly")

content = pn.state.as_cached("content", lambda: json.loads(Path(os.environ["BENCHMARK_CONTENT"]).read_text("utf-8")))
chart = pn.pane.Plotly(go.Figure(content["figure"]), sizing_mode="stretch_width")
pn.Column(f"# {content['chart_heading']}", chart).servable(title="Panel")

"""The chart in Streamlit."""

import json
import os
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st


@st.cache_data
def load() -> dict:
    return json.loads(Path(os.environ["BENCHMARK_CONTENT"]).read_text(encoding="utf-8"))


content = load()
st.title(content["chart_heading"])
st.plotly_chart(go.Figure(content["figure"]))

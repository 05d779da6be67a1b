"""The form in Streamlit: one screen at a time, kept in the session state."""

import json
import os
from pathlib import Path

import streamlit as st


@st.cache_data
def load() -> dict:
    return json.loads(Path(os.environ["BENCHMARK_CONTENT"]).read_text(encoding="utf-8"))


content = load()
state = st.session_state
state.setdefault("place", 0)
state.setdefault("count", 0)
state.setdefault("answers", dict(content["answers"]))


def save(question: str) -> None:
    state.answers[question] = state[question]
    state.count += 1


def go(step: int) -> None:
    state.place += step


screen = content["screens"][state.place]
st.title(content["heading"])
st.caption(screen["group"])
st.header(screen["title"])
st.write(screen["intro"])
for question in screen["questions"]:
    options = question["options"]
    st.radio(
        question["text"],
        options,
        index=options.index(state.answers[question["id"]]),
        key=question["id"],
        horizontal=True,
        on_change=save,
        args=(question["id"],),
    )
back, forward = st.columns(2)
back.button("Zurück", on_click=go, args=(-1,), disabled=state.place == 0)
forward.button("Weiter", on_click=go, args=(1,), disabled=state.place == len(content["screens"]) - 1)
with st.container(key="saved"):
    st.write(f"Gespeichert ({state.count})")

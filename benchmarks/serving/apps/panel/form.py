"""The form in Panel: one screen at a time."""

import json
import os
from pathlib import Path

import panel as pn

pn.extension()

content = pn.state.as_cached("content", lambda: json.loads(Path(os.environ["BENCHMARK_CONTENT"]).read_text("utf-8")))
answers = dict(content["answers"])
place = pn.widgets.IntInput(value=0)
last = len(content["screens"]) - 1
saved = pn.pane.HTML('<span class="saved">Gespeichert (0)</span>')
clicks = []


def save(question, event):
    answers[question] = event.new
    clicks.append(question)
    saved.object = f'<span class="saved">Gespeichert ({len(clicks)})</span>'


def asked(question):
    radio = pn.widgets.RadioBoxGroup(
        name=question["text"], options=question["options"], value=answers[question["id"]], inline=True
    )
    radio.param.watch(lambda event: save(question["id"], event), "value")
    return pn.Column(f"**{question['text']}**", radio)


def shown(position):
    screen = content["screens"][position]
    head = f"{screen['group']}\n\n## {screen['title']}\n\n{screen['intro']}"
    return pn.Column(head, *(asked(question) for question in screen["questions"]))


def go(step):
    place.value = min(max(place.value + step, 0), last)


back = pn.widgets.Button(name="Zurück", on_click=lambda _: go(-1))
forward = pn.widgets.Button(name="Weiter", button_type="primary", on_click=lambda _: go(1))
pn.Column(f"# {content['heading']}", pn.bind(shown, place), pn.Row(back, forward), saved).servable(title="Panel")

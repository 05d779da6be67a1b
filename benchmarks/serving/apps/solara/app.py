"""The form and the chart in Solara: two routes of one app, one screen of the form at a time."""

import json
import os
from pathlib import Path

import plotly.graph_objects as go
import solara

content = json.loads(Path(os.environ["BENCHMARK_CONTENT"]).read_text(encoding="utf-8"))


@solara.component
def Question(question, value, on_value):  # noqa: N802 - components are named like classes
    radios = [solara.v.Radio(label=option, value=option) for option in question["options"]]
    solara.v.RadioGroup(label=question["text"], v_model=value, on_v_model=on_value, children=radios, inline=True)


@solara.component
def Form():  # noqa: N802 - components are named like classes
    place, set_place = solara.use_state(0)
    count, set_count = solara.use_state(0)
    answers, set_answers = solara.use_state(content["answers"])

    def save(question, value):
        set_answers(lambda known: {**known, question: value})
        set_count(lambda known: known + 1)

    screen = content["screens"][place]
    solara.Markdown(f"# {content['heading']}\n\n{screen['group']}\n\n## {screen['title']}\n\n{screen['intro']}")
    for question in screen["questions"]:
        name = question["id"]
        Question(question, answers[name], lambda value, name=name: save(name, value)).key(name)
    with solara.Row():
        solara.Button("Zurück", on_click=lambda: set_place(place - 1), disabled=place == 0)
        solara.Button("Weiter", on_click=lambda: set_place(place + 1), disabled=place == len(content["screens"]) - 1)
    solara.Text(f"Gespeichert ({count})", classes=["saved"])


@solara.component
def Chart():  # noqa: N802 - components are named like classes
    solara.Markdown(f"# {content['chart_heading']}")
    solara.FigurePlotly(go.Figure(content["figure"]))


routes = [solara.Route("/", component=Form, label="Form"), solara.Route("chart", component=Chart, label="Chart")]

"""What is installed is the built wheel, not the source tree: it must bring everything it needs."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel's content in a folder of its own, and the environment in which only that copy is found."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site", os.environ | {"PYTHONPATH": str(folder / "site"), "PYTHONSAFEPATH": "1"}


def test_the_wheel_holds_content_chapters_template_and_widgets(installed):
    site, _ = installed
    package = site / "lcc_diag"
    for name in (
        "questionnaires/cynefin.yaml",
        "notebooks/00_start.ipynb",
        "server/templates/index.html.j2",
        "server/static/parts/host.js",
        "ui/static/case.js",
        "ui/static/tokens.css",
        "i18n/texts/problems.yaml",
        "store/case.schema.json",
        "store/example.yaml",
        "report/typst/report.typ",
        "report/templates/page.html.j2",
        "report/fonts/SourceSans3-Regular.ttf",
    ):
        assert (package / name).is_file(), name


def test_the_installed_copy_validates_diagnoses_and_reports(installed, tmp_path):
    site, environment = installed

    def run(*arguments):
        command = [sys.executable, "-m", "lcc_diag", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=60, check=True)
        return done.stdout.decode()

    assert str(site) in run("validate")
    run("example", "-o", "case.lcc.json")
    assert json.loads(run("diagnose", "case.lcc.json", "--json"))["recommendation"]["outcome"] == "start_24"
    run("report", "case.lcc.json", "--to", "pdf,pptx,xlsx,html", "-o", "documents")
    endings = {path.suffix for path in (tmp_path / "documents").iterdir()}
    assert endings == {".pdf", ".pptx", ".xlsx", ".html"}

"""The command line as a consultant uses it: real processes, real files, exit codes and sentences."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from lcc_diag.content import shipped_folder

EXAMPLES = {"de": "beispiel.lcc.json", "en": "example.lcc.json"}


def run(*arguments, cwd=None, stdin=b""):
    command = [sys.executable, "-m", "lcc_diag", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, timeout=60, check=False)


def lines(output):
    return output.decode("utf-8").splitlines()


@pytest.fixture
def case(tmp_path):
    assert run("example", "-o", tmp_path / "case.lcc.json").returncode == 0
    return tmp_path / "case.lcc.json"


@pytest.mark.parametrize("language", ["de", "en"])
def test_example_is_written_under_a_name_in_the_language_and_never_overwritten(tmp_path, language):
    first = run("--lang", language, "example", cwd=tmp_path)
    assert (first.returncode, first.stderr) == (0, b"")
    written = (tmp_path / EXAMPLES[language]).read_bytes()
    second = run("--lang", language, "example", cwd=tmp_path)
    assert second.returncode == 1
    assert EXAMPLES[language] in second.stderr.decode()
    assert (tmp_path / EXAMPLES[language]).read_bytes() == written


def test_diagnose_gives_the_same_answer_as_text_json_tree_and_python(case):
    import datetime

    from lcc_diag import as_json, diagnose, insight, load_questionnaires, read_case

    questionnaires = load_questionnaires()
    today = datetime.date(2026, 11, 22)
    read = read_case(case.read_bytes(), questionnaires)
    diagnosis = diagnose(read, questionnaires, today)
    from_python = as_json(diagnosis, insight(read, diagnosis, questionnaires, today))
    as_object = json.loads(run("diagnose", case, "--json", "--date", "2026-11-22").stdout)
    assert as_object == json.loads(json.dumps(from_python))
    assert as_object["recommendation"]["outcome"] == "start_24"
    assert as_object["robustness"].keys() >= {"same_outcome", "same_family", "label"}
    assert "R10" in run("diagnose", case, "--explain").stdout.decode()
    outcome = questionnaires.rules.outcomes["start_24"]
    for language in ("de", "en"):
        shown = " ".join(run("diagnose", case, "--lang", language).stdout.decode().split())
        assert outcome.verdict[language] in shown


def test_diagnose_reads_standard_input(case):
    piped = run("diagnose", "-", "--json", stdin=case.read_bytes())
    assert json.loads(piped.stdout)["recommendation"]["rule"] == "R10"


def test_output_is_complete_whatever_the_system_s_code_page(case):
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    command = [sys.executable, "-m", "lcc_diag", "diagnose", str(case)]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Führungskräfte" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"{", "JSON"), (b'{"format": "lcc-diag/case@99"}', "99"), (b"\xff\xfe", "UTF-8"), (b"[]", "")],
)
def test_a_damaged_case_file_gets_a_sentence_and_exit_code_one(tmp_path, content, word):
    path = tmp_path / "x.lcc.json"
    path.write_bytes(content)
    for language in ("de", "en"):
        result = run("diagnose", path, "--lang", language)
        assert result.returncode == 1
        assert result.stdout == b""
        assert word in result.stderr.decode()
        assert "Traceback" not in result.stderr.decode()


def test_a_round_that_is_not_in_the_case_is_named_with_those_that_are(case):
    result = run("diagnose", case, "--round", "t9", "--lang", "en")
    assert (result.returncode, lines(result.stderr)) == (1, ["There is no round “t9” in this case. There are: t0."])
    assert run("diagnose", case, "--round", "t0").returncode == 0


def test_a_missing_file_is_named():
    result = run("diagnose", "nowhere.lcc.json")
    assert result.returncode == 1
    assert lines(result.stderr) == [
        "Die Datei »nowhere.lcc.json« gibt es nicht oder sie ist nicht lesbar. Bitte Pfad prüfen."
    ]


def test_validate_accepts_the_shipped_folder_and_names_errors_of_a_copy(tmp_path):
    assert run("validate").returncode == 0
    copy = tmp_path / "questionnaires"
    shutil.copytree(shipped_folder(), copy)
    rules = copy / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("outcome: stabilise", "outcome: stabilize"), "utf-8")
    for language, count in (("de", "1 Fehler gefunden."), ("en", "1 error found.")):
        result = run("--lang", language, "validate", copy)
        assert result.returncode == 1
        assert lines(result.stderr)[-1] == count
        assert "rules.yaml" in lines(result.stderr)[0]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["frobnicate"], "serve, diagnose, report, validate, example"),
        (["diagnose"], "CASE"),
        (["diagnose", "x", "--yaml"], "--yaml"),
        (["serve", "--port", "many"], "--port"),
    ],
)
def test_misuse_is_explained_in_both_languages(arguments, reason):
    for language, opening in (("de", "Der Aufruf wurde nicht verstanden"), ("en", "The command was not understood")):
        result = run("--lang", language, *arguments)
        assert result.returncode == 2
        assert result.stderr.decode().startswith(opening)
        assert reason in result.stderr.decode()


def test_an_unknown_language_is_refused_with_those_there_are():
    result = run("--lang", "fr", "validate")
    assert result.returncode == 1
    assert "de, en" in result.stderr.decode()


@pytest.mark.parametrize("language", ["de", "en"])
def test_help_speaks_the_language(language):
    shown = " ".join(run("--lang", language, "serve", "--help").stdout.decode().split())
    assert {"de": "Das Arbeitsbuch im Browser anbieten", "en": "Serve the workbook in the browser"}[language] in shown


def test_a_port_in_use_is_said_before_anything_starts():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--port", port)
    assert result.returncode == 1
    assert f"--port {port + 1}" in result.stderr.decode()


def test_serving_with_broken_questionnaires_or_an_unusable_database_says_so(tmp_path):
    (tmp_path / "empty").mkdir()
    broken = run("serve", "--port", free_port(), "--questionnaires", tmp_path / "empty")
    assert broken.returncode == 1
    assert "cynefin.yaml" in broken.stderr.decode()
    (tmp_path / "db").write_bytes(b"this is not a database" * 100)
    damaged = run("serve", "--port", free_port(), "--db", f"sqlite:///{tmp_path / 'db'}")
    assert damaged.returncode == 1
    assert "Traceback" not in damaged.stderr.decode()
    assert Path(tmp_path / "db").read_bytes() == b"this is not a database" * 100


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

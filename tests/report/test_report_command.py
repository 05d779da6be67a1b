"""``lcc-diag report`` as a consultant uses it, and the names and kinds of documents behind it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date

import pytest
from icalendar import Calendar

from lcc_diag.content import load
from lcc_diag.i18n import sentence
from lcc_diag.model.case import Case, Challenge
from lcc_diag.model.problem import InputError
from lcc_diag.report import KINDS, file_name, make
from lcc_diag.report.command import kinds_of, write
from lcc_diag.store.case_file import read_case, write_case
from lcc_diag.store.example import example_case, example_file
from tests.report.sample import HOSTILE, sample
from tests.test_commands import lines, run

DAY = "2026-11-22"
BEGINNINGS = {
    "pdf": b"%PDF-",
    "pptx": b"PK",
    "xlsx": b"PK",
    "ics": b"BEGIN:VCALENDAR\r\n",
    "html": b"<!DOCTYPE html>",
    "csv": b"\xef\xbb\xbf",
    "json": b"{",
}


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "case.lcc.json"
    path.write_text(example_file("de", load()), encoding="utf-8")
    return path


def report(*arguments):
    return run("report", *arguments, "--date", DAY)


@pytest.mark.parametrize("language", ["de", "en"])
def test_all_kinds_are_written_into_a_new_folder_and_named(tmp_path, case, language):
    folder = tmp_path / "neu" / "Dokumente für Müller & Söhne"
    done = report(case, "--to", ",".join(KINDS), "-o", folder, "--lang", language)
    assert (done.returncode, len(lines(done.stderr))) == (0, len(KINDS)), done.stderr.decode()
    written = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(lines(done.stdout)) == sorted(str(folder / name) for name in written)
    for kind, beginning in BEGINNINGS.items():
        (name,) = [name for name in written if name.endswith(KINDS[kind].ending)]
        assert written[name].startswith(beginning)
        assert re.fullmatch(r"lcc-[a-z0-9.-]+", name)


def test_json_is_the_case_to_go_on_from(tmp_path, case):
    assert report(case, "--to", "json", "-o", tmp_path).returncode == 0
    content = (tmp_path / f"lcc-{DAY}.lcc.json").read_bytes()
    assert read_case(content, load()) == read_case(case.read_bytes(), load())


def test_without_a_choice_it_is_a_pdf_in_the_present_folder(tmp_path, case):
    done = run("report", case, "--date", DAY, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    (path,) = tmp_path.glob("*.pdf")
    assert lines(done.stdout) == [path.name]


def test_progress_goes_to_standard_error_one_line_a_document(tmp_path, case):
    done = report(case, "--to", " CSV ,html,csv,", "-o", tmp_path, "--lang", "en")
    assert [line.split(":")[0] for line in lines(done.stderr)] == ["1 of 2", "2 of 2"]
    assert len(lines(done.stdout)) == 2


def test_documents_are_kept_unless_forced_and_the_others_are_written(tmp_path, case):
    assert report(case, "--to", "csv", "-o", tmp_path).returncode == 0
    (path,) = tmp_path.glob("*.csv")
    path.write_text("mine")
    again = report(case, "--to", "csv,html", "-o", tmp_path)
    assert again.returncode == 1
    assert "--force" in again.stderr.decode()
    assert path.name in again.stderr.decode()
    assert path.read_text() == "mine"
    assert [line.rpartition(".")[2] for line in lines(again.stdout)] == ["html"]
    assert report(case, "--to", "csv", "-o", tmp_path, "--force").returncode == 0
    assert path.read_bytes().startswith(BEGINNINGS["csv"])
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize("to", ["docx,pdf,exe", "docx,exe", " , exe, docx"])
def test_unknown_kinds_are_named_together_with_those_there_are(tmp_path, case, to):
    for language, opening in (("de", "Diese Dokumente gibt es nicht"), ("en", "There are no such documents")):
        done = report(case, "--to", to, "-o", tmp_path / "out", "--lang", language)
        assert (done.returncode, done.stdout) == (1, b"")
        (line,) = lines(done.stderr)
        assert line.startswith(opening)
        assert {"docx", "exe", "xlsx", "pptx"} <= set(re.findall(r"\w+", line))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("to", ["", ",", "../../etc", "x" * 5000])
def test_nonsense_for_a_kind_gets_one_short_line(tmp_path, case, to):
    done = report(case, "--to", to, "-o", tmp_path / "out")
    (line,) = lines(done.stderr)
    assert done.returncode == 1
    assert len(line) < 200


def test_a_calendar_without_dates_says_why_and_the_others_are_written(tmp_path):
    path = tmp_path / "empty.lcc.json"
    path.write_text(write_case(Case()), encoding="utf-8")
    done = report(path, "--to", "ics,csv", "-o", tmp_path / "out", "--lang", "de")
    assert done.returncode == 1
    assert "Termine" in done.stderr.decode()
    assert [file.suffix for file in (tmp_path / "out").iterdir()] == [".csv"]


def test_a_missing_or_damaged_case_leaves_no_folder_behind(tmp_path):
    (tmp_path / "broken.lcc.json").write_text("{")
    for name in ("nowhere.lcc.json", "broken.lcc.json"):
        done = report(tmp_path / name, "--to", "csv", "-o", tmp_path / "out")
        assert (done.returncode, done.stdout) == (1, b"")
        assert "Traceback" not in done.stderr.decode()
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path, case):
    (tmp_path / "taken").write_text("a file")
    for folder in (tmp_path / "taken", tmp_path / "taken" / "deeper"):
        done = report(case, "--to", "csv", "-o", folder, "--lang", "en")
        assert done.returncode == 1
        assert "cannot be created" in done.stderr.decode()


def test_a_folder_where_a_document_should_be_is_a_sentence(tmp_path, case):
    assert report(case, "--to", "csv", "-o", tmp_path).returncode == 0
    (path,) = tmp_path.glob("*.csv")
    path.unlink()
    (path / "inside").mkdir(parents=True)
    for force in ([], ["--force"]):
        done = report(case, "--to", "csv", "-o", tmp_path, *force)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr.decode()
    assert (path / "inside").is_dir()
    assert list(tmp_path.glob("*.part")) == []


def test_hostile_names_stay_inside_the_documents(tmp_path):
    case = Case('../../x/"<script>:*?|\\CON\n', challenges=(Challenge("c1", HOSTILE[:120]),))
    path = tmp_path / "in.lcc.json"
    path.write_text(write_case(case), encoding="utf-8")
    done = report(path, "--to", "pdf,pptx,xlsx,html,csv,json", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr.decode()
    names = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert len(names) == 6
    assert all(re.fullmatch(r"lcc-[a-z0-9.-]+", name) for name in names)
    assert [file.name for file in tmp_path.iterdir() if file.is_dir()] == ["out"]


def test_a_fault_in_one_document_does_not_cost_the_others(tmp_path):
    document = sample() | {"sections": None}
    begun = []
    results = list(write(["html", "csv"], document, Case(), tmp_path, False, lambda number, name: begun.append(name)))
    assert isinstance(results[0], InputError)
    assert "html" in sentence(results[0].problems[0], "de")
    assert results[1].read_bytes().startswith(BEGINNINGS["csv"])
    assert len(begun) == 2


def test_reads_standard_input_and_another_round_is_named(tmp_path, case):
    piped = run("report", "-", "--to", "csv", "-o", tmp_path, "--date", DAY, stdin=case.read_bytes())
    assert piped.returncode == 0
    other = report(case, "--to", "csv", "-o", tmp_path, "--round", "t9")
    assert other.returncode == 1
    assert "t9" in other.stderr.decode()


@pytest.mark.parametrize(("language", "word"), [("de", "als Dokumente schreiben"), ("en", "as documents, such as")])
def test_help_speaks_the_language_and_names_every_kind(language, word):
    shown = " ".join(run("--lang", language, "report", "--help").stdout.decode().split())
    assert word in shown
    assert ", ".join(KINDS) in shown


# --- names and kinds ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("base", ["lcc-ergebnis-2026-11-22", 'a/b\\c:"*?<>|\n', "../../etc/passwd", "Ärger…", "x."])
def test_every_system_takes_the_name(kind, base):
    name = file_name(kind, sample(base=base))
    assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*[a-z0-9]", name)
    assert ".." not in name
    assert name.endswith(KINDS[kind].ending)


@pytest.mark.parametrize(
    ("language", "status", "expected"),
    [
        ("de", "draft", "lcc-ergebnis-2026-11-22-entwurf.pdf"),
        ("en", "draft", "lcc-ergebnis-2026-11-22-draft.pdf"),
        ("de", "final", "lcc-ergebnis-2026-11-22.pdf"),
    ],
)
def test_a_draft_says_so_in_its_name(language, status, expected):
    document = sample(language=language, status={"id": status, "label": "", "text": ""})
    assert file_name("pdf", document) == expected


def test_an_unknown_kind_is_refused_with_those_there_are():
    for ask in (lambda: make("docx", sample(), Case()), lambda: file_name("docx", sample())):
        with pytest.raises(InputError) as caught:
            ask()
        assert ", ".join(KINDS) in sentence(caught.value.problems[0], "en")


def test_kinds_are_told_apart_by_commas_alone():
    assert kinds_of(" PDF, csv ,,csv") == ["pdf", "csv"]


def test_json_is_the_whole_case_whatever_the_document_shows():
    case = example_case("de", load())
    assert json.loads(make("json", sample(), case)) == json.loads(write_case(case))


def test_every_kind_can_be_opened_from_the_same_document():
    from lcc_diag.model.diagnosis import diagnose
    from lcc_diag.statistics.insight import insight
    from lcc_diag.view.document import document_view

    content, day = load(), date.fromisoformat(DAY)
    case = example_case("de", content)
    diagnosis = diagnose(case, content, day)
    document = document_view(case, diagnosis, insight(case, diagnosis, content, day), content, "de", day)
    made = {kind: make(kind, document, case) for kind in KINDS}
    assert zipfile.ZipFile(io.BytesIO(made["pptx"])).testzip() is None
    assert zipfile.ZipFile(io.BytesIO(made["xlsx"])).testzip() is None
    assert len(Calendar.from_ical(made["ics"]).walk("VEVENT")) == len(document["appointments"]) > 0

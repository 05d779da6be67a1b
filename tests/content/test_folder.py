"""Files that are missing, too many, or cannot be read; loading as a whole."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from lcc_diag.content import load, loading, shipped_folder
from lcc_diag.content.folder import FILES, LARGEST_FILE
from lcc_diag.i18n import sentence
from lcc_diag.model.problem import InputError, Problem


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as raised:
        load(folder)
    return raised.value.problems


def sentences(folder: Path) -> list[tuple[str, str]]:
    return [(sentence(problem, "de"), sentence(problem, "en")) for problem in problems(folder)]


def test_shipped_content_has_no_problems():
    questionnaires = load()
    assert set(questionnaires.versions()) == set(FILES)
    assert len(questionnaires.cynefin.indicators) == 8
    assert [len(attitude.items) for attitude in questionnaires.attitudes.dimensions.values()] == [5, 5, 5, 5]
    assert list(questionnaires.rules.rules) == [f"R{number}" for number in range(1, 12)]


def test_texts_arrive_as_they_are_written(folder):
    assert load(folder) == load()
    assert load(folder).attitudes.scale[1]["en"] == "never"


def test_shipped_content_is_read_once():
    assert load() is load()


@pytest.fixture
def settled(folder, monkeypatch) -> Path:
    """The copied folder as if it had not been touched for a while."""
    monkeypatch.setattr(loading, "SETTLED_SECONDS", 0)
    return folder


def test_a_folder_nobody_touches_is_read_once(settled):
    assert load(settled) is load(settled)
    assert load(settled) is not load()


def test_a_folder_just_touched_is_read_each_time(folder):
    assert load(folder) is not load(folder)


def test_a_kept_folder_is_read_anew_when_a_file_comes_goes_or_grows(settled):
    kept = load(settled)
    (settled / "README.md").write_text("Our own words.", encoding="utf-8")
    again = load(settled)
    assert again == kept
    assert again is not kept
    (settled / "cynefin.yaml").unlink()
    with pytest.raises(InputError):
        load(settled)


def test_only_the_folders_used_last_are_kept(settled, tmp_path):
    for number in range(loading.MOST_FOLDERS + 1):
        load(Path(shutil.copytree(settled, tmp_path / str(number))))
    assert len(loading._kept) == loading.MOST_FOLDERS


def test_relative_folders_are_those_of_the_moment(settled, monkeypatch):
    monkeypatch.chdir(settled)
    load(Path())
    monkeypatch.chdir(settled.parent)
    with pytest.raises(InputError):
        load(Path())


@pytest.mark.parametrize("seconds", [0, 2])
def test_a_given_folder_is_read_anew_after_an_edit(seconds, folder, monkeypatch):
    monkeypatch.setattr(loading, "SETTLED_SECONDS", seconds)
    load(folder)
    file = folder / "experiments.yaml"
    text = file.read_text(encoding="utf-8")
    before = file.stat()
    file.write_text(text.replace("days: 14", "days: 12"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert 12 in {experiment.days for experiment in load(folder).experiments.experiments.values()}


def test_a_folder_may_be_given_as_text(folder):
    assert load(str(folder)) == load()


def test_missing_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert sentences(Path("content")) == [
        (
            "Der Ordner »content« fehlt oder ist nicht lesbar. Bitte den Pfad prüfen.",
            "The folder “content” is missing or cannot be read. Please check the path.",
        )
    ]


def test_missing_file(folder):
    (folder / "circle.yaml").unlink()
    assert sentences(folder) == [
        (
            "circle.yaml: Die Datei fehlt. Bitte aus der mitgelieferten Fassung wieder in den Ordner legen.",
            "circle.yaml: The file is missing. Please put it back into the folder from the version that came with "
            "the workbook.",
        )
    ]


def test_folder_in_place_of_a_file(folder):
    (folder / "circle.yaml").unlink()
    (folder / "circle.yaml").mkdir()
    assert sentences(folder) == [
        (
            "circle.yaml: Die Datei lässt sich nicht öffnen. Bitte prüfen, ob Sie sie lesen dürfen und ob es wirklich "
            "eine Datei ist.",
            "circle.yaml: The file cannot be opened. Please check that you may read it and that it really is a file.",
        )
    ]


def test_file_with_another_ending(folder):
    shutil.copy(folder / "circle.yaml", folder / "circle.yml")
    assert sentences(folder) == [
        (
            "circle.yml: Diese Datei wird nicht gelesen. Ist »circle.yaml« gemeint? Dann bitte umbenennen, sonst "
            "woanders ablegen.",
            "circle.yml: This file is not read. Did you mean “circle.yaml”? Then please rename it, otherwise keep it "
            "elsewhere.",
        )
    ]


def test_file_that_does_not_belong_there(folder):
    (folder / "minutes.docx").write_bytes(b"")
    assert sentences(folder) == [
        (
            "minutes.docx: Diese Datei wird nicht gelesen. Bitte woanders ablegen; hierher gehören nur: cynefin.yaml, "
            "attitudes.yaml, execution.yaml, circle.yaml, rules.yaml, experiments.yaml, context.yaml, sources.yaml, "
            "plan.yaml, costs.yaml, workshop.yaml.",
            "minutes.docx: This file is not read. Please keep it elsewhere; only these belong here: cynefin.yaml, "
            "attitudes.yaml, execution.yaml, circle.yaml, rules.yaml, experiments.yaml, context.yaml, sources.yaml, "
            "plan.yaml, costs.yaml, workshop.yaml.",
        )
    ]


@pytest.mark.parametrize("name", [".DS_Store", "circle.yaml~", "circle.yaml.bak", "README.md"])
def test_files_that_editors_leave_behind_do_no_harm(name, folder):
    (folder / name).write_bytes(b"\xff")
    assert load(folder) == load()


def test_file_that_is_too_large(folder):
    with (folder / "context.yaml").open("a", encoding="utf-8") as file:
        file.write("#" * LARGEST_FILE)
    assert sentences(folder) == [
        (
            "context.yaml: Die Datei ist größer als 1 MB und wird deshalb nicht gelesen. Bitte kürzen.",
            "context.yaml: The file is larger than 1 MB and is therefore not read. Please shorten it.",
        )
    ]


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16"])
def test_file_in_another_encoding(encoding, folder):
    (folder / "context.yaml").write_bytes('meta:\n  id: "für"\n'.encode(encoding))
    (problem,) = problems(folder)
    line = 1 if encoding == "utf-16" else 2
    assert (problem.code, problem.file, problem.line) == ("content_file_not_utf8", "context.yaml", line)
    assert sentence(problem, "de") == (
        f"context.yaml, Zeile {line}: Hier steht ein Zeichen, das nicht in UTF-8 gespeichert ist. Bitte die Datei im "
        "Editor mit der Kodierung UTF-8 speichern."
    )
    assert sentence(problem, "en") == (
        f"context.yaml, line {line}: There is a character here that is not stored as UTF-8. Please save the file in "
        "your editor with the encoding UTF-8."
    )


def test_byte_order_mark_and_windows_line_ends_do_no_harm(folder):
    file = folder / "context.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert load(folder) == load()


def test_read_only_folder(folder):
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert load(folder) == load()
    finally:
        folder.chmod(stat.S_IRWXU)


def test_problems_of_several_files_are_told_together(folder):
    edits = {
        "attitudes.yaml": ("reverse: true", "reversed: true"),
        "cynefin.yaml": ("prior: {clear: 0.2,", "prior: {clear: 0.3,"),
        "execution.yaml": ("lever_order: [owner,", "lever_order: [owner"),
        "experiments.yaml": ("    attitude: resilience", "    attitude: resilient"),
        "rules.yaml": ("when: {is: acute}", "when: {is: akute}"),
    }
    for name, (old, new) in edits.items():
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    (folder / "sources.yaml").unlink()
    (folder / "extra.txt").touch()

    found = [(problem.file, problem.code) for problem in problems(folder)]

    reversed_items = load_shipped_reverse_items()
    assert found == [
        *[("attitudes.yaml", "content_unknown_key_similar")] * reversed_items,
        ("cynefin.yaml", "content_sum"),
        ("execution.yaml", "content_each_once"),
        ("extra.txt", "content_file_unknown"),
        ("rules.yaml", "content_feature_similar"),
        ("sources.yaml", "content_file_missing"),
    ]


def load_shipped_reverse_items() -> int:
    return sum(item.reverse for attitude in load().attitudes.dimensions.values() for item in attitude.items.values())


def test_references_are_checked_once_both_files_are_whole(folder):
    experiments = folder / "experiments.yaml"
    text = experiments.read_text(encoding="utf-8")
    experiments.write_text(text.replace("attitude: resilience", "attitude: resilient"), encoding="utf-8")
    assert [problem.code for problem in problems(folder)] == ["content_reference_similar"]


def test_problems_stand_in_the_order_of_lines(folder):
    file = folder / "context.yaml"
    text = file.read_text(encoding="utf-8").replace("\ntraps:", "\ncolour: red\ntraps:")
    file.write_text(text + "flavour: sweet\nmeta: 3\n", encoding="utf-8")
    found = problems(folder)
    assert [problem.code for problem in found] == ["content_unknown_key", "content_unknown_key", "content_twice"]
    assert [problem.line for problem in found] == sorted(problem.line for problem in found)


def test_shipped_folder_lies_in_the_source_tree_or_the_package():
    assert {file.name for file in shipped_folder().glob("*.yaml")} == set(FILES.values())

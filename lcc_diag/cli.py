"""The command line: serve, diagnose, report, validate, example, backup, restore.

Exit codes: 0 done; 1 something given to the program cannot be used (said in one sentence each); 2 command misused.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from lcc_diag import __version__
from lcc_diag.i18n import check_language, phrase, sentence
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.model.text import LANGUAGES

if TYPE_CHECKING:
    from lcc_diag.model.case import Case
    from lcc_diag.model.questionnaires import Questionnaires
    from lcc_diag.model.results import Diagnosis

EXIT_INPUT, EXIT_USAGE = 1, 2
Say = Callable[..., str]


def system_language(arguments: list[str]) -> str:
    """Language of the help: ``--lang`` if given, else ``LCC_DIAG_LANG``, else the system's, else German."""
    for position, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            return check_language(value or "".join(arguments[position + 1 : position + 2]))
    if chosen := os.environ.get("LCC_DIAG_LANG"):
        return check_language(chosen)
    return "en" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("en") else "de"


def build(language: str) -> click.Group:
    """The command group with its help in ``language``."""
    say = partial(_say, language)

    @click.group(help=say("main"), context_settings={"max_content_width": 100})
    @click.version_option(__version__, prog_name="lcc-diag", message="%(prog)s %(version)s", help=say("version"))
    def group() -> None:
        pass

    for command in (_serve, _diagnose, _report, _validate, _example, _backup, _restore):
        group.add_command(command(language, say))
    return _with_language(group, say)


def _say(language: str, key: str, **values: object) -> str:
    return phrase(f"commands.{key}", language, **values)


def _with_language(command: click.Command, say: Say) -> click.Command:
    """The command with --help and --lang, which every command takes; ``system_language`` has read the latter."""
    language = click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False, help=say("lang"))
    return click.help_option("-h", "--help", help=say("help"))(language(command))


def _folder_option(say: Say):
    path = click.Path(path_type=Path)
    return click.option("--questionnaires", type=path, metavar="FOLDER", help=say("questionnaires"))


def _serve(language: str, say: Say) -> click.Command:
    file = click.Path(path_type=Path, dir_okay=False)

    @click.command(help=say("serve"))
    @click.option("--host", default="127.0.0.1", show_default=True, help=say("serve_host"))
    @click.option("--port", default=8866, type=click.IntRange(1, 65535), show_default=True, help=say("serve_port"))
    @click.option("--db", metavar="URL", envvar="LCC_DIAG_DB", help=say("serve_db"))
    @_folder_option(say)
    @click.option("--passphrase", "ask_phrase", is_flag=True, help=say("serve_passphrase"))
    @click.option("--certificate", type=file, metavar="FILE", help=say("serve_certificate"))
    @click.option("--key", type=file, metavar="FILE", help=say("serve_key"))
    @click.option("--base-url", default="/", show_default=True, metavar="PATH", help=say("serve_base_url"))
    @click.option("--behind-proxy", is_flag=True, help=say("serve_behind_proxy"))
    @click.option("--sessions", type=click.IntRange(1), metavar="N", help=say("serve_sessions"))
    @click.option("--access-log", is_flag=True, help=say("serve_access_log"))
    def serve(**options: Any) -> None:
        from lcc_diag.server.command import run

        run(language, **options)

    return _with_language(serve, say)


def _diagnose(language: str, say: Say) -> click.Command:
    @click.command(short_help=say("diagnose"), help=f"{say('diagnose')}\n\nCASE: {say('diagnose_case')}")
    @click.argument("case", metavar="CASE")
    @click.option("--json", "as_object", is_flag=True, help=say("diagnose_json"))
    @click.option("--explain", "reasoning", is_flag=True, help=say("diagnose_explain"))
    @click.option("--date", "today", type=click.DateTime(["%Y-%m-%d"]), help=say("diagnose_date"))
    @click.option("--round", "round_id", metavar="ROUND", help=say("diagnose_round"))
    @_folder_option(say)
    def diagnose(case: str, **options: object) -> None:
        click.echo(_diagnosis(case, language, **options))

    return _with_language(diagnose, say)


def _report(language: str, say: Say) -> click.Command:
    from lcc_diag.report import KINDS

    @click.command(short_help=say("report"), help=f"{say('report')}\n\nCASE: {say('diagnose_case')}")
    @click.argument("case", metavar="CASE")
    @click.option(
        "--to", default="pdf", show_default=True, metavar="KINDS", help=say("report_to", kinds=", ".join(KINDS))
    )
    @click.option(
        "-o", "--output", default=".", type=click.Path(path_type=Path), metavar="FOLDER", help=say("report_output")
    )
    @click.option("--force", is_flag=True, help=say("report_force"))
    @click.option("--date", "today", type=click.DateTime(["%Y-%m-%d"]), help=say("report_date"))
    @click.option("--round", "round_id", metavar="ROUND", help=say("diagnose_round"))
    @_folder_option(say)
    def report(case: str, to: str, output: Path, force: bool, **options: Any) -> None:
        if not _documents(case, to, output, force, language, **options):
            sys.exit(EXIT_INPUT)

    return _with_language(report, say)


def _validate(language: str, say: Say) -> click.Command:
    @click.command(help=f"{say('validate')}\n\nFOLDER: {say('validate_folder')}")
    @click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[FOLDER]")
    def validate(folder: Path | None) -> None:
        from lcc_diag.content import load, shipped_folder

        try:
            versions = load(folder).versions()
        except InputError as error:
            _say_problems(error, language)
            count = len(error.problems)
            click.echo(say("validate_failed_one") if count == 1 else say("validate_failed", count=count), err=True)
            sys.exit(EXIT_INPUT)
        click.echo(say("validate_ok", folder=folder or shipped_folder(), count=len(versions)))

    return _with_language(validate, say)


def _example(language: str, say: Say) -> click.Command:
    @click.command(help=say("example"))
    @click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help=say("example_output"))
    def example(output: Path | None) -> None:
        from lcc_diag.content import load
        from lcc_diag.store.example import example_file

        name = output or Path(say("example_name"))
        _write_new(name, example_file(language, load()))
        click.echo(say("example_written", name=name))

    return _with_language(example, say)


def _backup(language: str, say: Say) -> click.Command:
    @click.command(short_help=say("backup"), help=f"{say('backup')}\n\nFILE: {say('backup_file')}")
    @click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
    @click.option("--db", metavar="URL", envvar="LCC_DIAG_DB", help=say("backup_db"))
    def backup(file: Path, db: str | None) -> None:
        from lcc_diag import settings
        from lcc_diag.store.backup import backup as write

        content = write(db or settings.database_url(), file, _entries_progress(say))
        click.echo(say("backup_done", name=file, cases=content.cases, events=content.events))

    return _with_language(backup, say)


def _restore(language: str, say: Say) -> click.Command:
    @click.command(short_help=say("restore"), help=f"{say('restore')}\n\nFILE: {say('restore_file')}")
    @click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
    @click.option("--db", metavar="URL", envvar="LCC_DIAG_DB", help=say("restore_db"))
    def restore(file: Path, db: str | None) -> None:
        from lcc_diag import settings
        from lcc_diag.store.backup import restore as read

        content = read(db or settings.database_url(), file, _entries_progress(say))
        click.echo(say("restore_done", name=file, cases=content.cases, events=content.events))

    return _with_language(restore, say)


def _entries_progress(say: Say) -> Callable[[int, int], None]:
    """Says how far it is once a second, and nothing if all is done within the first."""
    said = monotonic()

    def progress(done: int, total: int) -> None:
        nonlocal said
        if monotonic() - said >= 1:
            said = monotonic()
            click.echo(say("entries_progress", done=done, total=total), err=True)

    return progress


def _diagnosis(case_name: str, language: str, *, as_object: bool, reasoning: bool, **options: Any) -> str:
    content, case, diagnosis, day = _diagnosed(case_name, language, **options)
    if reasoning:
        from lcc_diag.view.explain import explain

        return explain(diagnosis.explanation)
    from lcc_diag.statistics.insight import insight

    computed = insight(case, diagnosis, content, day)
    if as_object:
        from lcc_diag.model.as_json import as_json

        return json.dumps(as_json(diagnosis, computed), ensure_ascii=False, indent=2)
    from lcc_diag.view.plain import result_text
    from lcc_diag.view.result import result_view

    return result_text(result_view(case, diagnosis, content, language, computed, day))


def _diagnosed(
    case_name: str, language: str, *, today: datetime | None, round_id: str | None, questionnaires: Path | None
) -> tuple[Questionnaires, Case, Diagnosis, date]:
    """The case of a file with its diagnosis, the questionnaires used, and the day; the example speaks ``language``."""
    from lcc_diag.content import load
    from lcc_diag.model.answers import rounds
    from lcc_diag.model.diagnosis import diagnose
    from lcc_diag.store.case_file import read_case
    from lcc_diag.store.example import in_language

    content, day = load(questionnaires), today.date() if today else date.today()
    case = read_case(_read(case_name), content)
    case = in_language(case, language) if case.example else case
    _check_round(round_id, rounds(case))
    return content, case, diagnose(case, content, day, round_id), day


def _documents(case_name: str, to: str, folder: Path, force: bool, language: str, **options: Any) -> bool:
    """Write the documents and say which; whether all could be written."""
    from lcc_diag.report import check_kinds
    from lcc_diag.report.command import kinds_of, prepare, write

    kinds = kinds_of(to)
    check_kinds(kinds or [to])
    content, case, diagnosis, day = _diagnosed(case_name, language, **options)
    prepare(folder)

    from lcc_diag.statistics.insight import insight
    from lcc_diag.view.document import document_view

    document = document_view(case, diagnosis, insight(case, diagnosis, content, day), content, language, day)
    begin = partial(_say_progress, language, len(kinds))
    done = [_say_written(result, language) for result in write(kinds, document, case, folder, force, begin)]
    return all(done)


def _say_progress(language: str, count: int, number: int, name: str) -> None:
    click.echo(phrase("commands.report_progress", language, number=number, count=count, name=name), err=True)


def _say_written(result: Path | InputError, language: str) -> bool:
    if isinstance(result, InputError):
        _say_problems(result, language)
        return False
    click.echo(str(result))
    return True


def _check_round(asked: str | None, known: tuple[str, ...]) -> None:
    if asked is not None and asked not in known:
        raise InputError(Problem("round_unknown", {"name": asked[:40], "known": ", ".join(known) or "–"}))


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise InputError(Problem("file_missing", {"name": name})) from error


def _write_new(path: Path, content: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(content)
    except FileExistsError as error:
        raise InputError(Problem("file_exists", {"name": path})) from error
    except OSError as error:
        raise InputError(Problem("file_not_writable", {"name": path})) from error


def _say_problems(error: InputError, language: str) -> None:
    for problem in error.problems:
        click.echo(sentence(problem, language), err=True)


def _usage_reason(error: click.UsageError, language: str) -> str:
    if isinstance(error, click.NoSuchOption):
        return phrase("commands.usage_option", language, name=error.option_name)
    if isinstance(error, click.MissingParameter):
        return phrase("commands.usage_missing", language, name=error.param.human_readable_name if error.param else "")
    if isinstance(error, click.BadParameter) and error.param:
        return phrase("commands.usage_value", language, name=error.param.opts[0])
    if error.ctx and isinstance(error.ctx.command, click.Group):
        return phrase("commands.usage_command", language, commands=", ".join(error.ctx.command.commands))
    return error.format_message()


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; every foreseeable problem ends in a sentence, never in a traceback."""
    arguments = sys.argv[1:] if arguments is None else arguments
    language = "de"
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty():
            stream.reconfigure(encoding="utf-8")  # a file or pipe gets every letter, whatever the system's code page
    try:
        language = system_language(arguments)
        result = build(language).main(arguments, prog_name="lcc-diag", standalone_mode=False)
        sys.exit(result if isinstance(result, int) else 0)
    except InputError as error:
        _say_problems(error, language)
        sys.exit(EXIT_INPUT)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "lcc-diag"
        click.echo(phrase("commands.usage", language, reason=_usage_reason(error, language), command=command), err=True)
        sys.exit(EXIT_USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo(phrase("commands.interrupted", language), err=True)
        sys.exit(EXIT_INPUT)
    except BrokenPipeError:
        sys.exit(0)  # the reader of our output has closed it

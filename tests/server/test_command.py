"""What the program says on the terminal: who can reach it, what would keep others out, and what is wrong."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from tests.server.serving import Standalone, free_port

OPEN = "everyone who reaches this computer in the network can open the workbook"
GUARDED = "Those who know the pass-phrase can open it"
UNENCRYPTED = "The connection is not encrypted"


def said_on(folder, *options: str, **environment: str) -> str:
    serving = Standalone(folder, *options, LCC_DIAG_LANG="en", **environment).start()
    serving.stop()
    return serving.log


def test_on_this_computer_nobody_is_warned(tmp_path):
    said = said_on(tmp_path)
    assert "The workbook is running: http://127.0.0.1:" in said
    assert not any(warning in said for warning in (OPEN, GUARDED, UNENCRYPTED, "Reachable from the network"))
    assert "Everything saved is still there" in said


def test_in_a_network_it_says_who_can_open_it(tmp_path):
    said = said_on(tmp_path, "--host", "0.0.0.0")
    assert "Reachable from the network at: http://" in said
    assert OPEN in said
    assert "--passphrase" in said
    assert UNENCRYPTED in said


def test_with_a_phrase_it_says_so_but_not_the_phrase(tmp_path):
    said = said_on(tmp_path, "--host", "0.0.0.0", LCC_DIAG_PASSPHRASE="sesam-öffne-dich")
    assert GUARDED in said
    assert OPEN not in said
    assert "sesam" not in said


def refused(folder, *options: str) -> str:
    """What a server says that does not start."""
    command = [sys.executable, "-m", "lcc_diag", "serve", *options]
    environment = os.environ | {
        "LCC_DIAG_LANG": "en",
        "LCC_DIAG_DB": f"sqlite:///{(folder / 'cases.sqlite').as_posix()}",
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr + done.stdout


def test_a_port_in_use_is_said_with_another_one(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refused(tmp_path, "--port", str(port))
    assert str(port) in said
    assert str(port + 1) in said


def test_an_address_of_another_computer_cannot_be_used(tmp_path):
    assert "192.0.2.1" in refused(tmp_path, "--host", "192.0.2.1", "--port", str(free_port()))


@pytest.mark.parametrize("broken", ["missing", "empty", "no certificate", "only one"])
def test_a_certificate_that_does_not_work_is_said_before_the_start(tmp_path, broken):
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    if broken != "missing":
        certificate.write_text(
            "" if broken == "empty" else "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"
        )
        key.write_text("x")
    options = ["--certificate", str(certificate), *([] if broken == "only one" else ["--key", str(key)])]
    said = refused(tmp_path, "--port", str(free_port()), *options)
    assert "certificate" in said.lower()

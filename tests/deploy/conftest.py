"""One image, one proxy program and one certificate for all tests of this folder; what is missing is said in a skip."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext

from tests.deploy import image as images
from tests.deploy import proxy as proxies
from tests.deploy.dockerfile import Image
from tests.deploy.person import Person, somebody


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder that everybody may read; pytest's own are for one user only."""
    if sys.platform != "linux":
        pytest.skip("Binder and JupyterHub run on Linux")
    made = Path(tempfile.mkdtemp(prefix="lcc-diag-deploy-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="session")
def person(folder) -> Iterator[Person]:
    with somebody(folder) as somebody_here:
        yield somebody_here


@pytest.fixture(scope="session")
def image(chromium, person, folder) -> Image:
    """The image of this repository as Binder would build it; built once, half a minute."""
    python = images.interpreter(person)
    if python is None:
        pytest.skip("no Python that another user than root may run, for example Debian's python3")
    if not _reaches_pypi(folder):
        pytest.skip("the Python package index cannot be reached")
    return images.build(person, python, folder)


@pytest.fixture(scope="session")
def proxy_program(folder) -> list[str]:
    """The command that starts JupyterHub's proxy."""
    try:
        return proxies.install(folder / "proxy")
    except subprocess.SubprocessError as error:
        said = (getattr(error, "stderr", b"") or b"").decode()[-300:]
        pytest.skip(f"npm's registry cannot be reached: {said}")


@pytest.fixture(scope="session")
def certificate(image, folder) -> tuple[Path, Path]:
    """Key and certificate for https on this machine."""
    certipy = str(image.prefix / "bin" / "certipy")
    store = image.person.owns(_made(folder / "certificates"))
    for asked in (["authority"], ["proxy", "--ca-name", "authority"]):
        image.person.run([certipy, *asked, "--store-dir", str(store)])
    return store / "proxy" / "proxy.key", store / "proxy" / "proxy.crt"


@pytest.fixture
def browse(chromium) -> Iterator[Callable[[], BrowserContext]]:
    """Browsers of different people; afterwards no script failed and no other host was asked."""
    contexts, hosts, failures = [], set(), []

    def opened() -> BrowserContext:
        context = chromium.new_context(ignore_https_errors=True, accept_downloads=True)
        context.set_default_timeout(60_000)
        context.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
        context.on("weberror", lambda error: failures.append(str(error.error)))
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()
    assert failures == []
    assert hosts <= {"127.0.0.1", None}  # None: what a page hands over as a file


def _reaches_pypi(folder: Path) -> bool:
    asked = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir", "--retries", "1"]
    return not subprocess.run([*asked, "-d", folder, "idna"], check=False, capture_output=True, timeout=120).returncode


def _made(path: Path) -> Path:
    path.mkdir()
    return path

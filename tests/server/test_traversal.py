"""No address leads out of what is meant to be seen: no other file, no source, no traceback."""

from __future__ import annotations

from contextlib import suppress

import pytest

SOURCES = ("import lcc_diag", "lcc_diag.workbook", "Traceback", "root:x:", "cell_type", "site-packages")
UP = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%252f", "..\\", "..%5c", "....//", "%c0%ae%c0%ae/", ".%00./"]
TARGETS = ["etc/passwd", "notebooks/00_start.ipynb", "lcc_diag/server/app.py", "cases.sqlite"]
TRAVERSALS = [
    f"lcc/{below}{up * depth}{target}"
    for below in ("", "static/", "sessions/", "00_start.ipynb/")
    for up in UP
    for depth in (1, 6)
    for target in TARGETS
]
SINGLE = [
    "lcc/../../etc/passwd",
    "lcc//etc/passwd",
    "lcc/%00.ipynb",
    "lcc/00_start.ipynb%00",
    "lcc/00_start%00.ipynb",
    "lcc/00_start.ipynb/",
    "lcc/00_start.ipynb.txt",
    "lcc/00_start.IPYNB",
    "lcc/00_start.ipynb;.html",
    "lcc/00_start",
    "lcc/_parts.ipynb",
    "lcc/06_nothing.ipynb",
    "lcc/%ef%bc%900_start.ipynb",
    "lcc/static/",
    "lcc/static/host.js",
    "lcc/static/host.000000000000.js",
    "lcc/static/..",
    "lcc/static/index.html.j2",
    "lcc/sessions/",
    "lcc/sessions/x/y/socket",
    "lcc/sessions/%2e%2e/socket",
    "lcc/" + "a" * 8000,
    "lcc/" + "a/" * 4000,
    "lcc/%ff%fe.ipynb",
    "lcc/{{7*7}}",
    "lcc/<script>alert(1)</script>",
]


def test_nothing_lies_beyond_the_pages(served):
    connection = served.visitor().connection()
    for path in TRAVERSALS + SINGLE:
        connection.putrequest("GET", served.base_url + path.replace(" ", "%20"), skip_accept_encoding=True)
        connection.endheaders()
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        assert answer.status in (302, 400, 403, 404), (path, answer.status)
        assert not any(source in text for source in SOURCES), path
        assert "<script>alert" not in text
        assert "49" not in text or "{{" not in path
        if answer.getheader("Connection") == "close":
            connection.close()
    connection.close()


def test_a_page_carries_no_source(served):
    answer = served.visitor().ask("lcc/01_cynefin.ipynb")
    assert answer.status == 200
    assert not any(source in answer.text for source in SOURCES)


QUERIES = [
    "lang=%ff",
    "lang=xx",
    "lang=de&lang=en&lang=%00",
    "case=%00",
    "case=%ff%fe",
    "case=../../etc/passwd",
    "case=</script><script>alert(1)</script>",
    "case=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "case=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
    "case=';DROP TABLE cases;--".replace(" ", "%20"),
    "case=" + "x" * 20_000,
    "case=%27%2B__import__(%27os%27).system(%27id%27)%2B%27",
    "case=%0a%0dimport%20os",
    "case=x&" + "&".join(f"a{number}=1" for number in range(2000)),
    "x=1;case=2",
    "%",
    "=",
]


@pytest.mark.parametrize("query", QUERIES)
def test_no_query_breaks_a_page(standalone, query):
    answer = standalone.visitor().ask(f"lcc/04_result.ipynb?{query}")
    assert answer.status in (200, 400), answer.text
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    assert not any(source in answer.text for source in SOURCES)
    if answer.status == 200:
        assert 'id="lcc-widgets"' in answer.text


def test_what_is_asked_too_long_is_refused(served):
    assert_refused(served, "lcc/00_start.ipynb?case=" + "x" * 100_000)
    assert_refused(served, "lcc/health", X_Large="x" * 100_000)
    assert_refused(served, "lcc/health", **{f"X_{number}": "x" * 60 for number in range(3000)})
    assert served.is_answering()


def assert_refused(serving, path, **headers):
    """Answered with an error or not at all."""
    with suppress(ConnectionError):
        assert serving.visitor().ask(path, **headers).status in (400, 414, 431)


def test_errors_leave_no_traceback(standalone):
    assert "Traceback" not in standalone.log

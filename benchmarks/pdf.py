"""The PDF beside WeasyPrint setting the same document from our self-contained page, cold and warm, in one run.

    .venv/bin/pip install weasyprint
    .venv/bin/python benchmarks/pdf.py [ROUNDS]

"cold" is a fresh process from the first import to the bytes, "warm" the next documents in the same process; both in
milliseconds, best of ROUNDS. "times" is WeasyPrint's time over ours. Both write tagged PDF/UA-1; ours is PDF/A-3a as
well and carries the case file. A warm document is changed a little each time, so that nothing is taken from a cache
of whole documents. Compare within a run only.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.documents import example

MEASURE = """
import json, sys, time
document, rounds = json.loads(sys.stdin.buffer.read()), int(sys.argv[1])

def ours(document):
    from lcc_diag.model.case import Case
    from lcc_diag.report.pdf import make
    return make(document, Case())

def theirs(document):
    from lcc_diag.model.case import Case
    from lcc_diag.report.page import make
    from weasyprint import HTML
    return HTML(string=make(document, Case()).decode()).write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)

times, size = [], 0
for number in range(rounds + 1):
    changed = document | {"organisation": f"Muster {number} GmbH"}
    begun = time.perf_counter()
    size = len({"ours": ours, "theirs": theirs}[sys.argv[2]](changed))
    times.append(1000 * (time.perf_counter() - begun))
print(json.dumps({"cold": times[0], "warm": min(times[1:]), "size": size}))
"""


def measured(library: str, document: bytes, rounds: int) -> dict[str, float]:
    """Best cold and warm time in milliseconds, and the size in bytes."""
    command = [sys.executable, "-c", MEASURE, str(rounds), library]
    runs = [
        json.loads(subprocess.run(command, input=document, capture_output=True, check=True).stdout)
        for _ in range(rounds)
    ]
    return {key: min(run[key] for run in runs) for key in ("cold", "warm", "size")}


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    document = json.dumps(example()[0]).encode()
    ours = measured("ours", document, rounds)
    print(f"typst       cold {ours['cold']:7.0f} ms   warm {ours['warm']:7.1f} ms   {ours['size'] / 1000:5.0f} kB")
    if find_spec("weasyprint") is None:
        print("weasyprint  not installed, nothing to compare with")
        return
    other = measured("theirs", document, rounds)
    print(f"weasyprint  cold {other['cold']:7.0f} ms   warm {other['warm']:7.1f} ms   {other['size'] / 1000:5.0f} kB")
    print(f"times       cold {other['cold'] / ours['cold']:7.1f}      warm {other['warm'] / ours['warm']:7.1f}")


if __name__ == "__main__":
    main()

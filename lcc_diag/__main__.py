"""``python -m lcc_diag`` does what ``lcc-diag`` does."""

from lcc_diag.cli import main

main()

"""Who may not open a chapter is sent to the login, and comes back from there to where the way led."""

from __future__ import annotations

from urllib.parse import unquote


def test_a_stranger_is_sent_to_the_login_and_nothing_goes_wrong_meanwhile(private_jupyter):
    answer = private_jupyter.visitor().ask("lcc/02_attitudes.ipynb?case=abc")
    assert answer.status == 302
    assert unquote(answer.headers["Location"]).startswith("/user/a-b/login?next=/user/a-b/lcc/02_attitudes.ipynb")
    assert "in a request" not in private_jupyter.log


def test_the_owner_opens_a_chapter(private_jupyter):
    assert private_jupyter.owner().ask("lcc/00_start.ipynb").status == 200

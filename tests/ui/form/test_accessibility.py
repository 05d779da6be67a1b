"""WCAG 2.2 AA as far as axe-core can tell, on each kind of screen, wide and narrow, in both languages."""

import pytest

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENS = [
    ("challenges", "challenges"),
    ("challenges", "c1-story"),
    ("challenges", "c1-indicators-1"),
    ("challenges", "c1-handling"),
    ("challenges", "canvas"),
    ("attitudes", "growth_mindset"),
    ("attitudes", "growth_mindset-ladder"),
    ("execution", "owner"),
    ("execution", "circle-1"),
]


def violations(page, axe):
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found = page.evaluate(
        "tags => axe.run('.lcc-form', {runOnly: {type: 'tag', values: tags}}).then((result) => result.violations)", TAGS
    )
    return [(entry["id"], [node["target"] for node in entry["nodes"]]) for entry in found]


@pytest.mark.parametrize(("width", "language"), [(390, "de"), (1024, "en")])
@pytest.mark.parametrize(("part", "section"), SCREENS)
def test_no_violation(open_form, rated_kernel, axe, part, section, width, language):
    page, _ = open_form(part, rated_kernel(part), width=width, height=800, hash=f"#{section}")
    page.evaluate(
        "language => { document.documentElement.lang = language;"
        " document.dispatchEvent(new CustomEvent('lcc:language', {detail: language})); }",
        language,
    )
    if section == "owner":
        page.locator("input[type=radio]").nth(3).check()
        page.locator(".lcc-evidence summary").click()
    page.locator(".lcc-toggle").click()
    for fold in page.locator(".lcc-suggestions summary, .lcc-table summary").all():
        fold.click()
    assert violations(page, axe) == []

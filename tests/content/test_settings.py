"""Every setting of the rules is read by somebody."""

from lcc_diag.content import load
from lcc_diag.content.checks.costs import COST_SETTINGS
from lcc_diag.content.checks.plan import PLAN_SETTINGS
from lcc_diag.content.checks.references import conditions
from lcc_diag.content.checks.rules import SETTINGS
from lcc_diag.content.folder import FILES
from lcc_diag.model.rules import settings_used


def test_each_setting_is_used_by_a_condition_or_by_name():
    questionnaires = load()
    parts = {name: getattr(questionnaires, name) for name in FILES}
    named = {name for _, _, condition, _ in conditions(parts) for name in settings_used(condition)}
    assert set(questionnaires.rules.settings) == named | set(SETTINGS)
    assert not named & set(SETTINGS)


def test_each_setting_of_plan_and_costs_is_one_the_method_reads():
    questionnaires = load()
    assert set(questionnaires.plan.settings) == set(PLAN_SETTINGS)
    assert set(questionnaires.costs.settings) == set(COST_SETTINGS)


def test_the_usual_hourly_rate_is_named_as_it_is_used():
    questionnaires = load()
    rate = f"{questionnaires.rules.settings['hourly_rate_eur'].value:.2f}"
    intro = questionnaires.costs.sections["general"].intro
    assert f"{rate.replace('.', ',')} €" in intro.de
    assert f"€{rate}" in intro.en

import pytest
from scipy import stats

from lcc_diag.model.student_t import quantile

DEGREES = (0.7, 1, 1.5, 2, 3, 8.7273, 15, 40, 100, 333.3, 2000)
PROBABILITIES = (1e-9, 0.00625, 0.1, 0.4999, 0.5, 0.500001, 0.6, 0.9, 0.975, 0.99375, 0.9999, 1 - 1e-9)


@pytest.mark.parametrize("df", DEGREES)
@pytest.mark.parametrize("p", PROBABILITIES)
def test_quantile_agrees_with_scipy(p, df):
    assert quantile(p, df) == pytest.approx(stats.t.ppf(p, df), rel=1e-10, abs=1e-10)


def test_quantile_is_what_every_table_prints():
    assert round(quantile(0.975, 10), 3) == 2.228
    assert round(quantile(0.95, 1), 3) == 6.314


@pytest.mark.parametrize(("p", "df"), [(0, 3), (1, 3), (-0.1, 3), (0.5, 0), (0.5, float("nan"))])
def test_quantile_refuses_what_has_none(p, df):
    with pytest.raises(ValueError, match="no quantile"):
        quantile(p, df)

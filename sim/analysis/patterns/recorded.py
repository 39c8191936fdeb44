"""Patterns of the county without policy, read from what its run records of all persons year by year.

None of them uses a headcount after 2015, so that worlds may be chosen by them. Those over the years are
of the first nine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

YEARS, FIRST_YEARS = 9, 4
MEASURES = (
    "fgt0", "fgt1", "income_mean", "consumption_mean", "gini", "consumption_gini", "exit_rate",
    "wage_share", "business_share", "transfer_share", "chronic_share", "pass_through_poorest",
    "pass_through_richest", "pass_through_fall", "remote_poverty_ratio", "ill_poverty_ratio",
    "bank_debt_of_poor", "consumption_shape_gap", "poor_illness", "poor_funds", "poor_skill",
    "poor_labour", "catastrophic_spending", "pushed_below_by_bills", "care_forgone",
    "neutral_elasticity", "two_per_cent_transfer",
)  # fmt: skip
Measure = Callable[[pd.DataFrame], float]


@dataclass(frozen=True)
class Recorded:
    """A pattern with its band, and how it is measured in a frame of years by measures.

    `years` are those that it needs after the opening; what needs any needs a baseline without policy.
    """

    name: str
    low: float
    high: float
    says: str
    years: int
    measure: Measure

    def value(self, yearly: pd.DataFrame, policy: bool) -> float:
        """Its value in one run; NaN where the run is too short, or policy acts in it."""
        if self.years and (policy or len(yearly) <= self.years):
            return np.nan
        return float(self.measure(yearly.iloc[: YEARS + 1]))

    def holds(self, value: float) -> bool:
        """Whether a value lies in the band."""
        return bool(self.low <= value <= self.high)


def in_year(year: int, name: str) -> Measure:
    """A measure of a year, counted from the opening."""
    return lambda y: y[name].iloc[year]


def in_first_years(name: str) -> Measure:
    """Mean of a measure over the first four years after the opening."""
    return lambda y: y[name].iloc[1 : FIRST_YEARS + 1].mean()


def wages_to_business(y: pd.DataFrame) -> float:
    """Wages as a share of wages and own production, at the opening."""
    return y["wage_share"].iloc[0] / (y["wage_share"].iloc[0] + y["business_share"].iloc[0])


def saving_rate(y: pd.DataFrame) -> float:
    """Share of five years' income that is not consumed; persons are the same in all years."""
    return 1 - y["consumption_mean"].iloc[:5].sum() / y["income_mean"].iloc[:5].sum()


def stay_poor(y: pd.DataFrame) -> float:
    """Poor persons who are poor again the next year."""
    return 1 - y["exit_rate"].iloc[1:].mean()


def enter_poverty(y: pd.DataFrame) -> float:
    """Persons above the line who are below it the next year: the poor who have not stayed so."""
    before, now = y["fgt0"].to_numpy()[:-1], y["fgt0"].to_numpy()[1:]
    stayed = before * (1 - y["exit_rate"].to_numpy()[1:])
    return ((now - stayed) / (1 - before)).mean()


RECORDED = [
    Recorded("1-mean-income", 3500, 3900, "mean income per person, 2011 (calibration target)", 0,
             in_year(0, "income_mean")),
    Recorded("2-headcount", 0.33, 0.36, "headcount on income, 2011 (calibration target)", 0,
             in_year(0, "fgt0")),
    Recorded("3-poverty-gap", 0.10, 0.15, "poverty gap, 2011", 0, in_year(0, "fgt1")),
    Recorded("4-gini", 0.33, 0.40, "Gini of income, 2011", 0, in_year(0, "gini")),
    Recorded("5-consumption-gini", 0.02, 0.06, "Gini of income less Gini of consumption", 0,
             lambda y: y["gini"].iloc[0] - y["consumption_gini"].iloc[0]),
    Recorded("6-wages-to-business", 0.383, 0.489,
             "wages in wages, farm and activity: what bands of .36 to .46 of income, .45 to .58 and "
             "transfers of .06 to .12 allow together (calibration target)", 0, wages_to_business),
    Recorded("8-transfer-share", 0.06, 0.12, "transfers in income", 0, in_year(0, "transfer_share")),
    Recorded("9-saving-rate", 0.03, 0.20, "income not consumed, 2011-15", 4, saving_rate),
    Recorded("10-stay-poor", 0.55, 0.75, "poor who are poor again next year", YEARS, stay_poor),
    Recorded("11-enter-poverty", 0.04, 0.12, "non-poor who are poor next year", YEARS, enter_poverty),
    Recorded("12-chronic-share", 0.40, 0.70,
             "chronic share of the squared gap, nine years of income as surveys see it", YEARS - 1,
             in_year(YEARS - 1, "chronic_share")),
    Recorded("13-pass-through-poorest", 0.30, 0.50,
             "income change passed to consumption, poorest decile", 5,
             in_year(5, "pass_through_poorest")),
    Recorded("13-pass-through-richest", 0.05, 0.20, "the same, richest third of wealth", 5,
             in_year(5, "pass_through_richest")),
    Recorded("13-pass-through-falls", 0.10, 0.45,
             "fall of pass-through from one to the other, as a slope on log wealth; what the bands of "
             "both allow", 5, in_year(5, "pass_through_fall")),
    Recorded("18-remoteness", 1.5, 3.0, "headcount, remotest over nearest quarter", 0,
             in_year(0, "remote_poverty_ratio")),
    Recorded("19-illness", 1.3, 2.5, "headcount with illness or poor health over others", 0,
             in_year(0, "ill_poverty_ratio")),
    Recorded("24-bank-and-poor", -np.inf, 0.15, "bank lending that goes to the poorest third", YEARS,
             in_year(YEARS, "bank_debt_of_poor")),
    Recorded("25-consumption-shape", -np.inf, 0.10,
             "mean log gap to China-rural consumption quantiles, 2011 (band set after seeing it)", 0,
             in_year(0, "consumption_shape_gap")),
    Recorded("20-cause-illness", 0.35, 0.50,
             "illness among the causes of the poor, several answers; .42 published", 2,
             in_year(2, "poor_illness")),
    Recorded("20-cause-funds", 0.25, 0.40, "lack of funds among them", 2, in_year(2, "poor_funds")),
    Recorded("20-cause-skill", 0.15, 0.30, "lack of skill among them", 2, in_year(2, "poor_skill")),
    Recorded("20-cause-labour", 0.10, 0.25, "lack of labour among them", 2,
             in_year(2, "poor_labour")),
    Recorded("26-catastrophic-spending", 0.09, 0.13,
             "households with catastrophic health spending in a year; .11 published", FIRST_YEARS,
             in_first_years("catastrophic_spending")),
    Recorded("27-pushed-below", 0.015, 0.025,
             "households pushed below the line by medical bills in a year; .02 published", FIRST_YEARS,
             in_first_years("pushed_below_by_bills")),
    Recorded("28-care-forgone", 0.1, 0.3, "care forgone among the ill", FIRST_YEARS,
             in_first_years("care_forgone")),
    Recorded("29-neutral-elasticity", -2.6, -1.8,
             "headcount on consumption where a fifth is poor, per cent of growth; -2.2 published",
             0, in_year(0, "neutral_elasticity")),
    Recorded("30-two-per-cent-transfer", -0.060, -0.038,
             "the same headcount after 2% moved from the top fifth to the bottom 40%; -.049 published",
             0, in_year(0, "two_per_cent_transfer")),
]  # fmt: skip

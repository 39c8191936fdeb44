"""A made-up results folder in the fixed formats: arithmetic, not a county."""

from __future__ import annotations

import csv
import itertools
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
import yaml
from scipy.stats import t as student

from sim.showing import style

# Strategies by arm, and the fall in headcount by the last year, yuan spent a person and year.
ARMS: dict[str, tuple[tuple[str, ...], float, float]] = {
    "none": ((), 0.0, 0.0),
    "growth": (("growth",), 0.009, 150.0),
    "marginal-redistribution": (("marginal_redistribution",), 0.050, 149.0),
    "asset-redistribution": (("asset_redistribution",), 0.074, 148.0),
    "green-revolution": (("green_revolution",), 0.022, 97.0),
    "social-services": (("social_services",), 0.013, 121.0),
    "two-factor": (("two_factor",), 0.041, 144.0),
    "pairing": (("village_household_pairing",), 0.052, 124.0),
    "universal-cash": (("universal_transfer",), 0.049, 150.0),
    "income-floor": (("income_floor",), 0.132, 108.0),
    "pairing-with-floor": (("village_household_pairing", "income_floor"), 0.110, 146.0),
}
KINDS = (
    ("grant", "households", 0.42), ("transfer", "households", 0.2),
    ("training", "rest_of_world", 0.1), ("wages", "households", 0.08),
    ("works", "enterprises", 0.07), ("clinics", "treasury", 0.05),
    ("guarantee", "guarantee_pool", 0.04), ("administration", "treasury", 0.02),
    ("seed_subsidy", "rest_of_world", 0.02),
)  # fmt: skip
PERSONS, LINE, BUDGET = 84_000.0, 2300.0, 150.0
# What income is made of: shares of the county's, and of what an arm adds to it.
SOURCES = {
    "farm_income_mean": (0.4, -0.2), "activity_income_mean": (0.1, 0.2), "wage_income_mean": (0.4, 0.5),
    "property_income_mean": (0.03, 0.0), "transfer_income_mean": (0.1, 0.55),
    "interest_mean": (-0.02, -0.05), "tax_mean": (-0.01, 0.0),
}  # fmt: skip
UNITS = {"income_mean": "yuan", "cost_total": "yuan", "population": "persons"}
UNITS |= dict.fromkeys(SOURCES, "yuan")
GROUPS = [f"quintile={k}" for k in range(1, 6)] + [f"remoteness={k}" for k in range(1, 5)]
FOUR = ("none", "growth", "pairing", "universal-cash", "income-floor")
# What a folder made up here has an answer to.
QUESTIONS = (
    "person_years", "headcount", "effects", "plain_money", "pairwise", "growth_incidence",
    "poverty_incidence", "lorenz", "income_by_quintile", "why", "headcount_by_remoteness",
    "transitions", "cost_effectiveness", "money",
)  # fmt: skip
OUTCOMES = "arm replication seed year measure line group value unit".split()
Row = tuple[object, ...]


def undraw(patch: pytest.MonkeyPatch, *kinds: str) -> None:
    """Let figures be made but not drawn as these kinds, or not at all: drawing takes long."""
    for kind in kinds or ("png", "svg"):
        patch.setattr(style, kind, lambda figure: b"no drawing")


def write(
    folder: Path,
    arms: Iterable[str] = tuple(ARMS),
    replications: int = 20,
    years: range = range(2011, 2021),
    baseline: str = "none",
    without: Iterable[str] = (),
    spending: float = 1.0,
    rename: dict[str, str] | None = None,
    failed: Iterable[tuple[str, int]] = (),
) -> Path:
    """Write a folder and return its path.

    `without` names measures and files to leave out; `spending` scales costs and effects;
    `rename` gives arms other names; `failed` runs (arm, replication) have no rows.
    """
    names = rename or {}
    folder.mkdir(parents=True, exist_ok=True)
    maker = _Maker(years, spending, replications)
    kept = [
        (arm, number)
        for arm in arms
        for number in range(1, replications + 1)
        if (arm, number) not in set(failed)
    ]
    called = {arm: names.get(arm, arm) for arm in arms}
    outcomes = [row for run in kept for row in maker.outcomes(*run) if row[4] not in set(without)]
    outcomes = [(called[str(row[0])], *row[1:]) for row in outcomes]
    base = names.get(baseline, baseline)
    files: dict[str, tuple[str, list[Row]]] = {
        "outcomes.csv": (",".join(OUTCOMES), outcomes),
        "summary.csv": (
            "arm,year,measure,line,group,n,mean,sd,ci_low,ci_high,unit",
            summary(outcomes),
        ),
        "differences.csv": (
            "arm,baseline,year,measure,line,group,n,mean,sd,ci_low,ci_high,unit",
            differences(outcomes, base),
        ),
        "cost_effectiveness.csv": (
            "arm,baseline,measure,n,cost,averted,ratio,ci_low,ci_high,note",
            ratios(outcomes, base, years),
        ),
        "equal_terms.csv": (
            "arm,baseline,quantity,n,ratio,ci_low,ci_high,note",
            equal_terms(outcomes, base),
        ),
    }
    for name, header, rows in maker.details(kept):
        files[name] = (header, [(called[str(row[0])], *row[1:]) for row in rows])
    for name, (header, rows) in files.items():
        if name not in set(without):
            _write(folder / name, header.split(","), rows)
    _describe(folder, called, baseline=base, replications=replications, years=years, without=without)
    return folder


def _describe(
    folder: Path, called: dict[str, str], baseline: str, replications: int, years: range,
    without: Iterable[str],
) -> None:  # fmt: skip
    scenario = {
        "name": "synthetic", "title": "Made-up numbers", "baseline": baseline, "budget": BUDGET,
        "seed": 7, "replications": replications,
        "horizon": {"start": years[0], "years": len(years) - 1},
        "county": {"template": "gansu-2011", "households": 20000, "villages": 100},
        "arms": {name: {strategy: {} for strategy in ARMS[arm][0]} for arm, name in called.items()},
    }  # fmt: skip
    if "scenario.yaml" not in set(without):
        text = yaml.safe_dump(scenario, sort_keys=False, allow_unicode=True)
        (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    if "manifest.json" not in set(without):
        manifest = {"scenario_hash": "0123456789ab", "code_version": "0.0", "times": {"start": 1}}
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


class _Maker:
    """Numbers of one run: luck common to all arms plus an effect of the arm."""

    def __init__(self, years: range, spending: float, replications: int) -> None:
        self.years, self.spending = years, spending
        self.common = np.random.default_rng(1).normal(0, 0.02, (replications + 1, len(years)))
        self.own = {
            arm: np.random.default_rng(9 + k).normal(0, 0.011, (replications + 1, len(years)))
            for k, arm in enumerate(ARMS)
        }

    def outcomes(self, arm: str, number: int) -> list[Row]:
        rows: list[Row] = []
        for k, year in enumerate(self.years):
            for measure, line, group, value in self._values(arm, number, k):
                unit = UNITS.get(measure, "share")
                rows.append((arm, number, 1000 + number, year, measure, line, group, value, unit))
        return rows

    def _values(self, arm: str, number: int, k: int) -> Iterable[tuple[str, str, str, float]]:
        _, fall, cost = ARMS[arm]
        fall, cost = fall * self.spending, cost * self.spending
        acting = arm != "none" and k > 0
        luck = self.common[number, k]
        own = self.own[arm][number, k] if acting and self.spending else 0.0
        shift = (fall * k / max(len(self.years) - 1, 1) + own) if acting else 0.0
        p0 = max(0.34 - 0.012 * k + luck - shift, 0.01)
        depth = 0.36 - (0.9 if "pairing" in arm or "floor" in arm else 0.2) * shift
        for group, bend in [("all", 1.0), *((g, 1.9 - 0.3 * int(g[-1])) for g in GROUPS)]:
            p = p0 + (bend - 1) * 0.12 - (bend - 1) * shift
            before, gain = (3000 + 260 * k - 4000 * luck) * (2.2 - bend), 2500 * shift * bend
            yield "fgt0", "national", group, max(p, 0.001)
            yield "fgt1", "national", group, max(p, 0.001) * depth
            yield "fgt2", "national", group, max(p, 0.001) * depth**1.9
            yield "income_mean", "", group, before + gain
            if not group.startswith("remoteness"):
                yield from _sources(group, before, gain)
        yield from _sources("poor=yes", before, 2 * gain)
        yield "fgt0", "national_1.25", "all", p0 * 1.3
        yield "gini", "", "all", 0.36 - 0.3 * shift + 0.1 * luck
        yield "consumption_mean", "", "all", 2700 + 230 * k + 1800 * shift
        yield "population", "", "all", PERSONS
        yield "poverty_line", "", "all", LINE
        spent = cost * PERSONS * (1 + 0.02 * luck) if acting else 0.0
        yield "cost_total", "", "all", spent
        yield "cost_society", "", "all", 1.1 * spent
        yield "budget_returned", "", "all", 0.01 * spent
        if acting:
            yield "budget_unspent", "", "all", BUDGET * self.spending * PERSONS - spent
            if arm not in ("growth", "universal-cash"):
                yield "inclusion_error", "", "all", 0.31 + luck
                yield "exclusion_error", "", "all", 0.42 + luck
                yield "leakage", "", "all", 0.28 + luck

    def details(self, runs: list[tuple[str, int]]) -> Iterable[tuple[str, str, list[Row]]]:
        yield (
            "runs.csv", "arm,run,replication,seed,status,seconds",
            [(arm, f"{arm}-{n}", n, 1000 + n, "done", 0.1) for arm, n in runs],
        )  # fmt: skip
        shown = sorted({self.years[0], self.years[len(self.years) // 2], self.years[-1]})
        rows = [row for run in runs for year in shown for row in self._percentiles(*run, year)]
        yield "distributions.csv", "arm,replication,year,variable,percentile,value", rows
        moves = [row for run in runs for row in self._moves(*run)]
        yield (
            "transitions.csv",
            "arm,replication,from_year,to_year,from_state,to_state,persons",
            moves,
        )
        paid = [row for run in runs for row in self._ledger(*run)]
        yield "ledger.csv", "arm,replication,year,payer,payee,kind,amount", paid

    def _percentiles(self, arm: str, number: int, year: int) -> Iterable[Row]:
        k = self.years.index(year)
        shares = (np.arange(100) + 0.5) / 100
        base = np.exp(
            7.9 + 0.07 * k - self.common[number, k] + 0.62 * np.log(shares / (1 - shares)) / 1.1
        )
        shift = ARMS[arm][1] * self.spending * k / max(len(self.years) - 1, 1)
        gain = (
            1 + shift * (2.4 * (1 - shares) + 0.2) + (0.3 * self.own[arm][number, k] if k * shift else 0)
        )
        for variable, factor in (("income", 1.0), ("consumption", 0.9)):
            for percentile, value in enumerate(base * gain * factor, 1):
                yield arm, number, year, variable, percentile, float(value)

    def _moves(self, arm: str, number: int) -> Iterable[Row]:
        fall = ARMS[arm][1] * self.spending
        for k, year in enumerate(self.years[1:], 1):
            out, fell = 0.33 + 1.1 * fall + self.common[number, k], 0.13 - 0.4 * fall
            poor = 0.3 * PERSONS
            counts = (
                poor * (1 - out),
                poor * out,
                (PERSONS - poor) * fell,
                (PERSONS - poor) * (1 - fell),
            )
            states = itertools.product(("poor", "not_poor"), repeat=2)
            for (before, after), persons in zip(states, counts, strict=True):
                yield arm, number, year - 1, year, before, after, persons

    def _ledger(self, arm: str, number: int) -> Iterable[Row]:
        for k, year in enumerate(self.years):
            values = {m: v for m, _, g, v in self._values(arm, number, k) if g == "all"}
            yield arm, number, year, "enterprises", "households", "wages", 1e7
            for strategy in ARMS[arm][0] if values["cost_total"] else ():
                part = values["cost_total"] / len(ARMS[arm][0])
                for kind, payee, share in KINDS:
                    yield arm, number, year, f"programme:{strategy}", payee, kind, part * share
                left = values["budget_unspent"] / len(ARMS[arm][0])
                yield arm, number, year, f"programme:{strategy}", "treasury", "unspent", left


def _sources(group: str, before: float, gain: float) -> Iterable[tuple[str, str, str, float]]:
    for source, (share, part) in SOURCES.items():
        yield source, "", group, share * before + part * gain


def _write(path: Path, header: list[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_text(value) for value in row] for row in rows)


def _text(value: object) -> object:
    return repr(float(value)) if isinstance(value, float) else value


def _spread(values: list[float]) -> Row:
    """n, mean, sd and a Student interval, all but the mean empty when n < 2."""
    n, mean = len(values), float(np.mean(values))
    if n < 2:
        return n, mean, "", "", ""
    deviation = float(np.std(values, ddof=1))
    half = float(student.ppf(0.975, n - 1)) * deviation / n**0.5
    return n, mean, deviation, mean - half, mean + half


def summary(outcomes: list[Row]) -> list[Row]:
    """The rows of summary.csv."""
    found: dict[Row, list[float]] = defaultdict(list)
    for arm, _, _, year, measure, line, group, value, unit in outcomes:
        found[arm, year, measure, line, group, unit].append(float(str(value)))
    return [(*key[:5], *_spread(values), key[5]) for key, values in found.items()]


def differences(outcomes: list[Row], baseline: str) -> list[Row]:
    """The rows of differences.csv: arm minus baseline, paired by replication."""
    base = {(r[1], *r[3:7]): float(str(r[7])) for r in outcomes if r[0] == baseline}
    found: dict[Row, list[float]] = defaultdict(list)
    for arm, number, _, year, measure, line, group, value, unit in outcomes:
        key = (number, year, measure, line, group)
        if arm != baseline and key in base:
            found[arm, year, measure, line, group, unit].append(float(str(value)) - base[key])
    return [(k[0], baseline, *k[1:5], *_spread(v), k[5]) for k, v in found.items()]


def ratios(outcomes: list[Row], baseline: str, years: range) -> list[Row]:
    """The rows of cost_effectiveness.csv, with a rough interval."""
    table = {(r[0], r[1], r[3], r[4]): float(str(r[7])) for r in outcomes if r[5:7] in _KEPT}
    rows: list[Row] = []
    for arm in dict.fromkeys(str(row[0]) for row in outcomes):
        numbers = [n for (a, n, *_) in dict.fromkeys(k[:2] for k in table) if a == arm]
        both = [n for n in numbers if (baseline, n, years[0], "fgt0") in table]
        if arm == baseline or not both or (arm, both[0], years[0], "cost_total") not in table:
            continue
        cost = np.array([sum(table[arm, n, y, "cost_total"] for y in years) for n in both])
        gaps = {
            n: sum(table[baseline, n, y, "fgt0"] - table[arm, n, y, "fgt0"] for y in years) for n in both
        }
        fall = np.array([gaps[n] * PERSONS for n in both])
        rows.append(_ratio(arm, baseline, cost, fall))
    return rows


def equal_terms(outcomes: list[Row], baseline: str) -> list[Row]:
    """The rows of equal_terms.csv; numbers that only have to be read back."""
    arms = [arm for arm in dict.fromkeys(row[0] for row in outcomes) if arm != baseline]
    quantities = [f"fgt{alpha}_per_100_yuan" for alpha in range(3)] + ["fgt0_per_percent_of_income"]
    return [
        (arm, baseline, quantity, 4, -0.01 * (k + 1), -0.011 * (k + 1), -0.009 * (k + 1), "")
        for arm in arms
        for k, quantity in enumerate(quantities)
    ]


_KEPT = [("national", "all"), ("", "all")]


def _ratio(arm: str, baseline: str, cost: np.ndarray, fall: np.ndarray) -> Row:
    n, mean, _, low, high = _spread(list(fall))
    start = (arm, baseline, "fgt0", n, float(cost.mean()), mean)
    if low == "":
        return (*start, "", "", "", "one replication: no interval")
    if float(str(low)) <= 0 <= float(str(high)):
        return (*start, "", "", "", "the 95% interval of averted includes 0; paid more")
    ends = sorted(float(cost.mean()) / float(str(end)) for end in (low, high))
    return (*start, float(cost.mean()) / float(str(mean)), *ends, "")

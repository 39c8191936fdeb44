"""The page of trials: how likely agreement was, where the model is wrong, and each study in words."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.report.brief import Figure, Table
from sim.report.template import rendered
from sim.trials.runner import Trials
from sim.trials.study import Study
from sim.trials.tables import ordered
from sim.trials.verdict import AGREES, DIFFERS, SAFE, UNKNOWN, Judged

TEMPLATE = "trials.html.j2"
EASY = 0.9
"""Share of plausible worlds inside from which on agreement says little."""


def page(trials: Trials, forest: Figure) -> str:
    """The report as HTML; the forest plot is in it."""
    told = ordered(trials)
    return rendered(
        TEMPLATE, forest=forest, before=before(trials), wrong=wrong(told),
        excused=excused(told), summary=summary(told), prior=prior_table(told), table=table(told),
        limits=limits(trials, told),
    )  # fmt: skip


def before(trials: Trials) -> list[str]:
    """What could be known before any comparison: how often plausible worlds agree."""
    known = [one for one in trials.judged if np.isfinite(one.prior_inside)]
    if not known:
        return ["No plausible worlds were lived: nothing says how easily these figures are met."]
    decides = [one for one in known if one.study.decides]
    easy = [one for one in decides if one.prior_inside >= EASY]
    mean = float(np.mean([one.prior_inside for one in decides])) if decides else float("nan")
    found = [
        f"In {trials.worlds} worlds drawn from what the numbers of the model may plausibly be, a figure "
        f"lies in its published interval, widened by transport, in {mean:.0%} of them on average: so "
        "much agreement is to be had without any merit of the values declared."
    ]
    if easy:
        found.append(f"Of {len(decides)} studies that decide, {len(easy)} are met by {EASY:.0%} of "
                     f"worlds or more, and their agreement says little: {_names(easy)}.")  # fmt: skip
    return found


def wrong(told: list[Judged]) -> list[str]:
    """Where the model is wrong, plainly."""
    found = [_differs(one, one.z) for one in told if one.verdict == DIFFERS]
    return found or ["No study that decides differs by more than chance, worlds and transport explain."]


def excused(told: list[Judged]) -> list[str]:
    """Where the county is wrong as declared, though other plausible values would meet the figure."""
    return [_differs(one, one.z_declared) for one in told if one.excused]


def summary(told: list[Judged]) -> list[str]:
    """Counts of verdicts, in sentences."""
    groups = {verdict: [one for one in told if one.verdict == verdict] for verdict in (AGREES, SAFE)}
    only = [one for one in told if one.study.use == "validation"]
    found = [f"{len(told)} studies, of which {len(only)} only judge; no number was fitted to those."]
    said = {AGREES: "agree and could have differed", SAFE: "lie within chance that nothing could leave"}
    found += [f"{len(ones)} {said[name]}: {_names(ones)}." for name, ones in groups.items() if ones]
    if any(one.excused for one in told):
        found.append("Of these, as declared, the county differs in "
                     f"{_names([one for one in told if one.excused])}: see above.")  # fmt: skip
    unknown = [one for one in told if one.verdict == UNKNOWN]
    if unknown:
        found.append(f"Not estimated, since too few take up or a sum is empty: {_names(unknown)}.")
    idle = [one for one in told if not one.study.decides]
    if idle:
        found.append(f"{len(idle)} are no evaluations by lot or threshold, and decide nothing: "
                     f"{_names(idle)}.")  # fmt: skip
    return found


def _differs(one: Judged, z: float) -> str:
    study, effect = one.study, one.found.effect
    way = "higher" if effect.value > study.value else "lower"
    return (f"{_title(study)} Published {study.value:.3g} ({study.unit}; {study.cite}), simulated "
            f"{effect.value:.3g} ({effect.low:.3g} to {effect.high:.3g}): {way} by {abs(z):.1f} "
            f"standard deviations. {_worlds(one)} Not carried over: {study.lost}.")  # fmt: skip


def _worlds(one: Judged) -> str:
    if not np.isfinite(one.prior_inside):
        return ""
    if one.prior_inside == 0:
        return "No plausible world lies inside: a mechanism is missing or too strong, not a value."
    return f"{one.prior_inside:.0%} of plausible worlds lie inside: other values of the model would do."


def _title(study: Study) -> str:
    return study.title or study.name


def _names(ones: list[Judged]) -> str:
    return ", ".join(one.study.name.replace("_", " ") for one in ones)


def prior_table(told: list[Judged]) -> Table:
    """Printed first: the share of plausible worlds inside."""
    rows = [[_names([one]), _number(one.prior_inside), str(len(one.worlds)), one.study.use]
            for one in told]  # fmt: skip
    return Table("Share of plausible worlds inside the published interval widened by transport",
                 ("study", "share inside", "worlds", "use"), rows)


def table(told: list[Judged]) -> Table:
    """Published beside simulated, with verdict, spillover and take-up."""
    head = ("study", "published", "simulated", "95% interval", "verdict", "z", "z as declared",
            "spillover", "first stage", "per taker", "design", "provenance")  # fmt: skip
    return Table("Published beside simulated, each in its own unit", head, [_cells(one) for one in told])


def _cells(one: Judged) -> list[str]:
    study, found = one.study, one.found
    ends = f" ({_number(study.low)} to {_number(study.high)})" if study.high > study.low else ""
    return [
        study.name.replace("_", " "), _number(study.value) + ends, _number(found.effect.value),
        f"{_number(found.effect.low)} to {_number(found.effect.high)}", one.verdict, f"{one.z:.1f}",
        f"{one.z_declared:.1f}",
        _number(found.spillover), _number(found.first_stage), _number(found.late), study.design,
        study.provenance,
    ]  # fmt: skip


def limits(trials: Trials, told: list[Judged]) -> list[str]:
    """What the comparison leaves out, one line a study, and what could not be lived."""
    found = [f"{one.study.name.replace('_', ' ')}: {one.study.lost}." for one in told if one.study.lost]
    if trials.lost:
        found.insert(0, f"{len(trials.lost)} plausible worlds could not be lived ({trials.lost[0]}).")
    return found


def _number(value: Any) -> str:
    return f"{value:.3g}" if np.isfinite(value) else ""

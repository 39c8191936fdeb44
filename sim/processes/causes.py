"""Why a household is poor: the first cause that holds, in a fixed order, and its diagnosis."""

from __future__ import annotations

import numpy as np

from ..parameters import number
from ..society import Society
from .planning import credit_limit, start_need, start_value

CAUSES = ("none", "labour", "illness", "disaster", "schooling", "skill", "funds", "remoteness")

PARAMETERS = {
    "diagnosis_unaided": number(0.35, "chance", 0.1, 1, "assumption",
        "Chance of a right diagnosis by an office that does not know the household"),
}


def true_cause(society: Society) -> np.ndarray:
    """Code of the main cause, an index into `CAUSES`: one a household.

    No labour: no adult or health below .5; illness: own bill above a quarter of permanent income
    or health below .7; disaster: drought took over .3 of the harvest; schooling: cost above .15 of
    permanent income; skill: with two adults, neither knowledge nor skill; funds: a worthwhile
    start it cannot pay or borrow; remoteness: a remote village and labour left at home.
    """
    h, w = society.households, society.world
    income = np.maximum(h.permanent_income, 1.0)
    need = start_need(h, society)
    worth = start_value(h, society, need) > w.hurdle * w.activity_minimum
    lacks = h.own_funds + credit_limit(h, society) < need
    tests = (
        (h.adults == 0) | (h.health < 0.5),
        (h.bill_due > 0.25 * income) | (h.health < 0.7),
        h.drought_loss * np.maximum(h.farm_potential, 0.0) >= 0.3 * np.maximum(h.farm_potential, 1.0),
        h.school_cost > 0.15 * income,
        (h.adults >= 2) & (~h.knows_activity | (h.skill < 0.15)),
        (h.adults >= 2) & (h.activity_capital < w.activity_minimum) & worth & lacks,
        (society.villages.remoteness[h.village] > 0.7) & (h.off_farm_workers < h.adults - 1),
    )
    return np.select(tests, range(1, len(CAUSES)), 0)


def diagnose(society: Society, fit: np.ndarray | float) -> np.ndarray:
    """Code of the cause that is seen: the true one with chance .35 + .65 fit, else any other.

    `fit` (0..1, one a household) says how well the household is known.
    """
    h, unaided = society.households, society.world.diagnosis_unaided
    true = true_cause(society)
    right = society.uniform("diagnosis", h) < unaided + (1 - unaided) * fit
    others = len(CAUSES) - 1
    wrong = (true + 1 + (society.uniform("misdiagnosis", h) * others).astype(int)) % len(CAUSES)
    return np.where(right, true, wrong)

"""Cadres: days worked, ability learnt and lost with rotation, awareness that answers contact."""

from __future__ import annotations

import numpy as np

from ..society import Society


def work_as_cadres(society: Society) -> None:
    """Share the year's paid visits among the cadres of each village; note ability offered."""
    c, v, w = society.cadres, society.villages, society.world
    visits = society.given("visits", society.households) * np.ones(len(society.households))
    by_village = society.village_sum(visits) * w.visit_days
    sent = np.maximum(np.bincount(c.village, minlength=len(v)), 1)
    c.days_used = np.minimum((by_village / sent)[c.village], c.days)
    used = float(c.days_used.sum())
    offered = float((c.ability * c.awareness * c.days_used).sum())
    society.facts["cadre_ability"] = offered / used if used > 0 else 0.0
    v.cadre_ability = np.bincount(c.village, c.ability * c.awareness, len(v)) / sent


def learn_as_cadres(society: Society) -> None:
    """cap' = cap + .06 tau (1 - cap); rotation halves the lead over .4; awareness follows contact."""
    c, w = society.cadres, society.world
    effort = c.days_used / np.maximum(c.days, 1e-9)
    c.ability += w.cadre_learning * effort * (1 - c.ability)
    replaced = society.uniform("rotation", c) < w.cadre_rotation
    c.ability = np.where(replaced, 0.5 * c.ability + 0.2, c.ability)
    c.awareness += w.awareness_response * (0.5 + 0.5 * effort - c.awareness)

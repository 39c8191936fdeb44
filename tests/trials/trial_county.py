"""A small county and a study to try things on."""

from dataclasses import replace
from functools import cache

from sim.trials.county import County
from sim.trials.read import from_text
from sim.trials.runner import Plan, county_of

TEXT = """
title: Does cash raise consumption?
cite: nobody
published: {value: 0.2}
transport: {sd: 0.05, lost: nothing}
eligible: {poorest: 0.5}
doses: {cash: {amount: 0.3, of: consumption}}
"""
PLAN = Plan(households=400, lucks=3, worlds=0)


def study(text=TEXT, **changed):
    (found,) = from_text(text, "cash.yaml")
    return replace(found, **changed)


@cache
def county(luck=1):
    """The small county with a study of cash: what else is asked of it must need no other column."""
    return County(county_of(PLAN), luck, [study()])


def draws(*studies, luck=1):
    return County(county_of(PLAN), luck, studies).draws()

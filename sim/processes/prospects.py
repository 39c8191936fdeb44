"""What an activity promises whom: its output, its yearly worth under risk, and the worth of starting it.

Two rules of investment rival each other on the same information. `mean_variance`: the certainty
equivalent of a year must pass a hurdle per yuan of capital. `forward_looking`: the stream of years,
with what failures and wear take of the capital, is discounted, and a start must be worth more now
than the option to decide a year later, when more is known (Dixit and Pindyck 1994; risk of losing the
capital as in Carter and Ikegami 2009).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.ground.guards import TINY
from sim.ground.parameters import choice, number, whole
from sim.ground.tables import Chosen, People
from sim.processes.farm import output_at
from sim.processes.menu import (
    Kind,
    each_on_menu,
    full_scale,
    labour_on_activity,
    minimum_of,
    runs,
    skill_needed,
    usual_output,
)
from sim.processes.shocks import lasting_capacity
from sim.processes.spending import floor
from sim.society import Society

RULES = ("mean_variance", "forward_looking")
Worth = Callable[..., np.ndarray]
"""How a rule reckons what an activity of some size and capital is worth: see `stream`."""
PARAMETERS = {
    "investment_rule": choice("mean_variance", RULES,
        "How a household decides on a start: a year's certainty equivalent against a hurdle, or the "
        "discounted stream against the option to wait").plausibly(*RULES,
        because="assumption: no survey of starts in such counties tells the two apart"),
    "patience": number(0.85, "factor/year", 0.6, 0.98, "assumption; rural discount rates of 10-25%",
        "Worth of a yuan of next year to a forward-looking household"),
    "investment_years": whole(8, "years", 2, 20, "assumption",
        "Years that a forward-looking household counts"),
    "news": number(0.15, "share of a year's output", 0, 1, "assumption",
        "Spread of what a year of waiting tells about the activity's lasting yearly output"),
    "resale": number(0.85, "share", 0.5, 1, "assumption; stock is sold in its own time",
        "Price of an activity's assets that make room for a larger kind"),
}


def skilled(h: People, society: Society) -> np.ndarray:
    """Factor of skill on the activity's output."""
    w = society.world
    return np.asarray(w.unskilled_output + w.skill_output * h.skill)


def yield_of(kind: Kind, capital: np.ndarray | float, society: Society) -> np.ndarray:
    """Output of a kind at this capital (yuan), for ability, skill and health of one, at base price."""
    size = capital / full_scale(kind, society.world)
    return np.asarray(usual_output(kind, society) * size**society.world.activity_exponent)


def usual_output_of(h: People, society: Society, kind: Kind, capital: Kind | float) -> np.ndarray:
    """Expected output of these households at this capital (yuan), yuan at base price."""
    able = h.ability * skilled(h, society) * lasting_capacity(h, society)
    return np.asarray(yield_of(kind, capital, society) * able)


def start_need(h: People, society: Society, kind: Kind) -> np.ndarray:
    """Yuan missing, at this year's price, to the size of a start after grants and what is resold."""
    w = society.world
    held = carried(h, society, kind) + society.given("activity_grant", h)
    missing = np.maximum(w.start_size * minimum_of(kind, society.world) - held, 0.0)
    return np.asarray(society.economy.asset_price[0] * missing)


def carried(h: People, society: Society, kind: Kind) -> np.ndarray:
    """Capital of a start out of the present one: all of the same kind, the resale of another, yuan."""
    kept = np.where(h.activity_kind == kind, 1.0, society.world.resale)
    return np.asarray(kept * h.activity_capital)


def cost_of_credit(h: People, society: Society, need: np.ndarray | float) -> np.ndarray:
    """Yearly interest on the loan a start needs (yuan), less what a programme has promised."""
    if isinstance(need, float) and need == 0:
        return np.zeros(len(h))
    borrowed = np.maximum(need - h.own_funds, 0.0)
    line = np.minimum(society.given("guarantee", h), society.world.loan_ceiling)
    promised = np.minimum(borrowed, line) * society.given("interest_subsidy", h)
    return np.asarray(society.world.bank_rate * (borrowed - promised))


def labour_at_start(kind: Kind, society: Society) -> np.ndarray:
    """Adults that this kind, at the size at which it is started, takes off the farm."""
    size = society.world.start_size * minimum_of(kind, society.world)
    return labour_on_activity(kind, size, society)


def hands(h: People, society: Society) -> np.ndarray:
    """Adults on the farm or at the present activity."""
    running = np.flatnonzero(runs(h, society))
    working = h.farm_labour.copy()
    working[running] += labour_on_activity(
        h.activity_kind[running], h.activity_capital[running], society)
    return working


def loss_of_labour(h: People, society: Society, kind: Kind) -> np.ndarray:
    """Farm output lost to the labour of a start beyond that of the present activity, yuan a year."""
    left = hands(h, society) - labour_at_start(kind, society)
    left = np.maximum(left, society.world.least_labour)
    lost = np.maximum(1.0 - output_at(left / np.maximum(h.farm_labour, TINY), society), 0.0)
    return np.asarray(h.farm_potential * lost)


def fits(h: People, society: Society, kind: Kind, courses: float = 0.0) -> np.ndarray:
    """Who has the skill for a start, after these courses, and runs nothing as large."""
    w = society.world
    skill = np.minimum(h.skill + w.training_gain * courses, 1.0)
    smaller = minimum_of(h.activity_kind, w) < minimum_of(kind, w)
    return np.asarray((smaller | ~runs(h, society)) & (skill >= skill_needed(w).take(kind)))


def weigh(
    h: People, society: Society, kind: Kind, need: np.ndarray | float,
    advice: np.ndarray | float | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """What a start that needs so many yuan is worth by the county's rule, and whether it pays.

    Against what the present activity is worth, if there is one. A kind for all or one each; a column of
    kinds gives a row of households for each of them.
    """
    advice = society.given("advice", h) if advice is None else advice
    ahead = society.world.investment_rule == "forward_looking"
    return (look_ahead if ahead else count_a_year)(h, society, kind, need, advice)


def count_a_year(
    h: People, society: Society, kind: Kind, need: np.ndarray | float,
    advice: np.ndarray | float,
) -> tuple[np.ndarray, np.ndarray]:
    """A year's certainty equivalent (yuan), and whether it passes the hurdle on the capital."""
    w, least = society.world, minimum_of(kind, society.world)
    value = exposed_year(h, society, kind, w.start_size * least, least, advice)
    value -= loss_of_labour(h, society, kind) + cost_of_credit(h, society, need)
    value -= of_present(h, society, exposed_year, advice)
    return value, value > w.hurdle * least * (1 - 0.5 * advice)


def of_present(
    h: People, society: Society, worth: Worth, advice: np.ndarray | float
) -> np.ndarray:
    """What the present activity is worth by the same reckoning, yuan; 0 to who runs none."""
    now, running = np.zeros(len(h)), np.flatnonzero(runs(h, society))
    if running.size:
        them = Chosen(h, running)
        advice = advice[running] if isinstance(advice, np.ndarray) else advice
        held = them.activity_capital
        now[running] = worth(them, society, them.activity_kind, held, held, advice)
    return now


def exposed_year(
    h: People, society: Society, kind: Kind, size: Kind | float, capital: Kind | float,
    advice: np.ndarray | float,
) -> np.ndarray:
    """Certainty equivalent of a year in which a failure takes part of the capital, yuan."""
    exposed = society.world.activity_failure_loss * capital
    return yearly(h, society, kind, size, capital, exposed, advice)


def yearly(
    h: People, society: Society, kind: Kind, size: Kind | float, capital: Kind | float,
    exposed: Kind | float, advice: np.ndarray | float,
) -> np.ndarray:
    """Certainty equivalent of a year, yuan: output of `size`, wear of `capital`, loss of `exposed`."""
    w = society.world
    p, lost = w.activity_failure, w.failed_output
    output = society.economy.activity_price[0] * usual_output_of(h, society, kind, size)
    spread = p * (1 - p)
    variance = output**2 * (w.activity_noise**2 + lost**2 * spread)
    variance += spread * exposed**2 + 2 * lost * output * exposed * spread
    mean = output * (1 - lost * p) - w.activity_wear * capital - p * exposed
    risk = 0.5 * w.risk_aversion * (1 - 0.5 * advice) * variance
    return np.asarray(mean - risk / np.maximum(h.consumption, floor(h, society)))


def look_ahead(
    h: People, society: Society, kind: Kind, need: np.ndarray | float,
    advice: np.ndarray | float,
) -> tuple[np.ndarray, np.ndarray]:
    """Discounted gain of a start (yuan), and whether it beats deciding a year later.

    A loan costs the interest of the year in which it is taken, and that of its equal instalments.
    """
    w, least = society.world, minimum_of(kind, society.world)
    size = w.start_size * least
    lasts, _ = years_counted(society)
    value = stream(h, society, kind, size, least, advice)
    value -= lasts * loss_of_labour(h, society, kind)
    now, interest_years = of_present(h, society, stream, advice), 1 + (w.loan_term + 1) / 2
    value -= now + need + interest_years * cost_of_credit(h, society, need)
    news = w.news * (1 - advice) * lasts * usual_output_of(h, society, kind, size)
    return value, value > w.patience * option(value, news)


def years_counted(society: Society) -> tuple[float, float]:
    """Discounted years that an activity lasts within the horizon, and the weight of their end."""
    w = society.world
    stays = w.patience * (1 - w.activity_failure)
    end = stays**w.investment_years
    return stays * (1 - end) / (1 - stays), end


def stream(
    h: People, society: Society, kind: Kind, size: Kind | float, capital: Kind | float,
    advice: np.ndarray | float,
) -> np.ndarray:
    """Discounted years of a maintained activity, until failure or the horizon, and what is then sold."""
    w = society.world
    lasts, end = years_counted(society)
    failing = w.activity_failure / (1 - w.activity_failure) * (1 - w.activity_failure_loss)
    sold = w.fire_sale_price * capital * (end + lasts * failing)
    return lasts * yearly(h, society, kind, size, capital, 0.0, advice) + sold


def option(value: np.ndarray, news: np.ndarray) -> np.ndarray:
    """Expected gain of who may still decline when news of this spread (yuan) is in: E max(value, 0)."""
    from scipy.special import ndtr

    spread = np.maximum(news, TINY)
    part = value / spread
    density = np.exp(-0.5 * part**2) / np.sqrt(2 * np.pi)
    return np.asarray(value * ndtr(part) + spread * density)


def smallest_paying(
    h: People, society: Society, own: float = 0.0, courses: float = 0.0,
    advice: np.ndarray | float | None = None,
) -> np.ndarray:
    """The smallest kind that these would start if all of it but a share of their own were given.

    An index into `ACTIVITIES`, -1 for who would start none.
    """
    menu = each_on_menu(society.world)
    need = own * start_need(h, society, menu) if own else 0.0
    pays = fits(h, society, menu, courses) & weigh(h, society, menu, need, advice)[1]
    return np.where(pays.any(axis=0), menu[pays.argmax(axis=0), 0], -1)


def preferred(h: People, society: Society) -> tuple[np.ndarray, np.ndarray]:
    """The kind worth most to these of those that pay, money apart, and whether any pays.

    An index into `ACTIVITIES`: where none pays what they hold, or the smallest.
    """
    menu = each_on_menu(society.world)
    value, pays = weigh(h, society, menu, start_need(h, society, menu))
    value[~(pays & fits(h, society, menu))] = -np.inf
    best, some = menu[value.argmax(axis=0), 0], value.max(axis=0) > -np.inf
    held = np.where(h.activity_capital > 0, h.activity_kind, menu[0])
    return np.where(some, best, held), some


def need_of(h: People, society: Society, kinds: np.ndarray) -> np.ndarray:
    """Yuan missing to a start of each household's own kind (an index into `ACTIVITIES`)."""
    offered = (each_on_menu(society.world) == kinds).any(axis=0)
    return start_need(h, society, kinds) * offered

"""What lists, cadres and programmes did for one household in a year, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.biography.words import (
    AROUND,
    BARE,
    CAUSE,
    GIVEN,
    LASTING,
    enumerated,
    series,
    so_many_years,
    times,
    yuan,
)
from sim.biography.years import Year
from sim.catalogue import all_payments
from sim.ground.payments import UNDECLARED
from sim.language import phrase

ENTERED = {"file": "it came on the file of the poor", "list": "it came on the list of the poor"}
LEFT = {"file": "it left the file of the poor", "list": "it left the list of the poor"}


def listing(y: Year) -> Iterator[str]:
    """Entries to and exits from the file or the list, and whether income spoke for them."""
    filed = y.now["on_file"] != y.before["on_file"]
    name, entered = ("file", y.now["on_file"]) if filed else ("list", y.listed)
    if not filed and was_listed(y) == y.listed:
        return
    if was_listed(y) and not y.lists_kept:
        yield phrase("no list of the poor was kept any more")
    elif entered:
        yield phrase(ENTERED[name]) + by_income(y, poor="", not_poor=", though not poor {}")
    elif on_paper(y):
        yield phrase("it left the file of the poor on paper alone: checks had seen it below the "
                     "line") + by_income(y, poor=", and it was, {}", not_poor="")  # fmt: skip
    else:
        yield phrase(LEFT[name]) + by_income(y, poor=", though poor {}", not_poor="")
    if filed and not entered and y.now["grace_left"]:
        yield phrase("support may go on for {} of grace", so_many_years(y.now["grace_left"]))
    if filed and not entered and y.now["barred"]:
        yield phrase("it cannot come back for {}", so_many_years(y.now["barred"]))


def by_income(y: Year, poor: str, not_poor: str) -> str:
    """What the income of the year before says of an entry or exit, where that is worth a word."""
    head = y.before["income"] / y.before["persons"]
    text = poor if head < y.world.poverty_line else not_poor
    return phrase(text, phrase("with {} yuan a head in the year before", yuan(head))) if text else ""


def was_listed(y: Year) -> bool:
    """Whether it stood on a list of the poor in the year before."""
    return y.last is not None and y.last.listed


def on_paper(y: Year) -> bool:
    """Whether it left the file this year while it had been seen below the line."""
    return y.before["on_file"] and not y.now["on_file"] and y.now["paper_exit"]


def left_out(y: Year) -> Iterator[str]:
    """Poor by the income of several years, and not on the list that is kept."""
    if not y.now["left_out"] or was_listed(y) or (y.last and y.last.now["left_out"]):
        return
    told = phrase("it was not on the list although poor by the income of several years")
    fell = trust_moved(y, -1) if y.elite_seen else ""
    yield told + (phrase(", while some of the elite were") + fell if fell else "")


def trust_moved(y: Year, way: int) -> str:
    """How trust in cadres rose (way 1) or fell (-1) over the year; nothing if it did not."""
    before, now = (f"{state['trust']:.2f}" for state in (y.before, y.now))
    if before == now or (y.now["trust"] - y.before["trust"]) * way < 0:
        return ""
    return phrase(", and trust in cadres rose from {} to {}" if way > 0 else
                  ", and trust in cadres fell from {} to {}", before, now)  # fmt: skip


def cadre(y: Year) -> Iterator[str]:
    """Visits and the diagnosis, right or wrong."""
    visits, seen = y.given.get("visits", 0.0), y.seen_cause
    if seen is None:
        if visits >= 0.5:
            yield phrase("a cadre came {} to see how it lives", times(visits))
        return
    found = diagnosis(seen, y.misjudged, y.true_cause)
    if visits >= 0.5:
        yield phrase("a cadre came {} and {}", times(visits), found)
    elif y.now["cadre"] < 0:
        yield phrase("no cadre was linked to it, and the office {}", found)
    elif visits > 0:
        yield phrase("its cadre hardly came, and the office {}", found)
    else:
        yield phrase("its cadre never came, and the office {}", found)


def diagnosis(seen: str, wrong: bool, true: str | None) -> str:
    """What was taken for the cause, and whether that was right."""
    took = phrase("saw none of the known causes") if seen == "none" else (
        phrase("took {} for the main cause", phrase(CAUSE[seen])))
    if not wrong:
        return phrase("{}, rightly", took)
    if true is None or true == seen:
        return phrase("{}, wrongly", took)
    return phrase("{}, wrongly: it was {}", took, phrase(CAUSE[true]))


def measures(y: Year) -> Iterator[str]:
    """What the household was given: what is new, and what came as in the year before."""
    gave_up = y.given.get("land_change", 0.0)
    if gave_up < 0:
        yield phrase("it gave up {:.1f} mu of land", -gave_up)
    new, again = split_measures(y)
    came = [phrase(GIVEN[name], y.given[name]) for name in new]
    if came and again:
        yield phrase("it was given {}, and again {}", enumerated(came), enumerated(bare(again)))
    elif came:
        yield phrase("it was given {}", enumerated(came))
    elif again:
        yield phrase("it was again given {}", enumerated(bare(again)))
    ended = [name for name in LASTING if y.last and name in y.last.given and name not in y.given]
    if ended:
        yield phrase("it no longer got {}", enumerated(bare(ended)))


def split_measures(y: Year) -> tuple[list[str], list[str]]:
    """The channels in which something came to the household: new this year, and again."""
    came = [name for name in GIVEN if y.given.get(name, 0.0) > 0]
    again = [name for name in came if y.last and y.last.given.get(name, 0.0) > 0]
    return [name for name in came if name not in again], again


def bare(names: list[str]) -> list[str]:
    """Channels in words without amounts."""
    return [phrase(BARE.get(name, GIVEN[name])) for name in names]


def around(y: Year) -> Iterator[str]:
    """What came to the village, its cadre or the county and never came before."""
    new = [phrase(words) for name, words in AROUND.items()
           if y.given.get(name, 0.0) > 0 and not came_before(y, name)]
    if new:
        yield phrase("around it programmes now brought {}", enumerated(new))
    services = y.given.get("services", 0.0)
    if services and not came_before(y, "services"):
        yield phrase("clinics and schools moved to its village" if services > 0 else
                     "clinics and schools moved away from its village")


def came_before(y: Year, name: str) -> bool:
    """Whether the channel was used here in any year before."""
    return y.last is not None and (name in y.last.given or came_before(y.last, name))


def promises(y: Year) -> Iterator[str]:
    """What a cadre announced came or did not come, and what that did to trust."""
    if y.given.get("promise_broken", 0.0) > 0:
        yield phrase("what the cadre had announced did not come") + trust_moved(y, -1)
    elif y.given.get("promise_kept", 0.0) > 0:
        yield phrase("the cadre's promise was kept") + trust_moved(y, 1)


def payments(y: Year) -> Iterator[str]:
    """What programmes paid to the household in cash, and what they taxed."""
    whole = sum(y.aid.values())
    if whole >= 0.5 and y.last and y.last.aid.keys() == y.aid.keys():
        yield phrase("programmes again paid it {} yuan", yuan(whole))
    elif whole >= 0.5:
        yield phrase("programmes paid it {}", aid_in_words(y.aid))
    if y.now["tax_paid"] >= 0.5:
        yield phrase("it paid {} yuan of programme tax", yuan(y.now["tax_paid"]))


def aid_over(years: Iterable[Year]) -> dict[str, float]:
    """What programmes paid to the household in some years, yuan by kind."""
    kinds: dict[str, float] = {}
    for year in years:
        for kind, amount in year.aid.items():
            kinds[kind] = kinds.get(kind, 0.0) + amount
    return kinds


def aid_in_words(aid: dict[str, float]) -> str:
    """The sum that programmes paid, and for what."""
    declared = all_payments()
    kinds = [phrase(declared.get(kind, UNDECLARED).called(kind)) for kind in aid if aid[kind] >= 0.5]
    if not kinds:
        return phrase("0 yuan")
    return phrase("{} yuan ({})", yuan(sum(aid.values())), series(kinds))

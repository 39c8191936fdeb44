"""What lists, cadres and programmes did for one household in a year, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.biography.words import AROUND, BARE, CAUSE, GIVEN, LASTING, many, series, times, yuan
from sim.biography.years import Year
from sim.catalogue import all_payments
from sim.ground.payments import UNDECLARED


def listing(y: Year) -> Iterator[str]:
    """Entries to and exits from the file or the list, and whether income spoke for them."""
    head = y.before["income"] / y.before["persons"]
    poor, seen = head < y.world.poverty_line, f"with {yuan(head)} yuan a head in the year before"
    filed = y.now["on_file"] != y.before["on_file"]
    name, entered = ("file", y.now["on_file"]) if filed else ("list", y.listed)
    if not filed and was_listed(y) == y.listed:
        return
    if was_listed(y) and not y.lists_kept:
        yield "no list of the poor was kept any more"
    elif entered:
        yield f"it came on the {name} of the poor" + ("" if poor else f", though not poor {seen}")
    elif on_paper(y):
        truth = f", and it was, {seen}" if poor else ""
        yield f"it left the {name} of the poor on paper alone: checks had seen it below the line{truth}"
    else:
        yield f"it left the {name} of the poor" + (f", though poor {seen}" if poor else "")
    if filed and not entered and y.now["grace_left"]:
        yield f"support may go on for {many(y.now['grace_left'], 'year')} of grace"
    if filed and not entered and y.now["barred"]:
        yield f"it cannot come back for {many(y.now['barred'], 'year')}"


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
    told = "it was not on the list although poor by the income of several years"
    fell = trust_moved(y, -1) if y.elite_seen else ""
    yield told + (f", while some of the elite were{fell}" if fell else "")


def trust_moved(y: Year, way: int) -> str:
    """How trust in cadres rose (way 1) or fell (-1) over the year; nothing if it did not."""
    before, now = (f"{state['trust']:.2f}" for state in (y.before, y.now))
    if before == now or (y.now["trust"] - y.before["trust"]) * way < 0:
        return ""
    return f", and trust in cadres {'rose' if way > 0 else 'fell'} from {before} to {now}"


def cadre(y: Year) -> Iterator[str]:
    """Visits and the diagnosis, right or wrong."""
    visits, seen = y.given.get("visits", 0.0), y.seen_cause
    if seen is None:
        if visits >= 0.5:
            yield f"a cadre came {times(visits)} to see how it lives"
        return
    if visits >= 0.5:
        came = f"a cadre came {times(visits)} and"
    elif y.now["cadre"] >= 0:
        came = f"its cadre {'hardly' if visits > 0 else 'never'} came, and the office"
    else:
        came = "no cadre was linked to it, and the office"
    yield f"{came} {diagnosis(seen, y.misjudged, y.true_cause)}"


def diagnosis(seen: str, wrong: bool, true: str | None) -> str:
    """What was taken for the cause, and whether that was right."""
    took = "saw none of the known causes" if seen == "none" else (
        f"took {CAUSE[seen]} for the main cause")
    if not wrong:
        return f"{took}, rightly"
    return f"{took}, wrongly" + (f": it was {CAUSE[true]}" if true not in (None, seen) else "")


def measures(y: Year) -> Iterator[str]:
    """What the household was given: what is new, and what came as in the year before."""
    gave_up = y.given.get("land_change", 0.0)
    if gave_up < 0:
        yield f"it gave up {-gave_up:.1f} mu of land"
    new, again = split_measures(y)
    words = [GIVEN[name].format(y.given[name]) for name in new]
    if words:
        yield f"it was given {series(words)}" + (f", and again {series(bare(again))}" if again else "")
    elif again:
        yield f"it was again given {series(bare(again))}"
    ended = [name for name in LASTING if y.last and name in y.last.given and name not in y.given]
    if ended:
        yield f"it no longer got {series(bare(ended))}"


def split_measures(y: Year) -> tuple[list[str], list[str]]:
    """The channels in which something came to the household: new this year, and again."""
    came = [name for name in GIVEN if y.given.get(name, 0.0) > 0]
    again = [name for name in came if y.last and y.last.given.get(name, 0.0) > 0]
    return [name for name in came if name not in again], again


def bare(names: list[str]) -> list[str]:
    """Channels in words without amounts."""
    return [BARE.get(name, GIVEN[name]) for name in names]


def around(y: Year) -> Iterator[str]:
    """What came to the village, its cadre or the county and never came before."""
    new = [words for name, words in AROUND.items()
           if y.given.get(name, 0.0) > 0 and not came_before(y, name)]
    if new:
        yield f"around it programmes now brought {series(new)}"
    services = y.given.get("services", 0.0)
    if services and not came_before(y, "services"):
        yield f"clinics and schools moved {'to' if services > 0 else 'away from'} its village"


def came_before(y: Year, name: str) -> bool:
    """Whether the channel was used here in any year before."""
    return y.last is not None and (name in y.last.given or came_before(y.last, name))


def promises(y: Year) -> Iterator[str]:
    """What a cadre announced came or did not come, and what that did to trust."""
    if y.given.get("promise_broken", 0.0) > 0:
        yield f"what the cadre had announced did not come{trust_moved(y, -1)}"
    elif y.given.get("promise_kept", 0.0) > 0:
        yield f"the cadre's promise was kept{trust_moved(y, 1)}"


def payments(y: Year) -> Iterator[str]:
    """What programmes paid to the household in cash, and what they taxed."""
    whole = sum(y.aid.values())
    if whole >= 0.5 and y.last and y.last.aid.keys() == y.aid.keys():
        yield f"programmes again paid it {yuan(whole)} yuan"
    elif whole >= 0.5:
        yield f"programmes paid it {aid_in_words(y.aid)}"
    if y.now["tax_paid"] >= 0.5:
        yield f"it paid {yuan(y.now['tax_paid'])} yuan of programme tax"


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
    kinds = [declared.get(kind, UNDECLARED).called(kind) for kind in aid if aid[kind] >= 0.5]
    return f"{yuan(sum(aid.values()))} yuan ({series(kinds)})" if kinds else "0 yuan"

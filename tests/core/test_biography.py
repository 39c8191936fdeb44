"""A household's life in words: what is told is what the state says, and luck is told once."""

import re
from dataclasses import replace

import numpy as np
import pytest
from small_county import lived, opened, plan

import sim
from sim.biography import live, live_twice, tell, years
from sim.biography.living import ABSENT, GROUPS
from sim.biography.policy import aid_in_words
from sim.biography.story import compare
from sim.biography.words import AROUND, BARE, CAUSE, GIVEN, LACKS, SOURCES, yuan
from sim.cli import main
from sim.cycle import CYCLE, live_a_year
from sim.ground.channels import CHANNELS
from sim.processes.causes import CAUSES, true_cause
from sim.simulate import enter_arm

PAPER = {"paper_share": 1.0, "paper_found": 0.0, "check_cost": 5}
ARMS = {
    "pairing": {"village_household_pairing": PAPER},
    "cash": {"universal_transfer": {}},
    "services": {"social_services": {}},
}
# A world in which care is forgone, enterprises fail and loans go bad.
HARD = {
    "relief_share": 0.01, "pooling_cover": 0.05, "informal_willingness": 0.01, "illness_bill": 9000,
    "illness_bill_noise": 1.5, "illness_chance": 0.12, "reimbursement": 0.2, "contract_floor": 1,
    "enterprises_per_village": 2, "enterprise_noise": 0.6, "enterprise_productivity": 5.1,
    "enterprise_fixed_cost": 20000,
}  # fmt: skip
IDLE, UNDER = "without programmes", {arm: f"under {arm}" for arm in ARMS}


@pytest.fixture(scope="module")
def scenario():
    return plan(ARMS, years=5)


@pytest.fixture(scope="module")
def history(scenario):
    """Every column of all households at the opening and each year's end, by arm."""
    return {arm: follow(scenario, arm) for arm in ("none", *ARMS)}


@pytest.fixture(scope="module")
def lives(scenario):
    """The life of a row in an arm, lived once."""
    return alive(scenario)


@pytest.fixture(scope="module")
def hard():
    """The history of pairing and of services in the hard world, and the life of a row there."""
    scenario = plan(ARMS, years=8, world=HARD)
    return {arm: follow(scenario, arm) for arm in ("pairing", "services")}, alive(scenario)


def follow(scenario, arm):
    """The state of all households at the opening and at the end of each year."""
    kept = [state(opened(scenario))]
    lived(opened(scenario), arm, scenario.years, watch=lambda county: kept.append(state(county)))
    return kept


def state(county):
    """Columns, and for each kind of payment what the households got and paid."""
    kept = {name: column.copy() for name, column in county.households.items()}
    kept["elite_seen"] = county.villages.seen_capture[county.households.village] > 0
    for (payer, payee, kind), flow in county.ledger.rows.items():
        if payee == "households":
            kept["got", payer, kind] = flow.copy()
        elif payer == "households":
            kept["paid", payee, kind] = flow.copy()
    return kept


def alive(scenario):
    known = {}

    def of(arm, row):
        if (arm, row) not in known:
            known[arm, row] = live(enter_arm(opened(scenario), arm), int(row))
        return known[arm, row]

    return of


def rows_where(history, found, most=3):
    """Rows and years (from 1) in which a condition on the years of two arms holds."""
    one, other = history
    hits = [(row, t) for t in range(1, len(one)) for row in np.flatnonzero(found(one[t], other[t]))]
    assert hits, "no household to look at"
    return hits[:most]


def paragraph(scenario, pair, row, t):
    """The paragraph in which the year is told."""
    wanted = str(scenario.start + t)
    told = [text for text in tell(scenario, pair, int(row)) if re.match(r"\d{4}", text)]
    found = [text for text in told if wanted in spelt_years(text.partition(".")[0])]
    assert len(found) == 1
    return found[0]


def spelt_years(heading):
    """The years that a heading covers."""
    first, _, last = heading.partition(" and " if " and " in heading else " to ")
    return [str(year) for year in range(int(first), int(last or first) + 1)]


def clauses(year):
    """All clauses of a year in one world."""
    return [clause for group in GROUPS for topic in group for clause in topic(year)]


def test_the_same_arm_twice_gives_no_difference(scenario):
    pair = live_twice(scenario, ("cash", "cash"), 1, 17)
    assert pair[0] == pair[1]
    told = list(tell(scenario, pair, 17))
    for text in told[2:-2]:
        assert "under cash" not in text.lower() and "difference" not in text
    owned = told[-2].partition("it has, ")[2].split(";")
    assert len(owned) == 8 and all("in both" in holding for holding in owned)


def test_two_arms_are_told_apart(scenario, lives):
    told = " ".join(tell(scenario, (lives("none", 17), lives("cash", 17)), 17))
    assert "Under cash, programmes paid it" in told and "Under cash, programmes again" in told
    assert "Without programmes, programmes" not in told


def test_two_worlds_without_programmes_keep_their_names():
    scenario = plan({"idle": {}, "cash": ARMS["cash"]}, years=1)
    told = list(tell(scenario, live_twice(scenario, ("none", "idle"), 1, 3), 3))
    assert "under none and under idle" in told[1] and IDLE not in " ".join(told)


def test_it_is_told_the_same_again(scenario):
    first, again = (list(tell(scenario, live_twice(scenario, ("none", "pairing"), 1, 3), 3))
                    for _ in range(2))
    assert first == again


def test_another_replication_is_another_household(scenario):
    first, second = (next(tell(scenario, live_twice(plan(ARMS, years=1), ("none", "cash"), r, 3), 3))
                     for r in (1, 2))
    assert first != second


def test_watching_changes_nothing(scenario):
    watched = enter_arm(opened(scenario), "pairing")
    live(watched, 3)
    plain = lived(opened(scenario), "pairing", scenario.years)
    for name, column in plain.households.items():
        assert np.array_equal(column, watched.households.arrays[name]), name


def test_every_scene_is_a_process_of_the_year():
    assert set(years.SCENES) <= {process.__name__ for process in CYCLE}


def test_income_and_consumption_are_those_of_the_household(scenario, history, lives):
    for arm in ("none", "pairing"):
        for t, year in enumerate(lives(arm, 3).years, 1):
            h = history[arm][t]
            assert year.income == h["income"][3] / h["persons"][3]
            assert year.consumption == h["consumption"][3] / h["persons"][3]
            assert year.poor == (year.income < year.world.poverty_line)
            text = paragraph(scenario, (lives("none", 3), lives("pairing", 3)), 3, t)
            assert yuan(year.income) in text and yuan(year.consumption) in text


def test_the_opening_is_said_once_and_is_that_of_the_county(scenario, lives):
    h = opened(scenario).households
    for row in (0, 17, 400, 711):
        told = list(tell(scenario, (lives("none", row), lives("pairing", row)), row))
        assert f"{h.land[row]:.1f} mu" in told[0] and yuan(h.cash[row]) in told[0]
        assert f"health is {h.health[row]:.2f}" in told[0]
        for name, words in LACKS.items():
            assert (words in told[0].lower()) == h.arrays[name][row]
        for flag, words in (("dibao", "minimum living guarantee"), ("party_member", "the party"),
                            ("elite", "village elite"), ("woman_at_home", "woman works at home")):
            assert (words in told[0]) == h.arrays[flag][row]
        assert sum(told[0].split(":")[0] in text for text in told) == 1
        assert sum("line of 2,300 yuan" in text for text in told) == 1


def test_the_first_true_cause_is_named(scenario, lives):
    true = true_cause(opened(scenario))
    shown = [np.flatnonzero(true == code)[0] for code in np.unique(true)]
    assert len(shown) >= 5
    for row in shown:
        text = next(tell(scenario, (lives("none", row), lives("cash", row)), row))
        named = re.findall(r"causes of poverty that holds for it is ([^.]+)\.", text)
        assert named == ([CAUSE[CAUSES[true[row]]]] if true[row] else [])
        assert ("None of the model's causes of poverty holds" in text) == (not true[row])


def test_an_illness_of_both_worlds_is_told_once(scenario, history, lives):
    for row, t in rows_where((history["none"], history["services"]), lambda a, b: (
            a["ill"] & b["ill"] & (a["chronically_ill"] == b["chronically_ill"]))):
        text = paragraph(scenario, (lives("none", row), lives("services", row)), row, t)
        bill = yuan(history["none"][t]["medical_bill"][row])
        assert len(re.findall("fell ill", text)) == 1
        assert re.search(rf"In both worlds [^.]*fell ill, with a bill of {bill} yuan", text)


def test_an_illness_of_one_world_is_told_of_that_world(scenario, history, lives):
    arms = ("none", "services")
    for row, t in rows_where((history["none"], history["services"]), lambda a, b: (
            (a["ill"] > b["ill"]) & (a["chronically_ill"] == b["chronically_ill"]))):
        text = paragraph(scenario, tuple(lives(arm, row) for arm in arms), row, t)
        assert "In both worlds someone fell ill" not in text
        reason = "a better clinic covered it|better health spared it"
        assert re.search(f"omeone fell ill, with a bill of [0-9,]+ yuan {IDLE}; "
                         f"under services ({reason})", text)


def test_no_illness_is_told_where_nobody_fell_ill(scenario, history, lives):
    pair = (history["none"], history["services"])
    for row, t in rows_where(pair, lambda a, b: (
            (a["medical_bill"] + b["medical_bill"] == 0) & (a["drought_loss"] > 0))):
        text = paragraph(scenario, (lives("none", row), lives("services", row)), row, t)
        assert "fell ill" not in text and " of the bill" not in text
        assert text.count("drought took") == 1


def test_fortune_is_what_luck_multiplied(scenario, history, lives):
    county, last = lived(opened(scenario), "none", scenario.years), history["none"][-1]
    w, economy = county.world, county.economy
    busy = (last["job_income"] > 0) & (last["activity_output"] > 0) & ~last["improved_seed"]
    well = ~last["ill"] & ~last["still_ill"] & ~last["chronically_ill"]
    for row in np.flatnonzero(busy & well)[:3]:
        year = lives("none", row).years[-1]
        then = year.at["employ_locally"]
        wage = then["off_farm_workers"] * then["off_farm_wage"] * then["health"]
        assert year.now["job_income"] == pytest.approx(wage * year.fortune["wage"])
        kind = then["activity_kind"]
        scale, level = np.array([[1, 0.5, 0.25], [1, 0.38, 0.2]])[:, kind]
        size = (then["activity_capital"] / (scale * w.activity_scale)) ** w.activity_exponent
        made = level * w.activity_productivity * economy.activity_index[0] * size * then["ability"]
        made *= then["health"]
        made *= (0.75 + 0.5 * then["skill"]) * (1 - 0.4 * year.now["activity_failed"])
        assert year.now["activity_output"] == pytest.approx(made * year.fortune["activity"])
    assert (busy & well).any()
    idle = ~busy & (last["adults"] == 0) & ~last["improved_seed"] & well
    for row in np.flatnonzero(idle)[:3]:
        year = lives("none", row).years[-1]
        grown = year.now["farm_potential"] * (1 - year.now["drought_loss"]) * economy.weather_norm[0]
        assert year.now["farm_output"] == pytest.approx(grown * year.fortune["farm"])


def test_a_poor_harvest_is_told_once_of_both_worlds(scenario, lives):
    told = dict.fromkeys(("poor", "good", "neither"), 0)
    for row in (3, 17, 400, 711, 5, 900):
        pair = (lives("none", row), lives("cash", row))
        for t, (one, other) in enumerate(zip(*(life.years for life in pair), strict=True), 1):
            assert one.fortune == other.fortune
            factor, text = one.fortune["farm"], paragraph(scenario, pair, row, t)
            kind = "poor" if factor < 0.7 else "good" if factor > 1.4 else "neither"
            told[kind] += 1
            assert text.count("the harvest was") == (kind != "neither")
            assert (f"the harvest was {kind} ({factor:.1f} times the usual)" in text) == (
                kind != "neither")
    assert min(told.values()) > 0


def test_who_paid_the_bill_is_what_the_ledger_says(hard):
    def covered(h, in_full):
        return h["ill"] & ~h["care_forgone"] & (h["medical_cover"] > 0) & (
            (h["medical_paid"] == 1) == in_full)

    county, lives = hard[0]["services"], hard[1]
    for row, t in [*rows_where((county, county), lambda a, b: covered(b, True)),
                   *rows_where((county, county), lambda a, b: covered(b, False))]:
        h, told = county[t], clauses(lives("services", row).years[t - 1])
        (text,) = [clause for clause in told if " of the bill were paid" in clause]
        insured = h["got", "treasury", "medical_insurance"][row]
        own = h["paid", "rest_of_world", "medical_bills"][row]
        aid = h["medical_cover"][row] * h["medical_paid"][row]
        assert f"{yuan(insured)} yuan of the bill" in text and f"{yuan(aid)} by a programme" in text
        assert (f"{yuan(own)} by the household" in text) == (own >= 0.5)
        paid = h["medical_paid"][row] * h["medical_bill"][row]
        assert insured + own + aid == pytest.approx(paid)
        assert any("was not taken" in clause for clause in told) == (h["medical_paid"][row] < 1)


def test_nothing_had_to_be_sold_where_nothing_was(scenario, history, lives):
    def sold(h):
        return h["farm_capital_sold"] + h["activity_capital_sold"]

    pair = (history["none"], history["cash"])
    for row, t in rows_where(pair, lambda a, b: (sold(a) >= 0.5) & (sold(b) == 0)):
        text = paragraph(scenario, (lives("none", row), lives("cash", row)), row, t)
        before, _, after = text.partition("Under cash, ")
        assert f"worth {yuan(history['none'][t]['farm_capital_sold'][row])} yuan" in before
        assert "nothing had to be sold" in after.lower() and "in distress" not in after
    for row, t in rows_where(pair, lambda a, b: (sold(a) == 0) & (sold(b) == 0)):
        text = paragraph(scenario, (lives("none", row), lives("cash", row)), row, t)
        assert "had to be sold" not in text and "sold in distress for" not in text
    for row, t in rows_where(pair, lambda a, b: (sold(a) >= 0.5) & (sold(b) >= 0.5)):
        text = paragraph(scenario, (lives("none", row), lives("cash", row)), row, t)
        assert "had to be sold" not in text and "sold in distress for" in text


def large(h):
    """Whether the activity is of a size that yields something."""
    return h["activity_capital"] >= np.array([15000, 7500, 3750])[h["activity_kind"]]


UNPAID = ("paid", "rest_of_world", "unpaid_deliveries")
STATEMENTS = {
    "food was short": lambda was, h: h["undernourished"],
    "care was forgone": lambda was, h: h["care_forgone"],
    "a child left school": lambda was, h: h["dropped_out"] & ~was["dropped_out"],
    "a child was still out of school": lambda was, h: h["dropped_out"] & was["dropped_out"],
    "a greenhouse or herd was started": lambda was, h: h["starts_activity"],
    "brought back to a size": lambda was, h: ~h["starts_activity"] & ~large(was) & large(h),
    "too small to yield": lambda was, h: ~large(h) & (large(was) | h["starts_activity"]),
    "a bank loan of": lambda was, h: h["loan_wanted"] > 0,
    "improved seed was taken up": lambda was, h: h["improved_seed"] & ~was["improved_seed"],
    "how to run a greenhouse": lambda was, h: h["knows_activity"] & ~was["knows_activity"],
    "neighbours lent": lambda was, h: h["informal_borrowed"] >= 0.5,
    "under a delivery contract": lambda was, h: (h["contract"] >= 0) & (was["contract"] < 0),
    "the contract ended": lambda was, h: h["contract_broken"],
    "contract was not renewed": lambda was, h: (
        (was["contract"] >= 0) & (h["contract"] < 0) & ~h["contract_broken"]),
    "and was excluded from it": lambda was, h: h["fund_excluded"] & ~was["fund_excluded"],
    "it came on the file": lambda was, h: h["on_file"] & ~was["on_file"],
    "it left the file": lambda was, h: ~h["on_file"] & was["on_file"],
    "on paper alone": lambda was, h: ~h["on_file"] & was["on_file"] & h["paper_exit"],
    "it fell behind with the bank": lambda was, h: h["arrears"] > was["arrears"],
    "it was not on the list although poor": lambda was, h: (
        h["left_out"] & ~was["left_out"] & ~was["registered"]),
    "while some of the elite were": lambda was, h: h["elite_seen"] & (
        h["left_out"] & ~was["left_out"] & ~was["registered"] & (was["trust"] - h["trust"] > 0.005)),
    "the bank wrote off": lambda was, h: h["credit_score"] < was["credit_score"] - 0.1,
    "safe water came": lambda was, h: was["unsafe_water"] & ~h["unsafe_water"],
}


def where(county, words):
    """Rows and years (from 1) in which the statement holds."""
    return [(row, t) for t in range(1, len(county))
            for row in np.flatnonzero(STATEMENTS[words](county[t - 1], county[t]))]


@pytest.fixture(scope="module")
def looked_at(hard):
    """Rows of which one or another statement holds in some year: the others must keep silent."""
    county = hard[0]["pairing"]
    found = [where(county, words) for words in STATEMENTS]
    rows = {int(rows[place][0]) for rows in found for place in (0, -1) if rows}
    every = slice(None)
    most = [sum(amount_of(h, key, every) for h in county[1:]) for key in AMOUNTS.values()]
    return sorted(rows | {int(np.argmax(amounts)) for amounts in most} | {3, 17})


@pytest.mark.parametrize("words", STATEMENTS)
def test_a_statement_is_made_exactly_where_it_holds(words, hard, looked_at):
    county, lives = hard[0]["pairing"], hard[1]
    assert where(county, words), "it holds of nobody"
    for row in looked_at:
        for t, year in enumerate(lives("pairing", row).years, 1):
            said = any(words in clause for clause in clauses(year))
            holds = STATEMENTS[words](county[t - 1], county[t])[row]
            assert said == bool(holds), (row, t, clauses(year))


AMOUNTS = {
    "the neighbours' pool gave": ("got", "village_pools", "pooling"),
    "neighbours lent": "informal_borrowed",
    "relief brought": ("got", "treasury", "relief"),
    "were sold in distress for": ("got", "village_pools and rest_of_world", "distress_sales"),
    "the mutual-aid fund lent": ("got", "mutual_funds", "fund_loans"),
    "mutual-aid fund with a stake of": ("paid", "mutual_funds", "fund_stakes"),
    "a bank loan of": "loan_wanted",
    "a programme paid": "interest_cover",
    "floor price of the contract added": ("got", "village_pools", "floor_price"),
    "leaving deliveries worth": UNPAID,
}


def test_no_elite_is_blamed_where_none_was_seen(hard):
    county, lives = hard[0]["pairing"], hard[1]
    words = "while some of the elite were"
    row, t = where(county, words)[0]
    year = lives("pairing", row).years[t - 1]
    for seen in (True, False):
        told = clauses(replace(year, elite_seen=seen))
        assert any(words in clause for clause in told) == seen


@pytest.mark.parametrize("words", AMOUNTS)
def test_an_amount_is_that_of_the_state_or_the_ledger(words, hard, looked_at):
    county, lives = hard[0]["pairing"], hard[1]
    told = 0
    for row in looked_at:
        for t, year in enumerate(lives("pairing", row).years, 1):
            for amount in re.findall(rf"{words} (\d[\d,]*\d|\d)", "; ".join(clauses(year))):
                assert amount == yuan(amount_of(county[t], AMOUNTS[words], row)), (row, t)
                told += 1
    assert told


def amount_of(h, key, row):
    """A column's value, or what flowed from or to one or two accounts."""
    if isinstance(key, str):
        return h[key][row]
    side, accounts, kind = key
    flows = [h.get((side, account, kind)) for account in accounts.split(" and ")]
    return sum(np.zeros(len(h["cash"]))[row] if flow is None else flow[row] for flow in flows)


def test_trust_and_promises_are_those_of_the_state(lives, history):
    county, kept, broken = history["pairing"], 0, 0
    for row in (3, 17, *np.flatnonzero(county[-1]["trust"] > 0.5)[:4],
                *np.flatnonzero(county[1]["trust"] < 0.28)[:4]):
        for t, year in enumerate(lives("pairing", row).years, 1):
            told = "; ".join(clauses(year))
            was, now = (h["trust"][row] for h in county[t - 1 : t + 1])
            for verb, before, after in re.findall(
                r"trust in cadres (rose|fell) from ([\d.]+) to (\d\.\d+)", told
            ):
                assert (before, after) == (f"{was:.2f}", f"{now:.2f}")
                assert (verb == "rose") == (now > was)
            assert ("promise was kept" in told) == (year.given.get("promise_kept", 0) > 0)
            assert ("announced did not come" in told) == (year.given.get("promise_broken", 0) > 0)
            kept, broken = kept + ("was kept" in told), broken + ("did not come" in told)
    assert kept and broken


def test_what_is_around_is_told_when_it_first_comes(lives, history):
    life = lives("pairing", best_paid(history["pairing"]))
    for name, words in AROUND.items():
        told = [words in "; ".join(clauses(year)) for year in life.years]
        came = [year.given.get(name, 0.0) > 0 for year in life.years]
        assert told == [now and not any(came[:t]) for t, now in enumerate(came)]


def test_what_comes_again_is_not_new(lives, history):
    seen = 0
    for row in (best_paid(history["pairing"]), *range(0, 400, 40)):
        life = lives("pairing", row)
        for before, year in zip(life.years, life.years[1:], strict=False):
            for name in GIVEN.keys() & year.given.keys():
                again = BARE.get(name, GIVEN[name]) in " ".join(
                    clause.partition("again ")[2] for clause in clauses(year))
                assert again == (name in before.given)
                seen += again
    assert seen


def test_a_line_that_moves_is_told():
    scenario = plan(ARMS, years=2, world={"poverty_line": {2011: 2300, 2012: 2500}})
    told = list(tell(scenario, live_twice(scenario, ("none", "cash"), 1, 3), 3))
    assert "line of 2,300 yuan" in told[0] and "The line is now 2,500 yuan" in told[2]
    assert " ".join(told).count("The line is now") == 1


def test_most_of_a_difference_is_the_largest_part_of_it(scenario, history, lives):
    """Of a year told by itself: years told together have each its own."""
    years_told, named = range(1, scenario.years + 1), 0
    last = [history[arm][-1]["income"] for arm in ("none", "pairing")]
    for row, t in [(row, t) for row in np.argsort(last[0] - last[1])[[0, 1, -1]] for t in years_told]:
        text = paragraph(scenario, (lives("none", row), lives("pairing", row)), row, t)
        one, other = (history[arm][t] for arm in ("none", "pairing"))
        gap = other["income"][row] - one["income"][row]
        said = re.search(f"the difference is mostly ({'|'.join(SOURCES.values())})", text)
        alone = " and " not in text.partition(".")[0] and " to " not in text.partition(".")[0]
        assert bool(said) == (alone and abs(gap) >= 0.05 * 2300 * one["persons"][row])
        if said:
            parts = [earned(other, name, row) - earned(one, name, row) for name in SOURCES]
            assert sum(parts) == pytest.approx(gap)
            assert parts[[*SOURCES.values()].index(said[1])] / gap == max(np.array(parts) / gap)
            named += 1
    assert named


def earned(h, name, row):
    """A part of income; interest and tax take from it."""
    if name == "interest":
        return h["interest_cover"][row] - h["interest_due"][row]
    return -h[name][row] if name == "tax_paid" else h[name][row]


def test_bills_paid_are_in_the_sum(hard):
    county, lives = hard[0]["services"], hard[1]
    bills = sum(h["medical_cover"] * h["medical_paid"] for h in county[1:])
    row = int(np.argmax(bills))
    *_, last = tell(plan(ARMS, years=8, world=HARD), (lives("none", row), lives("services", row)), row)
    assert f"medical bills of {yuan(bills[row])} yuan" in last


def test_jobs_add_up(hard, looked_at):
    county, lives = hard[0]["pairing"], hard[1]
    moved = 0
    for row in looked_at:
        for t, year in enumerate(lives("pairing", row).years, 1):
            told = "; ".join(clauses(year))
            gained = len(re.findall("an adult (?:took the|found a) job", told))
            lost = len(re.findall("off the farm ended|given up as an adult|withdrew the job", told))
            was, now = (h["off_farm_workers"][row] for h in county[t - 1 : t + 1])
            assert now - was == gained - lost
            kept = any(year.given.get(name, 0.0) > 0
                       for name in ("kept_jobs", "reserved_jobs", "jobs_away"))
            assert ("an adult took the job" in told) == (kept and gained > 0)
            moved += gained + lost
    assert moved


def test_what_is_told_of_both_worlds_happened_in_both(lives, history):
    told = 0
    for row in (3, 17, best_paid(history["pairing"])):
        for one, other in zip(lives("none", row).years, lives("pairing", row).years, strict=True):
            for group in GROUPS:
                both, first, second = compare(group, one, other)
                ours, theirs = ([c for topic in group for c in topic(year)] for year in (one, other))
                assert set(both) == set(ours) & set(theirs)
                assert set(first) - set(ABSENT.values()) == set(ours) - set(theirs)
                assert set(second) - set(ABSENT.values()) == set(theirs) - set(ours)
                told += len(both)
    assert told


def test_debts_written_off_are_told(hard):
    county, lives = hard[0]["pairing"], hard[1]
    bad = [(row, t) for t in range(2, len(county))
           for row in np.flatnonzero((county[t - 1]["arrears"] == 1) & (county[t]["arrears"] == 0))
           if county[t]["debt_bank"][row] + county[t]["debt_guaranteed"][row] == 0]
    gone = [(row, t, clause) for row, t in bad for clause in clauses(lives("pairing", row).years[t - 1])
            if clause.startswith("the bank wrote off")]
    assert gone
    for row, t, clause in gone:
        was, h = county[t - 1], county[t]
        owed = was["debt_bank"][row] + was["debt_guaranteed"][row] - h["instalment_paid"][row]
        lent = h.get(("got", "bank", "loans"), np.zeros(len(was["cash"])))[row]
        due = h["interest_due"][row] - h["interest_cover"][row]
        assert owed + lent <= float(re.sub(r"\D", "", clause)) + 1 <= owed + lent + due + 2


def test_what_programmes_paid_is_what_the_ledger_says(scenario, history, lives):
    for arm, row in (("cash", 17), ("pairing", best_paid(history["pairing"]))):
        paid = [{kind: flow[row] for (side, payer, kind), flow in payments(h) if flow[row] > 0}
                for h in history[arm][1:]]
        life = lives(arm, row)
        for t, kinds in enumerate(paid, 1):
            assert life.years[t - 1].aid == pytest.approx(kinds)
            if sum(kinds.values()) >= 0.5:
                text = paragraph(scenario, (lives("none", row), life), row, t)
                assert re.search(f"rogrammes (again )?paid it {yuan(sum(kinds.values()))} yuan", text)
        *_, last = tell(scenario, (lives("none", row), life), row)
        total = sum(sum(kinds.values()) for kinds in paid)
        assert f"{UNDER[arm]} {yuan(total)} yuan (" in last and IDLE not in last


def payments(h):
    """What programmes paid to households in a year, by kind."""
    return [(key, flow) for key, flow in h.items()
            if key[0] == "got" and key[1].startswith("programme:")]


def best_paid(county):
    """The row to which programmes paid most."""
    return int(np.argmax(sum(flow for h in county[1:] for _, flow in payments(h))))


def test_a_diagnosis_is_right_where_the_true_cause_was_seen(scenario, lives):
    society, truth = enter_arm(opened(scenario), "pairing"), []

    def note(county):
        truth.append(true_cause(county))

    acts = [process.__name__ for process in CYCLE].index("run_strategies")
    cycle = (*CYCLE[:acts], note, CYCLE[acts], note, *CYCLE[acts + 1 :])
    verdicts, rows = {"rightly": 0, "wrongly": 0}, range(0)
    for t in range(scenario.years):
        society.year += 1
        live_a_year(society, cycle)
        h = society.households
        linked = np.flatnonzero(h.cadre >= 0)
        rows = rows or linked[:: len(linked) // 8].tolist()
        for row in set(rows) & set(linked.tolist()):
            year = lives("pairing", row).years[t]
            (told,) = [clause for clause in clauses(year) if " and took " in clause
                       or " and saw none" in clause or "the office " in clause]
            seen, true, then = (CAUSES[codes[row]] for codes in (h.cause, *truth[2 * t :][:2]))
            assert CAUSE[seen] in told or (seen == "none" and "saw none" in told)
            verdict = re.search("rightly|wrongly", told)[0]
            if true == then:  # else what strategies did moved it, and the cadre came in between
                verdicts[verdict] += 1
                assert (verdict == "rightly") == (seen == true)
                assert seen == true or f"it was {CAUSE[true]}" in told
            else:
                assert "it was" not in told
    assert min(verdicts.values()) > 3


def test_nobody_is_diagnosed_without_pairing(lives):
    for arm in ("none", "cash", "services"):
        assert not any("the main cause" in clause for year in lives(arm, 17).years
                       for clause in clauses(year))


def test_every_year_is_told_once_and_quiet_years_together(scenario, history, lives):
    merged = 0
    for row in range(0, 1000, 40):
        pair = (lives("none", row), lives("none", row))
        headings = [text.partition(".")[0] for text in tell(scenario, pair, row)
                    if re.match(r"\d{4}", text)]
        told = [year for heading in headings for year in spelt_years(heading)]
        assert told == [str(scenario.start + t) for t in range(1, scenario.years + 1)]
        merged += any(len(heading) > 4 for heading in headings)
        for t in range(1, scenario.years + 1):
            text = paragraph(scenario, pair, row, t)
            if "Nothing new happened" in text:
                h = history["none"][t]
                assert not h["ill"][row] and not h["undernourished"][row]
                assert not clauses(pair[0].years[t - 1]) or "repaid" in str(
                    clauses(pair[0].years[t - 1])) or "it gave" in str(clauses(pair[0].years[t - 1]))
    assert merged


def test_the_end_is_the_state_of_the_last_year(scenario, history, lives):
    last = [history[arm][-1]["farm_capital"] for arm in ("none", "cash")]
    row = int(np.argmax(abs(last[0] - last[1])))
    told = list(tell(scenario, (lives("none", row), lives("cash", row)), row))
    ends = [history[arm][-1] for arm in ("none", "cash")]
    poor = [sum(year.poor for year in lives(arm, row).years) for arm in ("none", "cash")]
    assert f"tools and stock worth {yuan(ends[0]['farm_capital'][row])} and " in told[-2]
    for end in ends:
        assert yuan(end["cash"][row]) in told[-2] and f"{end['health'][row]:.2f}" in told[-2]
    numbers = "none one two three four five".split()
    assert told[-2].startswith(f"Of five years it spent {numbers[poor[0]]} in poverty")
    assert "One household in one run shows a mechanism, not an effect" in told[-1]


def test_every_channel_and_cause_has_words():
    own = {"visits", "promise_kept", "promise_broken", "services", "contract"}
    assert set(CHANNELS) <= GIVEN.keys() | AROUND.keys() | own
    assert "helper_days" in GIVEN and set(CAUSE) == set(CAUSES)
    assert all("{" not in BARE.get(name, words) for name, words in GIVEN.items())


def test_amounts_are_of_kinds_in_words():
    assert aid_in_words({"dibao_link": 1200.4, "something_new": 0.9}) == (
        "1,201 yuan (minimum living payment and something new)")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "scenario.yaml").write_text(
        "extends: quick_look\nname: a-run\ncounty: {households: 400, villages: 2}\n"
        "horizon: {start: 2011, years: 2}\nreplications: 1\nbaseline: none\n"
        "arms:\n  none: {}\n  cash: {universal_transfer: {}}\n", encoding="utf-8")
    return tmp_path


def explain(capsys, *arguments):
    """Exit code, output and errors of `explain household`."""
    code = main(["explain", "household", *map(str, arguments)])
    return code, *capsys.readouterr()


def test_the_command_wraps_its_paragraphs(folder, capsys):
    code, out, _ = explain(capsys, 7, "--run", folder, "--arms", "none", "cash")
    assert code == 0 and max(map(len, out.splitlines())) <= 100
    assert out.startswith("Household 7 ") and "\n\n2012. " in out


@pytest.mark.parametrize(("arguments", "wrong"), [
    (["seven"], "ROW: seven is not a whole number from 0 to 399"),
    (["1.5"], "ROW: 1.5 is not a whole number"),
    (["9" * 5000], "is not a whole number"),
    (["400"], "ROW: 400 is not below 400"),
    (["7", "--arms", "none", "cas"], "no arm 'cas' (did you mean cash?)"),
    (["7", "--arms", "cash", "cash"], "--arms: cash twice"),
    (["7", "--replication", "2"], "--replication: there are 1"),
])  # fmt: skip
def test_wrong_input_is_one_sentence(folder, capsys, arguments, wrong):
    code, out, err = explain(capsys, *arguments, "--run", folder)
    assert code == 2 and not out and wrong in err and len(err.splitlines()) == 1


def test_all_wrong_input_is_told_at_once(folder, capsys):
    _, _, err = explain(capsys, "x", "--run", folder, "--arms", "cush", "none", "--replication", "9")
    assert [line.partition(":")[0] for line in err.splitlines()] == ["ROW", "--arms", "--replication"]


def test_a_folder_without_a_run_is_named(tmp_path, capsys):
    code, _, err = explain(capsys, 7, "--run", tmp_path)
    assert code == 2 and f"{tmp_path} holds no scenario.yaml" in err


def test_a_run_of_a_class_handed_over_cannot_be_told(tmp_path, capsys):
    class Gift(sim.Strategy):
        def act(self, county, purse, year):
            purse.pay(county.households, county.households.persons * 10.0, "gift")

    arms = {"none": {}, "gift": Gift}
    scenario = sim.load("quick_look", households=400, years=1, replications=1, arms=arms)
    sim.run(scenario, out=tmp_path / "own", progress=False, report=False)
    code, _, err = explain(capsys, 7, "--run", tmp_path / "own")
    assert code == 2 and "a class handed over in Python (gift)" in err
    assert explain(capsys, 7, "--run", "")[0] == 2

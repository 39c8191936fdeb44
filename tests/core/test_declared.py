"""Declared is used, used is declared, and both are explained: payments, streams and channels.

The runs below make every kind of payment by every way it can go, and draw from every stream: plenty of
money and none, droughts, a bank without room, enterprises that fail, farms that hire.
"""

from types import SimpleNamespace

import pytest
from small_county import OURS, lived, opened, plan

from sim.catalogue import COLUMNS, PARAMETERS, PAYMENT_HOMES, PAYMENTS, STREAMS
from sim.cli import main
from sim.ground.channels import CHANNELS
from sim.ground.streams import Streams
from sim.observation.dictionary import measured
from sim.society import Society

PAIRING = "village_household_pairing"
DROUGHTS = {"drought_chance": 0.25, "drought_loss_rainfed": 0.6, "drought_loss_activity": 0.6}
# Loans are taken while years are good; then the years turn, and who borrowed cannot pay.
TURNED = {name: {2011: least, 2013: most} for name, least, most in (
    ("drought_chance", 0.05, 0.25), ("drought_loss_rainfed", 0.1, 0.6), ("county_drought", 0, 1),
    ("drought_loss_activity", 0, 0.6), ("activity_failure", 0.05, 0.12), ("job_loss", 0.03, 0.3),
    ("activity_failure_loss", 0.3, 0.9), ("illness_chance", 0.04, 0.12), ("illness_bill", 3000, 9000),
    ("consumption_floor_share", 0.45, 0.7))}  # fmt: skip
CONTRACTS = ["cadre_household", "start_up_grants", "quadrilateral_linkage"]
RUNS = (
    (
        OURS
        | {
            "farm_bias": {"growth": {"bias": "farm"}},
            "by_lot": {PAIRING: {"linking": "random", "matching": "random"}},
            "own_list": {PAIRING: {"identify_by": "own", "scale_factor": 1.2}},
        },
        {"years": 4, "budget": 300, "finance": "mixed",
         "world": DROUGHTS | {"captain_dishonest": 1}},
    ),
    (
        {"pairing": {PAIRING: {}}, "lottery": {PAIRING: {"without": ["targeted_identification"]}},
         "deadline": {PAIRING: {"deadline": 1, "grace": 0}}},
        {"years": 4, "world": {"bank_capacity": 50, "captain_dishonest": 0.5}},
    ),
    (
        {"ladder": {PAIRING: {"only": ["organisation_ladder"], "overhead": 0.25}},
         "funds": {PAIRING: {"only": ["mutual_aid_funds"], "seed_spending": 1}}, "lent": {PAIRING: {}}},
        {"years": 6, "budget": 600,
         "world": TURNED | {"relief_share": 0, "pooling_cover": 0.05, "informal_willingness": 0.01,
                            "instalment_share": 1, "carried_by_saving": 1}},
    ),
    ({"floor": {"income_floor": {}}}, {"years": 1, "budget": 2}),
    (
        {"contracts": {PAIRING: {"only": CONTRACTS, "contract_slots": 40}}},
        {"years": 6, "households": 600, "villages": 12, "budget": 500,
         "world": {"enterprise_noise": 0.6, "enterprise_entry": 0.5}},
    ),
    (
        {"none": {}},
        {"years": 8, "households": 600, "villages": 40,
         "world": {"enterprise_noise": 0.4, "enterprise_entry": 0.5}},
    ),
    (
        {"none": {}},
        {"years": 2, "world": {"wage": 4000, "farm_productivity": 16000}},
    ),
    (
        {"none": {}},
        {"years": 4, "villages": 40,
         "world": DROUGHTS | {"county_drought": 1.0, "relief_share": 0, "wage": 4000,
                              "farm_productivity": 4000, "bank_capacity": 50}},
    ),
)  # fmt: skip


def noted(kept, function):
    """The function, with its second argument, a name, noted."""
    def noting(self, name, *rest):
        kept.add(name)
        return function(self, name, *rest)
    return noting


def account(name):
    """An account as declarations call it."""
    return "programme" if name.startswith("programme:") else name.removeprefix("rich_")


SURVEY = {
    "columns": {"persons": "size", "income": {"column": "income", "per": "year"}},
    "money": {"currency": "yuan", "price_year": 2010, "deflator": 1, "exchange": 1}, "line": 2300,
}  # fmt: skip


def surveyed(folder):
    """A small county out of a survey of four households."""
    file = folder / "survey.csv"
    file.write_text("size,income\n2,3000\n4,9000\n4,16000\n5,40000\n")
    return plan(county=SURVEY | {"survey": str(file), "households": 60, "villages": 2}, years=1)


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    """Legs by kind of payment, streams drawn from, channels filled and read in all the runs."""
    found = SimpleNamespace(legs={}, streams=set(), filled=set(), read=set(), states=set())

    def watch(society):
        found.filled |= society.channels.keys()
        for kind, table in society.tables.items():
            found.states |= {(kind, name) for name, column in table.items() if column.any()}
        for payer, payee, kind, _ in society.ledger.entries:
            found.legs.setdefault(kind, set()).add((account(payer), account(payee)))

    with pytest.MonkeyPatch.context() as patch:
        for name in ("uniforms", "normals"):
            patch.setattr(Streams, name, noted(found.streams, getattr(Streams, name)))
        patch.setattr(Society, "given", noted(found.read, Society.given))
        for arms, changes in RUNS:
            scenario = plan(arms, **{"households": 400, "villages": 4} | changes)
            for arm in arms:
                lived(opened(scenario), arm, scenario.years, watch=watch)
        lived(opened(surveyed(tmp_path_factory.mktemp("survey"))), watch=watch)
    return found


def test_every_payment_that_is_made_is_declared_and_the_other_way_round(used):
    assert used.legs.keys() == PAYMENTS.keys()


def test_every_payment_goes_the_ways_that_are_declared_and_no_other(used):
    assert used.legs == {kind: payment.legs for kind, payment in PAYMENTS.items()}


def test_what_households_get_from_programmes_counts_as_something_and_nothing_else_does():
    gets = {kind for kind, one in PAYMENTS.items() if ("programme", "households") in one.legs}
    assert gets == {kind for kind, one in PAYMENTS.items() if one.counts_as}


def test_what_processes_pay_households_out_of_pledges_is_aid():
    """Those who draw on a pledge book it themselves, and what nobody declares is aid."""
    drawn = {kind for kind, home in PAYMENT_HOMES.items() if home.startswith("sim.processes.")}
    assert {one.counts_as for kind, one in PAYMENTS.items() if kind in drawn} == {"", "transfer"}


def test_every_stream_that_is_drawn_from_is_declared_and_the_other_way_round(used):
    assert used.streams == STREAMS.keys()


def test_every_channel_is_filled_by_a_strategy_and_read_by_a_process(used):
    assert used.filled == CHANNELS.keys() and used.read == CHANNELS.keys()


def test_every_state_that_is_declared_is_held_and_takes_values_in_some_year(used):
    """Channels are no state; fifths and the poor are marked when the opening is observed."""
    declared = {(kind, name) for kind, columns in COLUMNS.items() for name in columns
                if kind != "channels"}  # fmt: skip
    marked = {("household", "opening_quintile"), ("household", "opening_poor")}
    assert used.states | marked == declared


NAMES = {
    "measures": measured(),
    "parameters": PARAMETERS,
    "payments": PAYMENTS,
    "streams": STREAMS,
    "columns": {name for columns in COLUMNS.values() for name in columns},
}


@pytest.mark.parametrize("topic", NAMES)
def test_what_is_declared_is_explained(topic, capsys):
    assert main(["explain", topic]) == 0
    first = {line.split()[0] for line in capsys.readouterr().out.splitlines() if line.strip()}
    assert not set(NAMES[topic]) - first


def test_every_declaration_says_what_it_is():
    assert all(one.meaning[0].isupper() and len(one.meaning) > 7 for one in PAYMENTS.values())
    assert all(luck.startswith(("each ", "the county ")) for luck in STREAMS.values())

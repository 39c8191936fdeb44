"""Every yuan has two ends, whatever is paid to whom; what breaks that ends the year's run."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.ground.ledger import Ledger, LedgerError
from sim.ground.schema import flag, money
from sim.ground.tables import Table

ACCOUNTS = ("bank", "treasury", "rest_of_world", "donors", "programme:cash", "village_pools")
PARTIES = ("households", "enterprises", *ACCOUNTS)
ROWS = {"households": 6, "enterprises": 2}
AMOUNTS = st.floats(0, 1e7)
PAYMENTS = st.lists(
    st.tuples(
        st.sampled_from(PARTIES), st.sampled_from(PARTIES),
        st.lists(AMOUNTS, min_size=6, max_size=6), st.sampled_from(["wages", "loans"]),
    ).filter(lambda p: p[0] != p[1] and not {p[0], p[1]} == set(ROWS)),
    max_size=12,
)  # fmt: skip


def ledger(cash=0.0):
    h = Table("households", {"cash": money("cash"), "rich": flag("rich")}, 6)
    h.rich = np.arange(6) % 3 == 0
    e = Table("enterprises", {"cash": money("cash")}, 2)
    h.cash, e.cash = cash, cash
    books = Ledger(h, e, np.array([0, 4]))
    books.balances.update(dict.fromkeys(("bank", "treasury", "donors"), 1e10))
    books.open_year()
    return books


def party(books, name):
    return books.tables.get(name, name)


def size(payer, payee):
    return ROWS.get(payer, 1) * ROWS.get(payee, 1)


def pay(books, payments):
    """Make the payments and give back what clearing accounts received on balance."""
    for payer, payee, amounts, kind in payments:
        amount = np.array(amounts[: size(payer, payee)])
        amount = amount if {payer, payee} & set(ROWS) else amounts[0]
        books.transfer(party(books, payer), party(books, payee), amount, kind)


def clear(books):
    """Bring the accounts that must end the year at nought to nought."""
    for account in ("programme:cash", "village_pools"):
        left = books.balance(account)
        payer, payee = (account, "treasury") if left > 0 else ("treasury", account)
        books.transfer(payer, payee, abs(left), "clearing")


def wealth(books):
    tables = sum(float(table.cash.sum()) for table in books.tables.values())
    return tables + sum(books.balances.values())


@given(PAYMENTS)
def test_money_is_neither_made_nor_lost(payments):
    books = ledger()
    before = wealth(books)
    pay(books, payments)
    clear(books)
    books.close()
    turnover = 1 + sum(sum(amounts) for _, _, amounts, _ in payments)
    assert abs(wealth(books) - before) <= 1e-9 * max(turnover, before)


@given(PAYMENTS)
def test_each_account_changes_by_what_it_received_less_what_it_paid(payments):
    books = ledger()
    opening = {name: float(table.cash.sum()) for name, table in books.tables.items()}
    opening |= {name: books.balances.get(name, 0.0) for name in ACCOUNTS}
    pay(books, payments)
    clear(books)
    entries = books.close()
    for name in PARTIES:
        names = {name, "rich_households"} if name == "households" else {name}
        net = sum(amount for _, payee, _, amount in entries if payee in names)
        net -= sum(amount for payer, _, _, amount in entries if payer in names)
        table = books.tables.get(name)
        now = books.balances.get(name, 0.0) if table is None else float(table.cash.sum())
        turnover = 1 + sum(amount for *_, amount in entries)
        assert abs(now - opening[name] - net) <= 1e-9 * (turnover + abs(now))


@given(PAYMENTS)
def test_entries_are_positive_sorted_one_a_key_and_between_two_accounts(payments):
    books = ledger()
    pay(books, payments)
    clear(books)
    entries = books.close()
    keys = [entry[:3] for entry in entries]
    assert keys == sorted(set(keys))
    assert all(payer != payee and amount > 0 for payer, payee, _, amount in entries)


@given(PAYMENTS)
def test_the_balance_within_the_year_is_the_one_at_its_end(payments):
    books = ledger()
    pay(books, payments)
    clear(books)
    now = {name: books.balance(name) for name in ("bank", "treasury", "rest_of_world")}
    books.close()
    turnover = 1 + sum(sum(amounts) for _, _, amounts, _ in payments)
    for name, value in now.items():
        assert abs(value - books.balances.get(name, 0.0)) <= 1e-9 * (turnover + 1e10)


@given(PAYMENTS, st.floats(1e-6, 1))
def test_cash_that_nobody_paid_is_found(payments, share):
    books = ledger()
    pay(books, payments)
    clear(books)
    turnover = 1 + sum(sum(amounts) for _, _, amounts, _ in payments)
    books.tables["households"].cash[3] += share * turnover + 100
    with pytest.raises(LedgerError, match="cash of households changed"):
        books.close()


def test_the_rich_are_booked_apart():
    books = ledger()
    books.transfer("rest_of_world", books.tables["households"], np.arange(6.0), "wages")
    assert books.close() == [
        ("rest_of_world", "households", "wages", 12.0),
        ("rest_of_world", "rich_households", "wages", 3.0),
    ]


def test_a_part_of_the_rows_pays_for_itself_alone():
    books = ledger(10.0)
    people = books.tables["households"]
    part = next(iter(Table("households", {"cash": money("cash")}, 6).tiles))
    assert part.stop == 6
    books.transfer(people.tiles[0], "bank", np.full(6, 2.0), "interest")
    assert people.cash.tolist() == [8.0] * 6
    assert books.close()[0] == ("households", "bank", "interest", 8.0)


def test_households_are_booked_by_village_and_each_where_a_programme_pays_or_somebody_asks():
    books = ledger(100.0)
    people, amounts = books.tables["households"], np.arange(6.0)
    books.transfer("programme:cash", people, amounts, "wages")
    books.transfer(people, "programme:cash", amounts, "loans")
    assert [flow.tolist() for flow in books.flows.values()] == [[6.0, 9.0]] * 2
    assert {key: rows.tolist() for key, rows in books.rows.items()} == {
        ("programme:cash", "households", "wages"): amounts.tolist()}
    assert [flow.tolist() for flow in books.rich_flows.values()] == [[3.0, 0.0]] * 2
    books.close()
    books.keep_rows = True
    books.open_year()
    books.transfer(people, "bank", amounts, "loans")
    books.transfer(people, "bank", amounts, "loans")
    assert [rows.tolist() for rows in books.rows.values()] == [(2 * amounts).tolist()]


def test_a_household_that_is_paid_less_than_nothing_is_seen_whatever_its_neighbours_get():
    books = ledger(1e3)
    books.transfer("bank", books.tables["households"], np.array([9, 9, -9, 9, 9, 9.0]), "any")
    with pytest.raises(LedgerError, match="negative payment"):
        books.close()


@pytest.mark.parametrize(
    ("payer", "payee", "amount", "phrase"),
    [
        ("treasury", "programme:cash", 5.0, "programme:cash ends the year with 5.0"),
        ("programme:cash", "treasury", 5.0, "programme:cash ends the year with -5.0"),
        ("treasury", "village_pools", 5.0, "village_pools ends the year with"),
        ("bank", "treasury", 1e11, "bank is overdrawn by 9"),
        ("bank", "treasury", -50.0, "negative payment"),
    ],
)  # fmt: skip
def test_what_breaks_the_books_ends_the_year(payer, payee, amount, phrase):
    books = ledger()
    books.transfer(payer, payee, amount, "any")
    with pytest.raises(LedgerError, match=phrase):
        books.close()


def test_the_rest_of_the_world_may_owe():
    books = ledger()
    books.transfer("rest_of_world", "treasury", 1e12, "central_transfers")
    books.close()
    assert books.balances["rest_of_world"] == -1e12


def test_a_new_year_starts_without_flows_and_with_its_balances():
    books = ledger(10.0)
    books.transfer("treasury", books.tables["households"], np.ones(6), "relief")
    books.close()
    treasury = books.balances["treasury"]
    books.open_year()
    assert books.close() == []
    assert books.balance("treasury") == treasury == 1e10 - 6

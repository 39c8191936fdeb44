"""State is columns: rows are views, writing fills in place, and misspelt columns are refused."""

import pickle

import numpy as np
import pytest

from sim.catalogue import COLUMNS
from sim.ground.channels import CHANNELS, Channel
from sim.ground.schema import count, flag, money, real
from sim.ground.tables import Rows, Table

SIZE = 4
SHAPES = {"cash": money("cash"), "adults": count("persons", "adults"), "ill": flag("ill"),
          "trust": real("0..1", "trust")}  # fmt: skip


@pytest.fixture
def table():
    table = Table("households", SHAPES, SIZE + 3)
    table.cut(SIZE)
    return table


def test_tiles_cover_every_row_once(table):
    assert [(tile.start, tile.stop) for tile in table.tiles] == [(0, SIZE), (SIZE, SIZE + 3)]
    assert sum(map(len, table.tiles)) == len(table)


@pytest.mark.parametrize(
    ("size", "ends"),
    [(1, [2, 3, 6, 7]), (2, [2, 3, 6, 7]), (3, [3, 6, 7]), (4, [3, 7]), (6, [6, 7]), (99, [7])],
)
def test_tiles_of_whole_groups_part_none(table, size, ends):
    """Groups of two, one, three and one rows: as many as fit, and one that is too long alone."""
    table.cut(size, np.array([0, 2, 3, 6]))
    assert [tile.stop for tile in table.tiles] == ends
    assert [tile.start for tile in table.tiles] == [0, *ends[:-1]]


def test_what_a_tile_writes_the_table_reads(table):
    table.tiles[1].cash = 7.0
    table.tiles[0].adults += 2
    assert table.cash.sum() == 21 and table.adults.sum() == 2 * SIZE
    assert np.shares_memory(table.arrays["cash"], table.cash)


def test_writing_keeps_the_array_and_its_kind(table):
    before = table.adults
    table.adults = np.full(len(table), 2.0)
    table.adults = 3
    assert table.adults is before and before.dtype == np.int64 and (before == 3).all()


@pytest.mark.parametrize("rows", [lambda t: t, lambda t: t.tiles[0]])
def test_misspelt_columns_are_refused(table, rows):
    with pytest.raises(AttributeError, match="'cahs'"):
        rows(table).cahs = 1.0
    with pytest.raises(AttributeError, match="'cahs'"):
        rows(table).cahs  # noqa: B018


def test_a_wrong_shape_is_refused(table):
    with pytest.raises(ValueError, match="broadcast"):
        table.cash = np.ones(3)


def test_a_copy_is_its_own(table):
    table.cash = 1.0
    twin = table.copy()
    twin.cash = 2.0
    twin.tiles[1].cash += 1.0
    assert (table.cash == 1.0).all() and twin.cash[-1] == 3.0 and len(twin) == len(table)
    assert [name for name, _ in twin.items()] == list(SHAPES)
    assert twin.cuts == table.cuts == pickle.loads(pickle.dumps(table)).cuts


def test_rows_travel_between_processes(table):
    table.tiles[0].trust = 0.5
    part = pickle.loads(pickle.dumps(table.tiles[0]))
    assert isinstance(part, Rows) and len(part) == SIZE and (part.trust == 0.5).all()


def test_every_declared_column_says_what_it_is():
    kinds = {"float64", "int64", "bool"}
    for table, columns in COLUMNS.items():
        for name, column in columns.items():
            where = f"{table}.{name}"
            assert name.isidentifier() and column.unit and column.meaning, where
            assert column.dtype in kinds, where


def test_every_channel_starts_neutral_and_combines_in_any_order():
    rng = np.random.default_rng(3)
    for name, column in CHANNELS.items():
        parts = rng.uniform(0, 0.7, (3, 50))
        given = []
        for order in ([0, 1, 2], [2, 0, 1], [1, 2, 0]):
            channel = Channel(name, 50)
            assert channel.on() == column.neutral
            for i in order:
                channel.add(parts[i])
            given.append(channel.on())
        whole = {"sum": parts.sum(axis=0), "max": parts.max(axis=0),
                 "join": 1 - np.prod(1 - parts, axis=0)}[column.combine]
        whole = whole if column.cap is None else np.minimum(whole, column.cap)
        assert all(np.allclose(values, whole, rtol=1e-14) for values in given), name


def test_a_channel_may_reach_some_rows_alone():
    channel = Channel("training", 5)
    channel.add(1.5, np.array([1, 3]))
    channel.add(np.array([2.0]), np.array([3]))
    assert channel.on().tolist() == [0, 1.5, 0, 2.5, 0]  # capped at two and a half courses

"""Tables of a terminal: as wide as they are where they go to a file, never wider than a screen."""

import os
import sys

import click
import pytest

from sim.cli import common

HEADERS = ("name", "unit", "meaning")
LONG = "what it means, said in more words than a narrow screen has columns for, one after the other"


@pytest.fixture
def screen(monkeypatch, capsys):
    def of(columns, tty=True):
        monkeypatch.setattr(common, "get_terminal_size", lambda _: os.terminal_size((columns, 24)))
        monkeypatch.setattr(sys.stdout, "isatty", lambda: tty)

    return of


def printed(capsys, rows):
    common.table(HEADERS, rows)
    return click.unstyle(capsys.readouterr().out).splitlines()


def test_a_table_that_goes_to_a_file_keeps_a_row_a_line(screen, capsys):
    screen(40, tty=False)
    assert printed(capsys, [("a", "yuan", LONG)])[1] == f"a     yuan  {LONG}"


def test_the_last_column_is_broken_where_it_has_room(screen, capsys):
    screen(60)
    head, *lines = printed(capsys, [("a", "yuan", LONG)])
    assert head == "name  unit  meaning" and max(map(len, lines)) <= 60
    assert " ".join(line[12:] for line in lines) == LONG
    assert lines[0].startswith("a     yuan  what") and set(lines[1][:12]) == {" "}


def test_a_table_of_many_columns_becomes_paragraphs(screen, capsys):
    screen(40)
    lines = printed(capsys, [("a" * 20, "yuan a head", LONG), ("b", "", "short")])
    assert lines[:2] == ["a" * 20, "  unit     yuan a head"] and max(map(len, lines)) <= 40
    assert lines[-2:] == ["b", "  meaning  short"]

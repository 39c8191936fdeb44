"""A scenario in an address is the same when it is opened, whatever it says; what is cut is refused."""

import base64
import zlib
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.explore.levers import of_address
from sim.ground.errors import InputError
from sim.scenario import load
from sim.scenario.link import LONGEST, LONGEST_PLAIN, link, linked
from sim.scenario.short import short_yaml
from sim.scenario.small import made_small, opened_by


@given(st.text(st.characters(codec="utf-8"), max_size=3_000))
def test_a_text_comes_back_as_it_was(text):
    assert linked("?" + urlsplit(link(text)).query) == text


def test_a_long_text_is_packed_and_a_longer_one_refused():
    plain, packed = link("x" * LONGEST_PLAIN), link("x: é\n" * 2_000)
    assert "?scenario=" in plain and "?packed=" in packed and len(packed) < LONGEST_PLAIN
    with pytest.raises(InputError, match="longer than"):
        link("x" * (LONGEST + 1))


def test_an_address_without_a_scenario_holds_none():
    assert linked("") is None and linked("?other=1") is None and linked("?scenario=") == ""


def bomb():
    squeezed = zlib.compress(b"x" * 50_000_000, 9)
    return base64.urlsafe_b64encode(squeezed).decode()


@pytest.mark.parametrize("search", [
    "?packed=abc", "?packed=%FF", "?packed=" + "A" * 101, "?scenario=a&scenario=b",
    "?scenario=a&packed=eJw", "?scenario=" + "x" * (LONGEST + 1), "?packed=" + bomb(),
])  # fmt: skip
def test_what_cannot_be_read_is_refused(search):
    with pytest.raises(InputError):
        linked(search)


@pytest.mark.parametrize("name", ["quick_look", "seven_strategies", "pairing/withdrawal", "historical"])
def test_a_report_can_link_to_its_scenario(name):
    scenario = load(name)
    text = linked("?" + urlsplit(opened_by(scenario, 8123)).query)
    assert of_address(text).scenario().hash == made_small(scenario)[0].hash


@pytest.mark.parametrize("name", ["quick_look", "local_finance", "pairing/cadre_incentives"])
def test_a_short_file_is_an_equal_scenario(name, tmp_path):
    file = tmp_path / "short.yaml"
    file.write_text(short_yaml(load(name)), encoding="utf-8")
    assert load(file) == load(name)
    assert len(file.read_text()) < len(load(name).to_yaml()) / 5

"""A household's life in Chinese: each word is Chinese, and each number that of the English."""

import re
from functools import partial

import pytest
from small_county import opened, plan

from sim.biography import Life, tell
from sim.biography.years import SCENES, look
from sim.biography.years import lived as year_of
from sim.cycle import CYCLE
from sim.language import CHINESE, Voice, speaking
from sim.simulate import enter_arm, live_through

ARMS = {"pairing": {"village_household_pairing": {}}, "assets": {"asset_redistribution": {}}}
# A world in which care is forgone, enterprises fail and loans go bad.
HARD = {"relief_share": 0.01, "informal_willingness": 0.01, "illness_chance": 0.12, "contract_floor": 1,
        "enterprises_per_village": 2, "enterprise_noise": 0.6}  # fmt: skip


def followed(scenario, arm, rows):
    """The lives of households in an arm, looked at while the years pass once."""
    society = enter_arm(opened(scenario), arm)
    line = society.paths.at(scenario.start).poverty_line
    places = society.households.village
    lives = {row: Life(arm, {name: column[places[row]].item()
                             for name, column in society.villages.items()},
                       look(society, row), line, []) for row in rows}  # fmt: skip
    scenes = {}

    def note(name, county):
        scenes[name] = {row: look(county, row) for row in rows}

    cycle = [step for process in CYCLE for step in (
        (partial(note, process.__name__), process) if process.__name__ in SCENES else (process,))]
    society.ledger.keep_rows = True
    for _ in live_through(society, tuple(cycle)):
        for row in rows:
            seen = {name: states[row] for name, states in scenes.items()}
            lives[row].years.append(year_of(society, row, lives[row], seen))
    return lives


@pytest.fixture(scope="module", params=[10, pytest.param(1, marks=pytest.mark.slow)])
def told(request):
    """Paragraphs of households in both languages, and the voice that told the Chinese."""
    scenario = plan(ARMS, households=200, villages=2, years=5, world=HARD)
    rows = range(0, scenario.households, request.param)
    ours, theirs = (followed(scenario, arm, rows) for arm in ARMS)
    own = Voice(CHINESE)
    english = [list(tell(scenario, (ours[row], theirs[row]), row)) for row in rows]
    with speaking(own):
        chinese = [list(tell(scenario, (ours[row], theirs[row]), row)) for row in rows]
    return english, chinese, own


def numbers(text):
    """Numbers written in digits, in order of size."""
    return sorted(number.rstrip(".,") for number in re.findall(r"\d[\d,.]*", text))


def test_no_sentence_of_a_life_lacks_its_chinese(told):
    english, chinese, own = told
    assert own.lacking == set()
    assert len(english) == len(chinese) >= 20


def test_a_life_in_chinese_holds_no_words_but_names_of_arms(told):
    _, chinese, _ = told
    text = "\n".join(paragraph for life in chinese for paragraph in life)
    assert set(re.findall("[A-Za-z]+", text)) == set(ARMS)
    assert not re.search(r"[,;.:] ", text) and "{" not in text


def test_a_life_in_chinese_has_the_numbers_of_the_english(told):
    english, chinese, _ = told
    for ours, theirs in zip(english, chinese, strict=True):
        assert [numbers(text) for text in theirs] == [numbers(text) for text in ours]

"""Whatever the bytes, the reader answers with a scenario or with problems, one line each."""

from hypothesis import given
from hypothesis import strategies as st

from sim.scenario import Scenario, ScenarioError, declared, shipped
from sim.scenario.layers import apply_settings
from sim.scenario.problems import Problems
from sim.scenario.read import read_text
from sim.scenario.resolve import resolve

TEXTS = [path.read_text() for path in shipped().values()]
PIECES = st.sampled_from([
    "\t", ":", "- ", "{", "}", "[", "]", "&a ", "*a", "!x ", "#", "'", '"', "\n", "  ", ".inf",
    "null", "1e999", "none: ", "share: 2", "? ", "|\n", ">\n", "%YAML 1.1\n", "---\n", "\x00", "é",
    "from: 2030", "9" * 30, "true", "arms: ", "\ud7ff", "!!set ", "<<: ", "@", "`", "2015: ",
])


def scenario_of(document, problems):
    values = resolve(document, problems) if document else {}
    return None if problems else Scenario(**values)


def answer(text: str, settings: list[str] | None = None) -> list[str]:
    """The problems of a text; a scenario without problems must make the round trip."""
    problems = Problems()
    try:
        document = read_text(text, "fuzz", problems)
        if document is not None:
            document = apply_settings(document, settings or [], problems)
        scenario = scenario_of(document, problems)
    except ScenarioError as error:
        return error.problems
    assert (scenario is None) == bool(problems)
    if scenario is not None:
        again = scenario_of(read_text(scenario.to_yaml(), "again", problems), problems)
        assert again == scenario, problems.lines()
    return problems.lines()


def says_it_well(lines: list[str]) -> bool:
    return all(line.isprintable() and len(line) < 1500 for line in lines)


@given(st.text(max_size=200))
def test_random_text(text):
    assert says_it_well(answer(text))


@given(st.binary(max_size=200))
def test_random_bytes(data):
    assert says_it_well(answer(data.decode("latin-1")))


@given(st.sampled_from(TEXTS), st.data())
def test_mutated_scenarios(text, data):
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 12))
        text = text[:start] + data.draw(PIECES | st.text(max_size=5)) + text[end:]
    assert says_it_well(answer(text))


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=6) | st.integers(1990, 2030), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(declared.KEYS), TREES)
def test_any_value_under_any_key(key, value):
    from sim.scenario.layers import apply_changes
    from sim.scenario.read import Document

    problems = Problems()
    arms = {"none": {}, "a": {"growth": {}}}
    document = apply_changes(Document("fuzz", {"arms": arms}), {key: value}, problems)
    scenario = scenario_of(document, problems)
    assert (scenario is None) == bool(problems) and says_it_well(problems.lines())


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_setting(name, value):
    assert says_it_well(answer(TEXTS[0], [f"{name}={value}", name, f"arms.none.{name}={value}"]))

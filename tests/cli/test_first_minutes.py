"""The first minutes: a question of one's own, those that are shipped, and a page for every name."""

import re

import pytest

from sim import cli
from sim.observation.dictionary import measured
from sim.scenario import declared, load, shipped
from sim.strategies import find


@pytest.fixture
def call(capsys, folder):
    """Run a command line under the real declarations: exit code, standard output, standard error."""

    def _call(*arguments):
        code = cli.main([str(part) for part in arguments])
        return code, *capsys.readouterr()

    return _call


def test_a_new_scenario_compares_three_arms_as_it_is(call, folder):
    code, out, err = call("new", "my-question")
    assert (code, err) == (0, "") and out.endswith("antipoverty run my-question.yaml\n")
    assert [path.name for path in folder.iterdir()] == ["my-question.yaml"]
    scenario = load("my-question.yaml")
    assert scenario.name == "my-question" and scenario.baseline == "none"
    assert [bool(uses) for uses in scenario.arms.values()] == [False, True, True]


@pytest.mark.parametrize("name", ["2020", "true", "null", "1e3"])
def test_a_name_that_reads_like_something_else_stays_text(call, name):
    assert call("new", name)[0] == 0
    assert load(f"{name}.yaml").name == name


@pytest.mark.slow
def test_a_new_scenario_runs_by_the_command_that_is_told(call, folder):
    _, out, _ = call("new", "mine")
    program, *words = out.rpartition(": ")[2].split()
    assert program == "antipoverty"
    assert call(*words, "--households", "200", "--replications", "2", "--no-report", "-q") == (0, "", "")
    assert (folder / "results/mine/differences.csv").is_file()


def test_a_new_scenario_overwrites_nothing(call, folder):
    (folder / "mine.yaml").write_text("my own work")
    for name in ("mine", "mine.yaml"):
        code, out, err = call("new", name)
        assert (code, out) == (2, "") and "there is a mine.yaml already" in err
    assert (folder / "mine.yaml").read_text() == "my own work"


def test_what_a_new_scenario_leaves_as_a_remark_can_be_taken_in(call, folder):
    call("new", "mine", "-q")
    path = folder / "mine.yaml"
    lines = path.read_text().splitlines()
    offered = [line for line in lines if line.startswith(("# world: {", "# record: {"))]
    path.write_text("\n".join(line.removeprefix("# ") if line in offered else line for line in lines))
    plain, scenario = load("quick_look"), load("mine.yaml")
    assert len(offered) == 2 and scenario.record.households > 0 and scenario.world != plain.world


def test_every_line_of_a_new_scenario_fits_a_screen_and_every_key_has_a_remark(call, folder):
    call("new", "mine", "-q")
    lines = (folder / "mine.yaml").read_text().splitlines()
    assert max(map(len, lines)) <= 110
    for before, line in zip(lines, lines[1:], strict=False):
        if line[:1].isalpha():
            assert "#" in line or before.startswith("#") or line == "arms:", line


def test_run_alone_lists_every_shipped_scenario_by_folder_and_what_it_asks(call, folder):
    code, out, err = call("run")
    assert (code, err) == (0, "") and not list(folder.iterdir())
    text = " ".join(out.split())
    for name, path in shipped().items():
        assert f" {name} {re.search('^title: (.*)$', path.read_text(), re.M)[1]} " in text
    assert "Which local model carries the effect of pairing?" in text
    assert text.count("?") >= len(shipped())
    assert out.index("\nAttribution\n") < out.index("\nPairing\n")
    assert "antipoverty run quick_look" in text


def test_attribute_alone_lists_what_it_can_share_out(call):
    code, out, _ = call("attribute")
    listed = {line.split()[0] for line in out.splitlines() if line.strip().startswith("attribution/")}
    assert code == 0 and listed == {name for name in shipped() if name.startswith("attribution/")}
    assert "pairing/" not in out


def test_a_line_for_editors_is_no_question(folder):
    from sim.cli.questions import asks

    path = folder / "mine.yaml"
    path.write_text("# yaml-language-server: $schema=x.json?\n# Who gains?\n#\n# And more.\narms: {}\n")
    assert asks(path) == "Who gains?"
    path.write_text("# Two arms. And more.\n")
    assert asks(path) == "Two arms"


@pytest.mark.parametrize(
    "words, page",
    [
        ("P2", "fgt2 (measure)"),
        ("poverty gap", "fgt1 (measure)"),
        ("Gini coefficient", "gini (measure)"),
        ("pairing", "village_household_pairing (strategy)"),
        ("trickle-down", "growth (strategy)"),
        ("rich household help", "rich_household_help (local model"),
        ("drought_chance", "drought_chance (parameter, sim.processes.shocks)"),
        ("overhead", "overhead (parameter, parameters of village_household_pairing)"),
        ("medical-bills", "medical_bills (payment"),
        ("illness", "illness (stream"),
        ("consume", "consume (process of the year)"),
        ("2-headcount", "2-headcount (pattern)"),
        ("replications", "replications (key)"),
        ("half-width", "half_width (key, replications.until)"),
        ("quintile", "quintile (group, groups)"),
        ("poverty trap", "poverty trap (term, of the field)"),
        ("贫困陷阱", "poverty trap (term, of the field)"),
        ("common random numbers", "common random numbers (term, of this project)"),
    ],
)
def test_a_name_finds_its_page(call, words, page):
    code, out, err = call("explain", *words.split())
    assert (code, err) == (0, "") and f"\n{page}" in out


def test_every_measure_and_strategy_is_found_by_all_its_names():
    from sim.cli.explain import TOPICS
    from sim.cli.pages import look_up, pages
    from sim.cli.topics import OTHER_NAMES

    every = list(pages(TOPICS))
    called = {one.name: one.other_names for one in measured().values()} | OTHER_NAMES
    assert set(OTHER_NAMES) <= set(find())
    for name, others in called.items():
        for other in (name, *others):
            assert name in {page.name for page in look_up(other, every)}, other


def test_what_speaks_of_a_word_is_listed_where_nothing_is_called_so(call):
    code, out, _ = call("explain", "greenhouse")
    assert code == 0 and out.startswith("Nothing is called greenhouse; these speak of it:")
    assert "greenhouse_share" in out


def test_a_column_of_several_files_has_one_page(call):
    _, out, _ = call("explain", "replication")
    assert out.count("replication (column") == 1 and "outcomes.csv, distributions.csv" in out
    _, out, _ = call("explain", "counts from 1")
    assert [line.split()[0] for line in out.splitlines() if line].count("replication") == 1


def test_parameters_are_filtered_by_a_word(call):
    code, out, _ = call("explain", "parameters", "drought")
    rows = [line for line in out.splitlines() if line.startswith(("drought", "county_drought"))]
    assert code == 0 and len(rows) >= 4 and "wage_growth" not in out


def test_explain_alone_lists_its_topics(call):
    code, out, _ = call("explain")
    assert code == 0 and {"cycle", "measures", "keys"} <= {line.split()[0] for line in out.splitlines()}


def test_keys_say_the_defaults_that_scenarios_get(call, folder):
    (folder / "least.yaml").write_text("arms: {none: {}}\n")
    _, out, _ = call("explain", "keys")
    rows = [line.split() for line in out.splitlines()]
    told = {row[0]: row[1] for row in rows if len(row) > 1}
    plain = load("least.yaml")
    assert float(told["budget"]) == plain.budget == declared.BUDGET.default
    assert int(told["replications"]) == plain.replications and told["finance"] == plain.finance


@pytest.mark.parametrize("columns", [80, 100, 160])
def test_prose_is_as_wide_as_the_terminal_and_no_wider_than_can_be_read(call, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    longest = max(len(line) for words in (["run"], ["explain", "P2"], ["explain", "drought_chance"])
                  for line in call(*words)[1].splitlines())  # fmt: skip
    assert min(columns, 100) - 20 < longest <= min(columns, 100)


def test_columns_stand_under_each_other_where_a_term_is_chinese(call):
    _, out, _ = call("explain", "glossary")
    (poor,) = (line for line in out.splitlines() if line.startswith("poverty line "))
    head = next(line for line in out.splitlines() if line.startswith("term"))
    assert poor.index("Income") + len("贫困线") == head.index("meaning")

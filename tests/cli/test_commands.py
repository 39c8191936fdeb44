"""What each ending of a command means, and that wrong input writes nothing."""

import errno
import sys
from types import ModuleType, SimpleNamespace

import pytest

from sim.cli.run import worker_count
from sim.ground.errors import InputError, MachineFault


@pytest.fixture
def fake_run(monkeypatch):
    """Stand-ins for the experiment; `outcome` says how the run ends."""
    state = SimpleNamespace(outcome=0, calls=[], reports=[])

    def run(scenario, **given):
        state.calls.append((scenario, given))
        if isinstance(state.outcome, BaseException):
            raise state.outcome
        return SimpleNamespace(failed=state.outcome, lost=lambda: "3 of 9 runs failed")

    def again(folder, baseline=None, worlds=None, workers=1, language="en"):
        state.reports.append((str(folder), baseline, worlds, workers))

    monkeypatch.setattr("sim.experiment.run", run)
    monkeypatch.setattr("sim.experiment.again", again)
    return state


def test_run_hands_over_the_scenario(call, fake_run, folder):
    code, out, err = call(
        "run", "quick_look", "--seed", "7", "--replications", "2", "--workers", "2",
        "--set", "budget=50", "--households", "2000", "--out", "here", "--overwrite", "-q")
    (scenario, given), = fake_run.calls
    assert (code, out, err) == (0, "", "")
    assert (scenario.seed, scenario.replications, scenario.budget) == (7, 2, 50)
    assert (scenario.households, scenario.villages) == (2000, 10)
    assert given.pop("out") == folder / "here"
    assert given == {"workers": 2, "overwrite": True, "progress": False, "executor": None,
                     "report": True, "worlds": None}  # fmt: skip


def test_results_go_to_a_folder_of_the_scenario_name(call, fake_run):
    code, out, _ = call("run", "quick_look")
    assert code == 0 and "quick-look" in out
    assert fake_run.calls[0][1]["out"].parts[-2:] == ("results", "quick-look")


@pytest.mark.parametrize(
    "outcome, code, said",
    [
        (0, 0, ""),
        (3, 3, "3 of 9 runs failed\n"),
        (InputError(["--out: x", "--overwrite: y"]), 2, "--out: x\n--overwrite: y\n"),
        (MachineFault("the disk is full"), 1, "the disk is full\n"),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "no space is left on the disk"),
        (PermissionError(errno.EACCES, "Permission denied", "x"), 1, "the machine refused"),
        (MemoryError(), 1, "memory of this machine"),
        (KeyError("z"), 1, "a fault of this program: KeyError: 'z'"),
        (KeyboardInterrupt(), 130, "interrupted: "),
    ],
)
def test_exit_codes_come_with_a_sentence_and_no_traceback(call, fake_run, outcome, code, said):
    fake_run.outcome = outcome
    given, _, err = call("run", "quick_look")
    assert given == code and said in err and "Traceback" not in err
    assert bool(err) == bool(said)


def test_verbose_shows_where_a_fault_of_ours_lies(call, fake_run):
    fake_run.outcome = KeyError("z")
    assert "Traceback" in call("run", "quick_look", "-v")[2]


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["run", "quik_look"], "did you mean quick_look?"),
        (["run", "quick_look", "--workers", "0"], "--workers: must be a whole number"),
        (["run", "quick_look", "--workers", "two"], "--workers: must be a whole number"),
        (["run", "quick_look", "--seed", "-5"], "--seed: seed: must be a number"),
        (["run", "quick_look", "--set", "seed"], "--set: must read path=value"),
        (["run", "quick_look", "--sed", "5"], "No such option '--sed'"),
        (["run", "--seed", "5"], "Missing argument 'SCENARIO'"),
        (["attribute", "-q"], "Missing argument 'SCENARIO'"),
        (["rnu", "quick_look"], "No such command 'rnu'"),
        (["validate", "."], ".: is a folder, not a scenario file"),
        (["strategies", "grwth"], "did you mean growth?"),
        (["explain", "pairng"], "nothing is called 'pairng', or speaks of it (did you mean pairing?)"),
        (["explain", "xyzzy"], "nothing is called 'xyzzy', or speaks of it (antipoverty explain, alone"),
        (["explain", "parameters", "xyzzy"], "nothing there speaks of 'xyzzy'"),
        (["explain", "--arms", "a", "b"], "--run and --arms go with household"),
        (["new", "a/b"], "NAME must be text made of letters, digits, - and _"),
        (["new", "con"], "Windows keeps that name"),
        (["households"], "Missing option '--run'"),
        (["households", "--run", "nowhere"], "nowhere holds no scenario.yaml"),
        (["completion", "csh"], "'csh' is not one of"),
        (["report", "nowhere"], "nowhere"),
    ],
)
def test_wrong_input_ends_with_2_in_one_line_and_writes_nothing(call, folder, arguments, said):
    code, out, err = call(*arguments)
    assert (code, out) == (2, "") and said in err
    assert err.count("\n") == 1 and "Traceback" not in err
    assert list(folder.iterdir()) == []


def test_problems_of_scenario_and_flags_come_together(call, folder):
    (folder / "mine.yaml").write_text("sed: 1\narms: {none: {}}\nbudget: -3\n" + "# x\n" * 3)
    code, _, err = call("run", "mine.yaml", "--workers", "0", "--seed", "x", "--set", "a=1")
    assert code == 2
    assert [line.split(": ")[0] for line in err.splitlines()] == [
        "--seed", "--set", "mine.yaml:1:1", "mine.yaml:3:9", "--workers"]


def test_problem_lines_are_never_wrapped(call, folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    (folder / "mine.yaml").write_text(f"arms: {{none: {{}}}}\n{'x' * 200}: 1\n")
    assert call("validate", "mine.yaml")[2].count("\n") == 1


def test_dry_run_prints_the_plan_and_writes_nothing(call, fake_run, folder):
    code, out, _ = call("run", "quick_look", "--dry-run", "--replications", "3")
    assert code == 0 and not fake_run.calls and list(folder.iterdir()) == []
    for piece in ("12 (4 arms x 3 replications)", "108,000 household-years", "150 yuan", "-2020"):
        assert piece in out


def test_validate_says_fine_or_shows_everything(call, folder):
    code, out, _ = call("validate", "quick_look")
    assert code == 0 and out.startswith("quick_look: fine (quick-look, 4 arms x 5 replications")
    code, out, _ = call("validate", "quick_look", "--show", "--seed", "3")
    (folder / "again.yaml").write_text(out)
    assert "seed: 3\n" in out
    assert call("validate", "again.yaml", "--show")[1] == out
    assert call("validate", "quick_look", "-q") == (0, "", "")


def test_strategies_are_listed_and_shown(call):
    code, out, _ = call("strategies")
    assert code == 0 and "two_factor" in out and "universal_transfer" in out
    code, out, _ = call("strategies", "village-household-pairing")
    assert code == 0 and "cadre_ratio" in out and "0.01 to 0.12" in out and "share" in out


def test_report_rebuilds_from_a_folder(call, fake_run):
    assert call("report", ".", "--baseline", "growth", "-q")[0] == 0
    assert fake_run.reports == [(".", "growth", None, worker_count(None))]


def test_worlds_are_handed_over_and_a_folder_that_is_not_there_costs_nothing(call, fake_run, folder):
    (folder / "others").mkdir()
    assert call("report", ".", "--worlds", "others")[0] == 0
    assert fake_run.reports == [(".", None, "others", worker_count(None))]
    code, _, err = call("run", "quick_look", "--worlds", "nowhere")
    assert code == 0 and "there is no folder nowhere: the report goes without worlds" in err
    assert fake_run.calls[-1][1]["worlds"] is None


def test_patterns_are_printed_with_their_verdict(call, monkeypatch):
    rows = {"headcount": ("headcount", ".33 to .36", ".34", ".33 to .35", "holds", "P0 in 2011")}
    fake = ModuleType("sim.analysis.patterns")
    fake.evaluate = lambda names: [rows[name] for name in names or rows]
    monkeypatch.setitem(sys.modules, "sim.analysis.patterns", fake)
    monkeypatch.setattr("sim.analysis.patterns", fake, raising=False)
    code, out, _ = call("patterns", "headcount")
    assert code == 0 and "holds" in out and call("patterns")[1] == f"{out}\n1 of 1 hold\n"


@pytest.mark.parametrize(
    "topic", ["cycle", "columns", "parameters", "measures", "payments", "streams"]
)
def test_explain_prints_the_model(call, topic):
    code, out, err = call("explain", topic)
    assert (code, err) == (0, "") and len(out.splitlines()) > 10


def test_help_and_version(call):
    assert "run" in call("--help")[1]
    assert call("--version")[1].startswith("antipoverty, version ")


COALITIONS = """
name: game
county: {households: 200}
arms: {none: {}, whole: {growth: {}, income_floor: {}}}
design: {kind: coalitions, of: whole}
"""


def test_attribute_runs_all_coalitions_as_run_does(call, fake_run, folder):
    (folder / "game.yaml").write_text(COALITIONS)
    code, _, err = call("attribute", "game.yaml", "--seed", "7", "--workers", "2", "-q", "--no-report")
    (scenario, given), = fake_run.calls
    assert (code, err, scenario.seed) == (0, "", 7)
    assert set(scenario.arms) == {"none", "whole", "growth", "income-floor"}
    assert given["workers"] == 2 and not given["report"]


def test_attribute_refuses_arms_that_are_no_coalitions(call, fake_run, folder):
    for flags in ((), ("--dry-run",)):
        code, out, err = call("attribute", "quick_look", "--workers", "0", *flags)
        assert (code, out) == (2, "") and not fake_run.calls
        first, second = err.splitlines()
        assert first.startswith("quick_look: has no arms that are all coalitions of some parts: ")
        assert second.startswith("--workers: ")
    assert not list(folder.iterdir())

"""Folders that somebody touched: the file is named, and no report is made of what is left."""

import json
import os
import re
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor

import experiment_fakes as fakes
import pytest

import sim
from sim import cli
from sim.experiment import again, runner
from sim.folder import codebook, digests, manifest
from sim.ground.errors import InputError, MachineFault, argument, in_shell, sentence
from sim.showing import style

NOT_HERE = {"failures.csv", "survey_report.csv", *codebook.SHARES, *codebook.OF_WORLDS}
TABLES = [name for name in codebook.CODEBOOK if name not in NOT_HERE]


@pytest.fixture
def undrawn(with_report, monkeypatch):
    """The real report, whose figures are made but not drawn."""
    for kind in ("png", "svg"):
        monkeypatch.setattr(style, kind, lambda figure: b"no drawing")


def run(folder, simulate=fakes.simulate, **options):
    return sim.run(fakes.scenario(), folder, progress=False, simulate=simulate, **options)


def told(folder, **changes):
    """Change the manifest as somebody with an editor would."""
    content = json.loads((folder / "manifest.json").read_text()) | changes
    kept = {key: value for key, value in content.items() if value is not None}
    (folder / "manifest.json").write_text(json.dumps(kept))


def halve(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def change_a_digit(path):
    head, _, rest = path.read_text().rpartition("1")
    path.write_text(f"{head}7{rest}")


DAMAGE = {
    "half": halve,
    "header": lambda path: path.write_text(path.read_text().partition("\n")[0] + "\n"),
    "empty": lambda path: path.write_text(""),
    "binary": lambda path: path.write_bytes(os.urandom(999)),
    "column": lambda path: path.write_text(path.read_text().replace("arm,", "arn,", 1)),
    "gone": lambda path: path.unlink(),
    "digit": change_a_digit,
}


@pytest.mark.parametrize(
    ("name", "damage"),
    [*(("outcomes.csv", damage) for damage in DAMAGE),
     *((name, "half") for name in [*TABLES, "scenario.yaml"] if name != "outcomes.csv"),
     *((name, "digit") for name in ("ledger.csv", "summary.csv", "scenario.yaml"))],
)  # fmt: skip
def test_a_damaged_file_is_named_and_nothing_is_made_of_the_rest(tmp_path, name, damage, capsys):
    run(tmp_path)
    before = (tmp_path / name).read_bytes()
    DAMAGE[damage](tmp_path / name)
    with pytest.raises(InputError, match=f"{name}: ") as error:
        sim.open(tmp_path)
    assert len(error.value.problems) == 1
    if name in digests.COMPARISONS:
        again(tmp_path)
        assert (tmp_path / name).read_bytes() == before
    else:
        assert cli.main(["report", str(tmp_path)]) == 2
        assert f"{name}: " in capsys.readouterr().err
        with pytest.raises(InputError, match=f"{name}: "):
            run(tmp_path)
        assert run(tmp_path, overwrite=True).failed == 0


@pytest.mark.parametrize("damage", sorted({*DAMAGE} - {"digit"}))
def test_folders_of_before_the_digests_must_have_the_columns(tmp_path, damage):
    run(tmp_path)
    told(tmp_path, data=None)
    assert len(sim.open(tmp_path).outcomes)
    DAMAGE[damage](tmp_path / "outcomes.csv")
    for read in (sim.open, again):
        with pytest.raises(InputError, match="outcomes.csv: (is|has|ends|9 runs)"):
            read(tmp_path)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": 99}, "format 99 is of a later version"),
        ({"scenario_hash": "no hash"}, "scenario_hash is \"no hash\""),
        ({"scenario_hash": None}, "no scenario_hash"),
        ({"seeds": 5}, "seeds is 5"),
        ({"seed": None}, "no seed"),
        ({"data": {"outcomes.csv": 7}}, "data is "),
        ({"baseline": None}, "unfinished"),
        ({"program": "another"}, "no results of this program"),
    ],
)
def test_a_manifest_that_is_not_as_written_is_refused(tmp_path, changes, said):
    run(tmp_path)
    told(tmp_path, **changes)
    for read in (sim.open, again):
        with pytest.raises(InputError, match=said):
            read(tmp_path)


def test_results_of_a_later_version_are_not_even_overwritten(tmp_path):
    run(tmp_path)
    told(tmp_path, format=99)
    for overwrite in (False, True):
        with pytest.raises(InputError, match="later version"):
            run(tmp_path, overwrite=overwrite)


def test_charts_of_a_table_that_is_none_name_it(tmp_path):
    results = run(tmp_path)
    (tmp_path / "outcomes.csv").write_bytes(b"\xff\x00")
    with pytest.raises(InputError, match="outcomes.csv: is no table"):
        results.chart("headcount")


def test_if_every_run_failed_that_is_what_is_said(tmp_path, with_report, capsys):
    results = run(tmp_path, fakes.all_raise)
    assert results.lost().startswith("all 9 runs failed, the first with RuntimeError: nothing works")
    assert not (tmp_path / "report.html").exists()
    assert cli.main(["report", str(tmp_path)]) == 2
    assert "all 9 runs failed" in capsys.readouterr().err
    with pytest.raises(ValueError, match="every run failed"):
        results.chart("headcount")
    assert "all 9 runs failed" in results._repr_html_()


def test_a_baseline_that_failed_leaves_a_report_without_comparison(tmp_path, undrawn):
    def no_baseline(scenario, arm, replication):
        if arm == "none":
            raise RuntimeError("no luck")
        return fakes.simulate(scenario, arm, replication)

    assert run(tmp_path, no_baseline).lost().startswith("3 of 9 runs failed")
    assert "nothing is compared" in (tmp_path / "report.html").read_text()


# The report -------------------------------------------------------------------------------------


def drawing(folder, baseline=None, pool=None, language="en"):
    (folder / "report.html").write_text(f"against {baseline}")


def broken(*given):
    raise ZeroDivisionError("no ink")


def test_an_old_report_never_stands_in_for_a_new_one(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.report.build", drawing)
    run(tmp_path)
    monkeypatch.setattr("sim.report.build", broken)
    with pytest.raises(MachineFault, match="no ink"):
        again(tmp_path, "cash")
    assert not (tmp_path / "report.html").exists()


def test_without_report_there_are_tables_alone_and_a_report_when_asked(tmp_path, undrawn):
    run(tmp_path / "later", report=False)
    assert not (tmp_path / "later/report.html").exists()
    assert not (tmp_path / "later/figures").exists()
    again(tmp_path / "later")
    run(tmp_path / "at_once")
    later, at_once = (tmp_path / name / "report.html" for name in ("later", "at_once"))
    assert later.read_bytes() == at_once.read_bytes()
    assert manifest.shown(tmp_path / "later") == manifest.shown(tmp_path / "at_once")


class Lost(Executor):
    """Helpers that the system ends as soon as they draw."""

    width = 2

    def submit(self, *given, **named):
        future = Future()
        future.set_exception(BrokenExecutor("a helper was lost"))
        return future


def test_what_a_lost_helper_was_to_draw_is_drawn_without_it(tmp_path, undrawn):
    run(tmp_path)
    page = (tmp_path / "report.html").read_bytes()
    charts = manifest.shown(tmp_path)
    runner._remove_report(tmp_path)
    runner.told_in_pictures(tmp_path, lambda: runner._draw(tmp_path, "none", Lost(), "en"))
    assert (tmp_path / "report.html").read_bytes() == page
    assert manifest.shown(tmp_path) == charts


def test_too_little_memory_is_told_in_a_sentence(tmp_path, monkeypatch):
    def short(*given):
        raise OSError("codec configuration error when writing image file")

    monkeypatch.setattr("sim.report.build", short)
    with pytest.raises(MachineFault, match="tables .* are whole, .* memory of this machine is used up"):
        run(tmp_path)


def test_nothing_is_written_through_a_link(tmp_path):
    folder, away = tmp_path / "results", tmp_path / "away"
    away.mkdir()
    run(folder)
    for name in ("figures", ".parts"):
        (folder / name).symlink_to(away, target_is_directory=True)
        for write in (run, again):
            with pytest.raises(InputError, match=f"{name} is a link"):
                write(folder)
        (folder / name).unlink()
    assert not list(away.iterdir())


# Doors ------------------------------------------------------------------------------------------


def test_errors_speak_the_language_of_their_door(tmp_path):
    (tmp_path / "mine.txt").write_text("")
    with pytest.raises(InputError) as python:
        run(tmp_path)
    with in_shell(), pytest.raises(InputError) as shell:
        run(tmp_path)
    assert "overwrite=True" in str(python.value) and "--" not in str(python.value)
    assert "--overwrite" in str(shell.value) and str(shell.value).startswith("--out: ")
    assert argument("out") == "out"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "memory of this machine"),
        (OSError("codec configuration error when writing image file"), "memory of this machine"),
        (OSError(12, "Cannot allocate memory"), "memory of this machine"),
        (OSError(28, "No space left on device", "x"), r"no space is left on the disk \(x\)"),
        (KeyError("z"), "a fault of this program: KeyError"),
    ],
)
def test_every_error_has_a_sentence(error, said):
    assert re.match(f".*{said}", sentence(error))


def test_home_is_home_and_another_folder_loses_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    results = run("~/res")
    relative = run("here")
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert results.folder == tmp_path / "res" and not (tmp_path / "~").exists()
    assert len(relative.ledger) and len(relative.failures) == 0
    assert len(sim.open("~/res").outcomes) == len(again("~/res").outcomes)


def test_a_client_that_knows_its_executor_is_taken_as_it_is(tmp_path):
    class Client:
        """What `distributed.Client` has in common with every other."""

        def get_executor(self):
            return executor

    with ThreadPoolExecutor(2) as executor:
        assert run(tmp_path / "client", executor=Client()).failed == 0
        assert executor.submit(int).result() == 0
    with pytest.raises(InputError, match="executor: must be a concurrent.futures.Executor"):
        run(tmp_path / "nothing", executor="four of them")
    assert not (tmp_path / "nothing").exists()


def test_a_clock_that_is_set_back_ends_nothing_before_it_began():
    times = manifest.times_after({"started": "2999-01-01T00:00:00+00:00", "seconds": 1.5}, 2.0)
    assert times["finished"] >= times["started"] and times["seconds"] == 3.5


def test_a_notebook_shows_a_finding_and_the_way_to_the_report(tmp_path, undrawn, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = run("some results")._repr_html_()
    assert 'href="some%20results/report.html"' in shown and "headcount is lowest under" in shown
    monkeypatch.setattr("sim.report.build", lambda *given: None)
    assert "without a report" in run("others", report=False)._repr_html_()
    many = fakes.scenario(arms=("none", *(f"arm{n}" for n in range(30))), replications=2)
    bare = sim.run(many, "many", progress=False, simulate=fakes.simulate, report=False)
    assert "Simulated headcount in" in bare._repr_html_()
    monkeypatch.setattr("sim.folder.read.Folder.level", lambda *given: None)
    assert "No chart of the headcount: it needs the measure fgt0" in bare._repr_html_()

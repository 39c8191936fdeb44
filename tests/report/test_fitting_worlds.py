"""Worlds that fit: the tables of a sweep are given of all worlds, and of those within the bands."""

from pathlib import Path

import pandas as pd
import pytest
import swept_folder

from sim.compare import best, robustness
from sim.folder.swept import Swept
from sim.report.sweep import build

POINTS = swept_folder.crossed(worlds=6, budgets=(50,))
FLAGS = [1, 0, 1, "", 1, 0]


def made(folder: Path, flags=FLAGS, rescaled: bool = True) -> Path:
    """Six worlds; pairing is best in the fitting ones, cash in the others."""
    fits = {point[swept_folder.DROUGHT]: flag == 1 for point, flag in zip(POINTS, flags, strict=True)}

    def effect(arm, point):
        return {"pairing": 0.1 if fits[point[swept_folder.DROUGHT]] else 0.0,
                "universal-cash": 0.05}.get(arm, 0.0)  # fmt: skip

    swept_folder.write(folder, POINTS, effect=effect, luck=0.0)
    rule = f"rescale: {str(rescaled).lower()}\n"
    (folder / "scenario.yaml").write_text("name: made-up\narms: {none: {}}\n" + rule, encoding="utf-8")
    rows = pd.DataFrame({"point": range(1, 7), "world": range(1, 7), "in_bands": flags})
    rows.to_csv(folder / "fits.csv", index=False)
    return folder


def test_tables_have_all_worlds_and_below_them_those_that_fit(tmp_path: Path) -> None:
    swept = Swept(made(tmp_path))
    assert swept.fitting == [1, 3, 5]
    best.write(swept)
    found = pd.read_csv(tmp_path / "best.csv", keep_default_na=False)
    shares = found[(found["measure"] == "fgt0") & (found["arm"] == "pairing")].set_index("worlds")
    assert shares["probability"].astype(float).to_dict() == {"all": 0.5, "fitting": 1.0}
    assert shares["n"].to_dict() == {"all": 6, "fitting": 3}
    robustness.write(swept)
    held = pd.read_csv(tmp_path / "robustness.csv", keep_default_na=False)
    held = held[(held["measure"] == "fgt0") & (held["arm"] == "pairing")
                & (held["other"] == "universal-cash")]  # fmt: skip
    assert held.loc[held["worlds"] == "fitting", "share"].tolist() == [1.0]


def test_the_rows_of_all_worlds_are_what_they_were(tmp_path: Path) -> None:
    swept = Swept(made(tmp_path))
    best.write(swept)
    found = pd.read_csv(tmp_path / "best.csv", keep_default_na=False, na_values=[""])
    own = found[found["worlds"] == "all"].drop(columns="worlds")
    wanted = best.best(swept)
    assert own[["arm", "measure"]].equals(wanted[["arm", "measure"]])
    numbers = ["probability", "ci_low", "ci_high", "n", "beyond_luck"]
    assert own[numbers].to_numpy() == pytest.approx(wanted[numbers].to_numpy(), nan_ok=True)


@pytest.mark.parametrize("flags", [6 * [0], 6 * [""]])
def test_where_no_world_fits_or_none_was_measured_there_are_rows_of_all_alone(
    tmp_path: Path, flags
) -> None:
    swept = Swept(made(tmp_path, flags))
    assert swept.fitting == (None if flags[0] == "" else [])
    best.write(swept)
    found = pd.read_csv(tmp_path / "best.csv")
    assert set(found.get("worlds", ["all"])) == {"all"} and len(found) == len(best.best(swept))


def test_a_sweep_that_is_not_rescaled_has_no_such_column(tmp_path: Path) -> None:
    folder = made(tmp_path, rescaled=False)
    assert Swept(folder).fitting is None
    build(folder)
    for name in ("best.csv", "robustness.csv"):
        assert "worlds" not in pd.read_csv(folder / name)
    assert "income scale" not in (folder / "report.html").read_text(encoding="utf-8")


def test_a_point_without_results_of_every_arm_is_not_among_those_compared(tmp_path: Path) -> None:
    swept = Swept(swept_folder.write(tmp_path, POINTS, failed=[(2, "pairing", n) for n in range(1, 5)]))
    narrowed = swept.among([2, 3, 99])
    assert [*narrowed.settings.values()] == [[3]]
    assert [*swept.settings.values()] == [[*range(1, 7)]]
    assert swept.among([2]).settings == {}

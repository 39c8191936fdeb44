"""A sweep judges poverty in the last year of programmes, as a run does, and tells what is left later."""

from pathlib import Path

import pytest
import reading
import swept_folder

from sim.answers import after_support
from sim.compare.best import best
from sim.folder.read import Missing
from sim.folder.swept import Swept
from sim.report import sweep

LOST = {"pairing": 1.0, "universal-cash": -1.0}  # cash then does harm


@pytest.fixture
def outlived(tmp_path: Path) -> Swept:
    done = {"none": 0.0, "pairing": 0.03, "universal-cash": 0.05}
    return Swept(swept_folder.write(tmp_path, left=LOST, luck=0.0, effect=lambda arm, _: done[arm]))


def test_the_year_judged_is_the_last_of_programmes(outlived: Swept) -> None:
    assert (outlived.last, outlived.years[-1]) == (2012, 2014)
    assert outlived.effects.mean().round(6).to_dict() == {"pairing": -3.0, "universal-cash": -5.0}
    rows = best(outlived)
    first = rows[(rows["measure"] == "fgt0") & (rows["probability"] == 1)]
    assert set(first["arm"]) == {"universal-cash"}
    late = outlived.at_the_end.effects.mean().round(6).to_dict()
    assert late == {"pairing": -3.0, "universal-cash": 5.0}


def test_a_search_whose_support_ends_earlier_is_judged_in_the_last_year(outlived: Swept) -> None:
    outlived.manifest["options"] = {"support_ends": 2}
    assert outlived.last == 2014


def test_what_is_left_stands_beside_it(outlived: Swept) -> None:
    rows = after_support.table(outlived).query("arm == 'universal-cash'")
    assert set(rows["year"]) == {2012, 2014}
    assert rows.groupby("year")["mean"].mean().round(6).to_dict() == {2012: -5.0, 2014: 5.0}


def test_without_years_after_there_is_nothing_to_tell(tmp_path: Path) -> None:
    swept = Swept(swept_folder.write(tmp_path))
    assert swept.last == 2012
    with pytest.raises(Missing):
        after_support.table(swept)


@pytest.mark.usefixtures("undrawn")
def test_the_page_says_in_which_year_it_judges(outlived: Swept) -> None:
    text = sweep.build(outlived.path).read_text(encoding="utf-8")
    plain = reading.re.sub("<[^>]*>", "", text)
    assert "In what share of cases an arm is best in 2012 (last year of programmes)" in plain
    assert "2 years after support ended, in 2014" in plain
    tables = {path.stem for path in (outlived.path / "tables").glob("*.tex")}
    assert tables == {"what_was_swept", "which_arm_is_best", "how_firmly", "what_is_left", "responses"}
    left = (outlived.path / "tables" / "what_is_left.md").read_text(encoding="utf-8")
    assert "−5.0" in left and "+5.0" in left

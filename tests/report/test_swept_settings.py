"""The page of a sweep says how its arms and its county were set, and nothing of what was swept."""

from pathlib import Path

import pytest
import swept_folder
import yaml
from test_report import section

from sim import answers
from sim.report import sweep

SCENARIO = {
    "name": "seven-strategies", "county": {"households": 900, "villages": 6}, "replications": 4,
    "horizon": {"start": 2011, "years": 1, "after": 0}, "budget": 150, "finance": "outside",
    "world": {"drought_chance": 0.21, "wage": 9999},
    "arms": {"none": {}, "universal-cash": {"universal_transfer": {"from": 2011}},
             "pairing": {"village_household_pairing": {"overhead": 0.05}}},
}  # fmt: skip


@pytest.mark.usefixtures("undrawn")
def test_settings_are_those_of_all_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "find", dict)
    folder = swept_folder.write(tmp_path)
    assert 'id="settings"' not in sweep.build(folder).read_text(encoding="utf-8")
    (folder / "sweep.yaml").write_text(yaml.safe_dump({"scenario": SCENARIO}), encoding="utf-8")
    sweep.build(folder)
    told = section(folder, "settings")
    for words in ("900 households in 6 villages, replications: 4", "2012 the last year of programmes",
                  "overhead 0.05", "wage 9999", "the national line", "comes from outside"):
        assert words in told
    assert "0.21" not in told and "Budget" not in told

"""What the model records of a year equals what plain households say of it."""

from __future__ import annotations

import numpy as np
import pytest
from plain_county import PlainCounty
from plain_measures import TAKEN, PlainMeasures

from sim.observation.observer import Observer
from sim.scenario import load
from sim.simulate import enter_arm, open_society

ARM, YEARS = "pairing", 3
ALWAYS = ("population", "poverty_line")


def test_the_record_of_every_year():
    scenario = load("quick_look", baseline="none", households=600, villages=12, years=YEARS,
                    arms={"none": {}, ARM: {"village_household_pairing": {}}},
                    record={"measures": list(TAKEN), "groups": ["all", "quintile", "remoteness"]})
    society = enter_arm(open_society(scenario, 1), ARM)
    county, observer = PlainCounty(society), Observer(society)
    plain, quarter = PlainMeasures(county.households), society.villages.remoteness_quartile.tolist()
    known = {(name, "all") for name in TAKEN}
    for year in range(YEARS):
        if year:
            society.year += 1
            county.live_a_year()
        before = len(observer.rows()["outcomes"])
        observer.record()
        rows = observer.rows()["outcomes"][before:]
        recorded = {(row[1], row[3]): row[4] for row in rows if row[1] not in ALWAYS}
        said = plain.record(society.world, quarter)
        assert said["fgt0", "all"] > 0
        assert said == pytest.approx(recorded, rel=1e-9, abs=1e-12)
        known -= recorded.keys()
        assert np.isfinite(list(said.values())).all()
    assert not known

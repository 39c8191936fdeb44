"""Learning: knowledge of the lumpy activity spreads from neighbours and courses (Bass 1969)."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.tables import Rows
from sim.society import Society, by_household

PARAMETERS = {
    "learning_alone": number(0.005, "chance/year", 0, 0.05, "assumption", "External influence p"),
    "technician_teaching": number(0.10, "chance/year", 0, 0.5, "assumption",
        "Households of a village that learn the activity from technicians of like land"),
    "learning_social": number(0.35, "chance/year", 0.2, 0.6,
        "Bass 1969; Griliches 1957; Conley and Udry 2010", "Imitation q per share of neighbours"),
}
STREAMS = {
    "learning": "each household a year: whether it comes to know the activity",
}


@by_household
def learn_activity(h: Rows, society: Society) -> None:
    """Not knowing becomes knowing with chance p + q share of neighbours, surely in a course."""
    w = society.world
    v = society.villages
    chance = w.learning_alone + w.learning_social * v.activity_share
    chance = society.at_home(chance + w.technician_teaching * v.technicians, h)
    h.knows_activity |= society.uniform("learning", h) < chance + society.given("training", h)

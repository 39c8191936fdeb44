"""Rich households: the richest of each village, who hire neighbours and buy distressed assets.

They are rows of the household table; who is rich is decided anew every year.
"""

from __future__ import annotations

from sim.ground.parameters import number

PARAMETERS = {
    "rich_share": number(0.05, "share of households", 0.01, 0.2, "assumption",
        "Share of the households of a village, by wealth, that counts as rich"),
    "buyer_share": number(0.7, "share", 0, 1, "assumption",
        "Share of spare cash a rich household puts into assets sold in distress"),
    "helper_stays": number(0.6, "chance", 0, 1, "assumption",
        "Chance that a helper who gains nothing by it stays, without organisation of the village"),
}

"""The luck of the opening: what each stream decides before the first year."""

from __future__ import annotations

VILLAGES = {
    "remoteness": "how far it lies from the county seat",
    "direction": "on which side of the county it lies",
    "water": "how many of its households have water on their land",
    "village_land": "the quality of its land",
    "services": "its clinics and schools",
    "organisation": "the strength of its organisation",
    "cluster_start": "where among the clusters of a survey the draw of villages begins",
    "cluster": "which of the drawn clusters it is",
    "surveyed_start": "where among the households of its cluster the draw begins",
}
HOUSEHOLDS = {
    "size": "its persons",
    "adults": "how many of them are of working age",
    "no_labour": "whether nobody can work",
    "children": "how many of the others are children",
    "ability": "its ability",
    "employability": "what makes it fit for a job",
    "schooling": "its years of school",
    "skill": "its skill",
    "health": "its health",
    "chronic": "whether a member is chronically ill",
    "social_capital": "its ties to others",
    "score_error": "the lasting error of its score",
    "elite": "whether it belongs to the village's elite",
    "woman": "whether a woman works at home",
    "party_member": "whether it is a party member's",
    "off_farm": "whether somebody works off the farm",
    "land": "its land",
    "land_quality": "how its land departs from the village's",
    "irrigated": "whether its land has water",
    "improved_seed": "whether it sows improved seed",
    "farm_capital": "its tools and stock",
    "cash": "its savings",
    "starter": "what beside ability lets it run the activity",
    "knows": "whether it knows the activity",
    "unsafe_house": "whether its house is unsafe",
    "unsafe_water": "whether its water is unsafe",
    "no_electricity": "whether it lacks electricity",
    "no_toilet": "whether it lacks a toilet",
    "solid_fuel": "whether it cooks on an open fire",
    "surveyed": "which of the households drawn for its village it is",
}
CADRES = {"cadre_unit": "the unit that sends it", "honesty": "its honesty"}
ENTERPRISES = {
    "enterprise_village": "the village where it stands",
    "enterprise_ability": "the ability of its owner",
}
PARTNERS = {
    "partner_distance": "how far away it lies",
    "partner_direction": "on which side of the county it lies",
    "partner_land": "the quality of its land",
}
STREAMS = {
    f"opening.{name}": f"each {whose} at the opening: {luck}"
    for whose, streams in (
        ("village", VILLAGES), ("household", HOUSEHOLDS), ("cadre", CADRES),
        ("enterprise", ENTERPRISES), ("partner county", PARTNERS),
    )
    for name, luck in streams.items()
}  # fmt: skip

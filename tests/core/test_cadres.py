"""Cadres by hand: whom they answer for, the days visits take, what they learn and what moves them."""

import numpy as np
import pytest
from small_county import bare

from sim.processes.cadres import (
    assign_cadres,
    insight,
    learn_as_cadres,
    offer_visits,
    relink,
    seen_by_cadres,
    tempted_cadres,
    travel,
    work_as_cadres,
)


def a_county(**world):
    """Two villages of six households and two cadres each, a day a visit, the second far out."""
    society = bare(12, 2, cadre_ratio=0.3, **world)
    h, c, v = society.households, society.cadres, society.villages
    c.village = [0, 0, 1, 1]
    c.ability, c.awareness, c.honesty, c.days, c.load = [0.4, 0.8, 0.5, 0.9], 0.5, 2.0, 8.0, 0
    v.remoteness, h.cadre, h.trust, h.poor_history = [0.2, 0.8], -1, 0.5, 0
    return society, h, c


def test_served_households_are_dealt_to_the_cadres_of_their_village_in_turn():
    society, h, c = a_county()
    assign_cadres(society, np.array([0, 2, 3, 7]), 0.3)
    assert h.cadre.tolist() == [0, -1, 1, 0, -1, -1, -1, 2, -1, -1, -1, -1]
    assert c.load.tolist() == [2, 1, 1, 0]


@pytest.mark.parametrize(("ratio", "sent"), [(0.0, 0), (1 / 6, 1), (0.17, 2), (1 / 3, 2), (1.0, 2)])
def test_no_more_cadres_are_sent_than_the_ratio_says_or_there_are(ratio, sent):
    society, h, c = a_county()
    assign_cadres(society, np.arange(6), ratio)
    assert len(set(h.cadre[:6]) - {-1}) == sent == (c.load > 0).sum()


def test_by_need_the_ablest_go_to_the_neediest():
    society, h, c = a_county()
    served = np.array([0, 1, 6, 7])
    assign_cadres(society, served, 0.3)
    relink(society, served, np.array([0.9, 0.1, 0.4, 0.2]), "need")
    assert h.cadre[served].tolist() == [0, 3, 2, 1]  # abilities .4 .9 .5 .8
    c.awareness = [1.0, 0.1, 0.1, 0.1]
    relink(society, served, np.array([0.9, 0.1, 0.4, 0.2]), "need")
    assert h.cadre[1] == 0  # ability counts as far as there is awareness


def test_a_visit_to_another_village_takes_the_way_as_well():
    society, h, _ = a_county(visit_days=0.5, travel_days=2.0)
    h.cadre[[0, 1, 6]] = [0, 2, 0]
    assert travel(society, np.array([0, 1, 6])) == pytest.approx([0.5, 0.5 + 2 * 0.5, 1.5])


def test_a_cadre_divides_its_days_among_its_households_up_to_what_is_wanted():
    society, h, c = a_county()
    served = np.arange(5)
    h.cadre[served] = [0, 0, 0, 1, -1]
    visits = offer_visits(society, served, np.zeros(5, bool), 6.0, c.days)
    assert visits == pytest.approx([8 / 3, 8 / 3, 8 / 3, 6.0, 0.0])


def test_the_way_eats_days_of_visits():
    society, h, c = a_county(travel_days=2.0)
    served = np.array([0, 6])
    h.cadre[served] = 0
    visits = offer_visits(society, served, np.ones(2, bool), 99.0, c.days)
    assert visits == pytest.approx([8 / (1 + 2), 8 / (1 + 2)])


def test_who_is_tempted_gives_the_days_to_easy_cases_alone():
    society, h, c = a_county()
    c.honesty = [-1.0, 2.0, 2.0, 2.0]
    served = np.arange(4)
    h.cadre[served] = [0, 0, 0, 1]
    visits = offer_visits(society, served, np.array([True, False, False, False]), 99.0, c.days)
    assert visits == pytest.approx([8.0, 0.0, 0.0, 8.0])


def test_rating_for_exits_lowers_honesty():
    society, _, c = a_county(gaming_response=0.4)
    drawn = society.uniform("temptation", c)
    c.honesty = drawn * 1.2
    assert not tempted_cadres(society).any()
    society.channel("gaming").add([0.0, 1.0, 0.5, 0.0])
    assert tempted_cadres(society).tolist() == [False, True, True, False]  # 1.2 x .6 and 1.2 x .8


def test_contact_lets_ability_awareness_and_trust_add_to_the_log_odds_of_a_right_diagnosis():
    society, h, c = a_county(insight_contact=0.7, insight_ability=2, insight_awareness=3,
                             insight_trust=1.5)
    h.cadre[:4], h.trust[:4] = [1, 1, -1, 0], [0.5, 1.0, 1.0, 0.0]
    found = insight(society, np.arange(4), np.array([1.0, 0.25, 1.0, 0.0]))
    assert found == pytest.approx([0.7 + 1.6 + 1.5 + 0.75, 0.25 * (0.7 + 1.6 + 1.5 + 1.5), 0.0, 0.0])


def test_paid_visits_are_days_of_the_linked_cadre_and_others_of_the_village():
    society, h, c = a_county()
    h.cadre[[0, 1]] = [0, 1]
    visits = np.zeros(12)
    visits[[0, 1, 2, 6]] = [2.0, 1.0, 3.0, 1.0]
    society.channel("visits").add(visits)
    work_as_cadres(society)
    assert c.days_used == pytest.approx([3.5, 2.5, 0.5, 0.5])
    assert society.villages.cadre_ability == pytest.approx([
        0.5 * (0.4 * 3.5 + 0.8 * 2.5) / 6.0, 0.5 * (0.5 + 0.9) / 2])


def test_a_cadre_works_no_more_days_than_it_has():
    society, h, c = a_county()
    h.cadre[0] = 0
    visits = np.zeros(12)
    visits[[0, 2]] = [7.0, 10.0]
    society.channel("visits").add(visits)
    work_as_cadres(society)
    assert c.days_used == pytest.approx([8.0, 5.0, 0.0, 0.0])


def learnt(**given):
    society, h, c = a_county(cadre_rotation=0.0)
    c.days_used = [8.0, 4.0, 0.0, 0.0]
    for name, value in given.items():
        society.channel(name).add(value)
    return society, h, c


def test_ability_grows_with_days_worked():
    society, _, c = learnt()
    learn_as_cadres(society)
    assert c.ability == pytest.approx([0.4 + 0.06 * 0.6, 0.8 + 0.03 * 0.2, 0.5, 0.9])


def test_awareness_goes_a_part_of_the_way_to_what_contact_need_and_reward_ask():
    society, h, c = learnt(incentive=[0.0, 0.5, 0.0, 0.0], visits=[1.0, 1.0, 0.0] + [1.0] * 9)
    h.cadre[[0, 1, 2, 6]], h.poor_history[[0, 2]] = [0, 0, 0, 3], 1
    learn_as_cadres(society)
    # the first: full contact, one of two visited seen poor; the second: half contact, half a reward
    asked = [0.5 + 0.2 + 0.15 * 0.5, 0.5 + 0.1 + 0.3 * 0.5, 0.5, 0.5]
    assert c.awareness == pytest.approx(0.5 + 0.3 * (np.array(asked) - 0.5))


def test_distance_lowers_awareness():
    society, h, c = learnt(visits=1.0)
    h.cadre[6] = 1
    learn_as_cadres(society)
    assert c.awareness[1] == pytest.approx(0.5 + 0.3 * (0.2 * 0.5 - 0.3 * 0.5))


def test_what_is_offered_stays_between_nothing_and_everything():
    society, _, c = learnt(incentive=1.0)
    society.world.incentive_response = 9.0
    learn_as_cadres(society)
    assert c.awareness == pytest.approx(0.5 + 0.3 * 0.5)


def test_who_visits_sees_how_many_were_poor_this_year():
    society, h, _ = a_county()
    h.cadre[:4], h.poor_history[:4] = [0, 0, 0, 1], [0b01, 0b10, 0b11, 0b10]
    society.channel("visits").add(1.0, np.array([0, 1, 2, 3]))
    need, distance = seen_by_cadres(society)
    assert need == pytest.approx([2 / 3, 0, 0, 0]) and not distance.any()


def test_a_new_cadre_keeps_half_of_the_lead_and_a_recommended_one_brings_some():
    society, _, c = a_county(cadre_rotation=1.0, recruit_lead=0.1)
    c.days_used, c.ability = 0.0, [0.4, 0.8, 0.5, 1.0]
    society.channel("recommended").add([0.0, 1.0, 0.0, 1.0])
    learn_as_cadres(society)
    assert c.ability == pytest.approx([0.4, 0.7, 0.45, 0.8])

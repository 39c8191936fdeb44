"""Health, schooling, generations, home, trust and habits of a household, in plain floats."""

from __future__ import annotations

from math import sqrt


def between(value, low, high):
    """The value, or the bound it passes."""
    return min(max(value, low), high)


class SlowStates:
    """Part of the plain household: what changes slowly."""

    def service_access(self, year):
        """Access to clinic and school by village and rank."""
        rank = self.income_rank + (1 - self.income_rank) * year.given.service_access[self.row]
        poorest = year.world.access_poorest
        return year.village.services[self.village] * (poorest + (1 - poorest) * rank)

    def change_health(self, year):
        """Health returns to what services allow, less illness and hunger."""
        w, given, row = year.world, year.given, self.row
        care = 0.5 * (given.clinic[row] + given.maternal_care[row])
        target = w.health_target + w.health_services * self.service_access(year) + w.clinic_health * care
        target -= w.lasting_frailty * self.frailty
        change = w.health_recovery * (target - self.health)
        change -= w.illness_wear * (self.ill + self.care_forgone)
        if self.undernourished:
            change -= w.hunger_wear
        self.health = between(self.health + change, w.health_least, 1.0)

    def send_to_school(self, year):
        """Who drops out, and the schooling children head for."""
        w, tuition = year.world, year.given.tuition[self.row]
        fed = year.given.school_meals[self.row]
        chance = w.dropout
        if self.undernourished:
            chance += w.dropout_hunger * (1 - fed)
        if self.bill_due > w.large_bill * max(self.permanent_income, 1.0):
            chance += w.dropout_bill
        if self.adults <= 1:
            chance += w.dropout_hands
        chance *= 1 - w.dropout_tuition * tuition
        chance = between(chance - w.dropout_meals * fed, 0.0, 1.0)
        self.dropped_out = False
        if self.children > 0:
            self.dropped_out = year.uniform["school"][self.row] < chance
            aim = w.school_aim + w.school_services * self.service_access(year)
            aim += w.school_parents * (self.schooling - w.usual_schooling)
            aim -= w.school_dropout * chance
            self.children_schooling += w.school_pace * (aim - self.children_schooling)

    def turn_generations(self, year):
        """Generations hand over; children come of age, adults grow old, children are born."""
        w, draw, row = year.world, year.uniform, self.row
        if draw["generation"][row] < w.generation_turnover:
            self.schooling = 0.5 * (self.schooling + self.children_schooling)
        elderly = self.persons - self.adults - self.children
        luck, grows = draw["ageing"][row], w.come_of_age * self.children * (self.adults > 0)
        ages = grows + w.grow_old * self.adults * (self.adults > 1)
        grown = luck < grows
        old = not grown and luck < ages
        dies = w.succession * elderly * (self.adults > 0)
        born = not grown and not old and luck < ages + dies
        self.children += born - grown
        self.adults += grown - old
        self.off_farm_workers = min(self.off_farm_workers, max(self.adults - 1, 0))

    def change_employability(self, year):
        """Employability regresses to the mean."""
        memory = year.world.employability_memory
        news = sqrt(1 - memory**2) * year.normal["employability"][self.row]
        self.employability = memory * self.employability + news

    def improve_home(self, year):
        """A household above the line may remove one deprivation."""
        w = year.world
        if self.permanent_income > w.poverty_line * self.persons:
            if year.uniform["home"][self.row] < w.home_improvement:
                self._repair(
                    "unsafe_water", "no_electricity", "no_toilet", "solid_fuel", "unsafe_house"
                )

    def change_trust(self, year):
        """Trust answers visits and seen capture."""
        w, v, visits = year.world, year.village, year.given.visits[self.row]
        if visits > 0:
            able = v.cadre_ability[self.village]
            change = w.trust_gain * min(visits, 1.0) * able * (1 - self.trust)
        else:
            change = w.trust_return * (w.resting_trust - self.trust)
        if self.left_out and v.seen_capture[self.village] > 0:
            change -= w.trust_capture
        change += w.trust_promise * (1 - self.trust) * year.given.promise_kept[self.row]
        change -= w.trust_broken * self.trust * year.given.promise_broken[self.row]
        self.trust = between(self.trust + change, 0.0, 1.0)
        self.visit_memory = w.visits_remembered * self.visit_memory + visits

    def update_habits(self, year):
        """Permanent income and the habit of aid."""
        w = year.world
        update, habit = w.permanent_income_update, w.habit_update
        aid = self.transfer_income - self.standing_income
        large = aid > w.large_aid * max(self.permanent_income, 1.0)
        self.aid_habit = (1 - habit) * self.aid_habit + (habit if large else 0.0)
        self.aid_income = (1 - update) * self.aid_income + update * aid
        learned = (1 - update) * self.permanent_income + update * self.income
        self.permanent_income = max(learned, w.least_expected * self.floor(year))

    def remember_poverty(self, year):
        """Eight years of being seen poor, one bit a year."""
        aid = self.transfer_income - self.standing_income
        poor = self.observed_income - aid < year.world.poverty_line * self.persons
        self.poor_history = (2 * self.poor_history + poor) % 256

    def hide_wages(self, year):
        """Wages hidden from those who look."""
        w = year.world
        watched = year.given.floor_monitoring[self.row]
        openness = 1 - w.openness_of_trust * max(self.trust - w.resting_trust, 0.0)
        self.hidden_share = (w.hidden_share + w.hiding_response * watched) * openness

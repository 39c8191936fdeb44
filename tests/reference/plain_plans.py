"""What a household decides and what befalls it before the harvest, in plain floats."""

from __future__ import annotations

from math import exp, sqrt


class Plans:
    """Part of the plain household: programmes' gifts, luck, plans, seed, knowledge."""

    def deliver_in_kind(self, year):
        """Land, water, skill, literacy, housing and the guarantee of a minimum arrive."""
        w, given, row = year.world, year.given, self.row
        moved = given.land_change[row]
        if moved:
            self.land = max(self.land + moved, 0.0)
            held = self.land_quality * self.land / w.median_land
            self.land_factor = self.ability**w.farm_ability_exponent * held**w.farm_land_exponent
        if given.irrigated_land[row] >= max(self.land, 1e-9):
            self.irrigated = True
        courses = given.training[row]
        self.skill = min(self.skill + w.training_gain * courses, 1.0)
        if courses >= 1:
            self.knows_activity = True
        if self.schooling < w.primary_schooling:
            self.schooling += w.literacy_gain * given.literacy[row]
        if given.housing[row] >= 1:
            self._repair(
                "unsafe_house", "unsafe_water", "no_toilet", "no_electricity", "solid_fuel"
            )

    def _repair(self, *homes):
        for name in homes:
            if getattr(self, name):
                setattr(self, name, False)
                return

    def fall_ill(self, year):
        """Illness, its bill, and a work loss that may last into a second year."""
        w, row = year.world, self.row
        chance = w.illness_chance * (1 + w.illness_by_health * (1 - self.health))
        chance *= sqrt(self.persons / w.usual_persons)
        chance *= 1 - w.clinic_effect * year.given.clinic[row]
        lasts = year.uniform["illness_length"][row] < w.illness_second_year
        self.still_ill = self.ill and lasts
        self.ill = year.uniform["illness"][row] < chance
        self.medical_bill = 0.0
        if self.ill:
            spread = w.illness_bill_noise
            noise = spread * year.normal["bill"][row] - 0.5 * spread**2
            self.medical_bill = w.illness_bill * exp(noise)

    def fall_chronically_ill(self, year):
        """Chronic illness begins by health and age, ends by luck, and has its bill."""
        w, row = year.world, self.row
        luck = year.uniform["chronic"][row]
        if self.chronically_ill:
            self.chronically_ill = luck < 1 - w.chronic_recovery
        else:
            elderly = (self.persons - self.adults - self.children) / self.persons
            chance = w.chronic_onset * (1 + w.illness_by_health * (1 - self.health))
            chance *= (1 + w.chronic_by_age * elderly) * sqrt(self.persons / w.usual_persons)
            chance *= 1 - w.clinic_effect * year.given.clinic[row]
            self.chronically_ill = luck < chance
        if self.chronically_ill:
            spread = w.chronic_bill_noise
            noise = spread * year.normal["chronic_bill"][row] - 0.5 * spread**2
            self.medical_bill += w.chronic_bill * exp(noise)

    def lose_harvest(self, year):
        """Harvest lost to drought."""
        w = year.world
        self.drought_loss = 0.0
        if year.village.drought[self.village]:
            loss = w.drought_loss_irrigated if self.irrigated else w.drought_loss_rainfed
            self.drought_loss = loss

    def floor(self, year):
        """Consumption floor, yuan a year."""
        w = year.world
        return w.consumption_floor_share * w.poverty_line * self.persons

    def work_capacity(self, year):
        """Health left for work after illness."""
        lost = year.world.illness_work_loss if self.ill or self.still_ill else 0.0
        return self.lasting_capacity(year) * (1 - lost)

    def lasting_capacity(self, year):
        """Health left for work in a year without a major illness."""
        return self.health * (1 - year.world.chronic_work_loss * self.chronically_ill)

    def labour_at_home(self, year):
        """Adults on the farm now."""
        if self.adults <= 0:
            return year.world.labour_without_adults
        away = self.off_farm_workers + year.given.works[self.row]
        away += year.given.helper_days[self.row] / year.world.worker_days
        away += self.labour_on_activity(year.world)
        return max(self.adults - away, year.world.least_labour)

    def seed_factor(self, year):
        """Output factor of improved seed."""
        w = year.world
        gain = w.seed_gain_irrigated if self.irrigated else w.seed_gain_rainfed
        learnt = max(self.schooling - w.technique_schooling, 0.0)
        return (1 + gain) * exp(w.farm_labour_exponent * w.seed_schooling_return * learnt)

    def plan_farm(self, year):
        """Expected farm output, the loss of one adult, and own funds."""
        w = year.world
        level = w.farm_productivity * w.income_scale * year.economy.farm_index
        level *= 1 + year.economy.farm_return
        self.farm_labour = labour = self.labour_at_home(year)
        capital = (self.farm_capital + w.farm_capital_base) / w.usual_farm_capital
        capital **= w.farm_capital_exponent
        able = labour * self.lasting_capacity(year) / w.usual_farm_labour
        work = able**w.farm_labour_exponent
        self.farm_potential = level * self.land_factor * capital * work
        kept = (max(labour - 1.0, w.least_labour) / labour) ** w.farm_labour_exponent
        self.farm_loss_of_worker = max(self.farm_potential * (1 - kept), 0.0)
        self.own_funds = max(self.cash - w.planning_floor * self.floor(year), 0.0)

    def credit_limit(self, year):
        """What the bank lends without a guarantee."""
        w = year.world
        if self.credit_score < w.minimum_score or self.arrears:
            return 0.0
        limit = w.collateral_share * (self.farm_capital + self.activity_capital)
        limit += max(w.income_multiple * (self.permanent_income - self.floor(year)), 0.0)
        debts = self.debt_bank + self.debt_guaranteed + self.debt_informal + self.debt_mutual
        return max(limit - debts, 0.0)

    def start_activity(self, year):
        """Pay for the start, borrow, and keep or sell a grant that starts nothing."""
        w, given, row = year.world, year.given, self.row
        loan, price = self.loan_wanted, year.economy.asset_price
        guaranteed = min(loan, given.guarantee[row], w.loan_ceiling)
        self.cash += loan
        self.debt_bank += loan - guaranteed
        self.debt_guaranteed += guaranteed
        if guaranteed > 0:
            self.deposit_rate = self.offered_rate(year)
        grant = given.activity_grant[row]
        self.own_contribution = 0.0
        if self.starts_activity:
            kind = self.kind_wanted
            need = self.start_need(year, kind)
            self.own_contribution = need - loan if grant > 0 or guaranteed > 0 else 0.0
            self.cash -= need
            self.activity_capital = self.carried(w, kind) + need / price + grant
            self.activity_kind = kind
        elif grant:
            seen = 1 - (1 - w.monitoring_per_visit) ** given.visits[row]
            sold = grant * w.diversion * (1 - seen)
            self.farm_capital += grant - sold
            self.cash += sold * w.fire_sale_price
        self.farm_capital += given.farm_capital_grant[row]

    def sell_unfit_goods(self, year):
        """Sell what does not fit at the price of distress."""
        self.cash += year.world.fire_sale_price * year.given.unfit_goods[self.row]

    def offered_rate(self, year):
        """Deposit for a yuan of new guaranteed loans."""
        kept = year.given.deposit_rate[self.row]
        return max(kept, self.deposit_rate, 1 / year.world.guarantee_multiple)

    def adopt_seed(self, year):
        """Take up or give up improved seed."""
        w, row, potential = year.world, self.row, self.farm_potential
        package = w.seed_cost * potential
        own = package * (1 - year.given.seed_subsidy[row])
        profit = (self.seed_factor(year) - 1) * year.economy.farm_price * potential - own
        if self.improved_seed:
            poor = self.cash < w.seed_cash * self.floor(year)
            self.improved_seed = not (profit < -w.seed_loss * potential or poor)
        else:
            hazard = w.seed_hazard + w.seed_social * year.village.seed_share[self.village]
            hazard += w.seed_extension * year.given.extension[row]
            land = sqrt(self.land / w.median_land)
            hazard *= min(max(land, w.seed_land_least), w.seed_land_most)
            pays = profit > 0 and self.cash > own + w.input_cash * self.floor(year)
            self.improved_seed = pays and year.uniform["seed"][row] < hazard
        self.seed_cost = package if self.improved_seed else 0.0

    def learn_activity(self, year):
        """Knowledge from neighbours and courses."""
        w, row = year.world, self.row
        v, at = year.village, self.village
        chance = w.learning_alone + w.learning_social * v.activity_share[at]
        chance += w.technician_teaching * v.technicians[at]
        if year.uniform["learning"][row] < chance + year.given.training[row]:
            self.knows_activity = True

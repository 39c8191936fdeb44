"""Jobs, harvest and the lumpy activity of a household, in plain floats."""

from __future__ import annotations

from math import exp


class Work:
    """Part of the plain household: what it earns by working."""

    def end_jobs(self, year):
        """Lose one job with the chance that any ends."""
        v, home = year.village, self.village
        employers = max(v.migrant_network[home] * v.households[home], 1.0)
        most = year.world.job_chance_most
        keep = 1 - min(year.world.job_loss + v.closed_jobs[home] / employers, most)
        if year.uniform["job_loss"][self.row] < 1 - keep**self.off_farm_workers:
            self.off_farm_workers -= 1

    def offer_wages(self, year):
        """Net wage of a worker-year on offer."""
        w, v, home = year.world, year.village, self.village
        place = (1 - w.wage_remoteness * v.remoteness[home]) * exp(v.wage_response[home])
        place *= 1 + year.economy.wage_return * v.nearness[home]
        own = self.ability_on_wage * (1 + w.wage_skill * self.skill)
        own *= exp(w.wage_schooling_return * (self.schooling - w.usual_schooling))
        self.off_farm_wage = w.wage * w.income_scale * year.economy.wage_index * place * own

    def queue_for_jobs(self, year):
        """Weight in the queue for jobs, 0 for those who do not seek one."""
        w = year.world
        self.job_weight = 0.0
        if self._seeks(year):
            network = year.village.migrant_network[self.village]
            pull = w.queue_schooling * (self.schooling - w.usual_schooling)
            pull += w.queue_employability * self.employability + w.queue_skill * self.skill
            pull += w.queue_network * (network - w.usual_network)
            pull += year.given.job_brokering[self.row]
            effort = 1 - w.dependence * self.aid_habit
            self.job_weight = self.qualification(w) * exp(pull) * effort

    def _seeks(self, year):
        w, row, capacity = year.world, self.row, self.work_capacity(year)
        busy = self.off_farm_workers + year.given.works[row]
        earned = self.off_farm_wage * capacity
        means = max(self.cash, 0.0) + w.search_advance * earned
        if self.adults - busy < 2 or capacity <= 0.5 or means < w.job_search_cost:
            return False
        gap = max(w.income_floor * w.poverty_line * self.persons - self.permanent_income, 0.0)
        earned -= min(gap * year.given.floor_monitoring[row], earned)
        return earned > w.reservation_wage * self.farm_loss_of_worker

    def qualification(self, w):
        """Share of openings that suit."""
        schooled = 1 + exp(w.qualifying_schooling - self.schooling)
        weak = (w.qualifying_health - self.health) / w.qualifying_health_spread
        return 1 / (schooled * (1 + exp(weak)))

    def take_jobs(self, year):
        """Take one job if drawn, and pay for the search, what is lacking being advanced."""
        self.search_advance = 0.0
        if year.uniform["job"][self.row] < self.job_chance:
            cost = year.world.job_search_cost
            self.off_farm_workers += 1
            self.search_advance = max(cost - max(self.cash, 0.0), 0.0)
            self.cash += self.search_advance - cost

    def repay_advances(self, year):
        """Give back the advance out of the first wage."""
        self.cash -= min(self.search_advance, self.job_income)

    def fail_activity(self, year):
        """Greenhouse or herd fails."""
        w = year.world
        self.activity_failed = self.runs(w) and year.uniform["failure"][self.row] < w.activity_failure

    def harvest(self, year):
        """Realised farm output."""
        w = year.world
        labour = self.labour_at_home(year) + self.workers_hired
        planned = self.farm_labour * self.lasting_capacity(year)
        actual = labour * self.work_capacity(year) / max(planned, 1e-9)
        luck = exp(w.farm_noise * year.normal["farm"][self.row] - 0.5 * w.farm_noise**2)
        luck *= year.village.yield_noise[self.village] * year.economy.weather_norm
        output = self.farm_potential * actual**w.farm_labour_exponent
        output *= (1 - self.drought_loss) * luck
        self.farm_output = output * self.seed_factor(year) if self.improved_seed else output

    def run_activity(self, year):
        """Output of the lumpy activity, and capital lost to failure."""
        w = year.world
        self.activity_output = 0.0
        if self.runs(w):
            noise = w.activity_noise * year.normal["activity"][self.row]
            output = self.usual_output(year, self.activity_kind, self.activity_capital)
            output *= self.work_capacity(year) / self.lasting_capacity(year)
            output *= exp(noise - 0.5 * w.activity_noise**2)
            output *= year.village.yield_noise[self.village]
            if year.village.drought[self.village]:
                output *= 1 - w.drought_loss_activity
            if self.activity_failed:
                output *= 1 - w.failed_output
            self.activity_output = output
        if self.activity_failed:
            self.activity_capital *= 1 - w.activity_failure_loss

    def sell_harvest(self, year):
        """Sales of farm and activity, seed paid, wear deducted from income."""
        w, economy = year.world, year.economy
        food = self.floor(year)
        value = max(economy.farm_price * self.farm_output + (1 - economy.farm_price) * food, 0.0)
        sales = economy.activity_price * self.activity_output
        seed = min(self.seed_cost, max(self.cash + value, 0.0))
        self.cash += value - seed + sales
        self.farm_income = value - seed - w.farm_wear * self.farm_capital
        self.activity_income = sales - w.activity_wear * self.activity_capital

    def earn_wages(self, year):
        """Wages of those in off-farm jobs."""
        w = year.world
        noise = w.wage_noise * year.normal["wage"][self.row] - 0.5 * w.wage_noise**2
        pay = self.off_farm_workers * self.off_farm_wage * self.work_capacity(year)
        self.job_income = pay * exp(noise)

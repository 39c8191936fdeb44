"""The menu of activities and the choice among them, in plain floats."""

from __future__ import annotations

from math import erf, exp, pi, sqrt

KINDS = ("greenhouse", "cattle", "sheep")


class Activities:
    """Part of the plain household: which activity it runs, and which it would start."""

    def of_kind(self, w, kind, what):
        """A number of a kind; size and output are parts of the greenhouse's."""
        name = KINDS[kind]
        return 1.0 if name == "greenhouse" and what in ("size", "output") else getattr(
            w, f"{name}_{what}")

    def least(self, w, kind=None):
        """Smallest capital of a kind, or of the one it holds."""
        return w.activity_minimum * self.of_kind(w, self.activity_kind if kind is None else kind, "size")

    def runs(self, w):
        """Whether its activity yields something."""
        return self.activity_capital >= self.least(w)

    def labour_on_activity(self, w):
        """Adults at the activity."""
        if not self.runs(w):
            return 0.0
        return self._labour(w, self.activity_kind, self.activity_capital)

    def _labour(self, w, kind, capital):
        full = w.activity_scale * self.of_kind(w, kind, "size")
        return self.of_kind(w, kind, "labour") * min(1.0, capital / full)

    def labour_at_start(self, w, kind):
        """Adults that a start takes."""
        return self._labour(w, kind, w.start_size * self.least(w, kind))

    def skilled(self, w):
        """Factor of skill on the activity's output."""
        return w.unskilled_output + w.skill_output * self.skill

    def usual_output(self, year, kind, capital):
        """Output of a kind before luck."""
        w = year.world
        size = capital / (w.activity_scale * self.of_kind(w, kind, "size"))
        level = w.activity_productivity * self.of_kind(w, kind, "output")
        level *= year.economy.activity_index * self.ability * self.skilled(w)
        level *= self.lasting_capacity(year)
        return level * size**w.activity_exponent

    def carried(self, w, kind):
        """Capital that a start of a kind takes over from the present activity."""
        if kind == self.activity_kind:
            return self.activity_capital
        return w.resale * self.activity_capital

    def start_need(self, year, kind):
        """Yuan missing to start an activity."""
        w = year.world
        granted = self.carried(w, kind) + year.given.activity_grant[self.row]
        missing = max(w.start_size * self.least(w, kind) - granted, 0.0)
        # A full grant was measured on the columns, from which the agent's capital is a rounding off.
        return year.economy.asset_price * missing if missing > 1e-6 else 0.0

    def cost_of_credit(self, year, need):
        """Interest on the loan that a start needs, less the promised part."""
        borrowed = max(need - self.own_funds, 0.0)
        line = min(year.given.guarantee[self.row], year.world.loan_ceiling)
        promised = min(borrowed, line) * year.given.interest_subsidy[self.row]
        return year.world.bank_rate * (borrowed - promised)

    def loss_of_labour(self, year, kind):
        """Farm output lost to the labour of a start."""
        w = year.world
        left = self.farm_labour + self.labour_on_activity(w) - self.labour_at_start(w, kind)
        kept = (max(left, w.least_labour) / self.farm_labour) ** w.farm_labour_exponent
        return self.farm_potential * max(1 - kept, 0.0)

    def _year_of(self, year, kind, size, capital, exposed):
        """Certainty equivalent of a year: what a failure takes of output and capital, both at once."""
        w, fails = year.world, year.world.activity_failure
        output = year.economy.activity_price * self.usual_output(year, kind, size)
        spoilt = w.failed_output * output
        variance = (output * w.activity_noise) ** 2 + fails * (1 - fails) * (spoilt + exposed) ** 2
        mean = output - fails * (spoilt + exposed) - w.activity_wear * capital
        aversion = w.risk_aversion * (1 - 0.5 * year.given.advice[self.row])
        return mean - 0.5 * aversion * variance / max(self.consumption, self.floor(year))

    def weigh(self, year, kind, need):
        """Worth of a start by the county's rule, less that of the present activity; and if it pays."""
        if year.world.investment_rule == "forward_looking":
            return self._look_ahead(year, kind, need)
        w, least = year.world, self.least(year.world, kind)
        lost, held = w.activity_failure_loss, self.activity_capital
        value = self._year_of(year, kind, w.start_size * least, least, lost * least)
        value -= self.loss_of_labour(year, kind) + self.cost_of_credit(year, need)
        if self.runs(w):
            value -= self._year_of(year, self.activity_kind, held, held, lost * held)
        return value, value > w.hurdle * least * (1 - 0.5 * year.given.advice[self.row])

    def _look_ahead(self, year, kind, need):
        w, least, held = year.world, self.least(year.world, kind), self.activity_capital
        size, stays = w.start_size * least, w.patience * (1 - w.activity_failure)
        weights = [stays**t for t in range(1, w.investment_years + 1)]
        years, end = sum(weights), weights[-1]
        value = self._stream(year, kind, size, least, years, end)
        value -= years * self.loss_of_labour(year, kind)
        interest = 1 + sum(left / w.loan_term for left in range(1, int(w.loan_term) + 1))
        value -= need + interest * self.cost_of_credit(year, need)
        if self.runs(w):
            value -= self._stream(year, self.activity_kind, held, held, years, end)
        unknown = 1 - year.given.advice[self.row]
        news = max(w.news * unknown * years * self.usual_output(year, kind, size), 1e-9)
        normal = 0.5 * (1 + erf(value / news / sqrt(2)))
        bell = exp(-0.5 * (value / news) ** 2) / sqrt(2 * pi)
        return value, value > w.patience * (value * normal + news * bell)

    def _stream(self, year, kind, size, capital, years, end):
        """Discounted years of an activity, and what is sold when it fails or ends."""
        w, fails = year.world, year.world.activity_failure
        left = years * fails / (1 - fails) * (1 - w.activity_failure_loss) + end
        flow = self._year_of(year, kind, size, capital, 0.0)
        return years * flow + w.fire_sale_price * capital * left

    def plan_activity(self, year):
        """The best activity to start, if any, and the loan it takes."""
        self.starts_activity, self.loan_wanted = False, 0.0
        self.kind_wanted, best = self.activity_kind, float("-inf")
        if not self._considers(year):
            return
        for kind in sorted(range(len(KINDS)), key=lambda kind: self.least(year.world, kind)):
            need = self.start_need(year, kind)
            value, pays = self.weigh(year, kind, need)
            if pays and value > best and self._may_start(year, kind, need):
                self.starts_activity, self.kind_wanted, best = True, kind, value
                self.loan_wanted = max(need - self.own_funds, 0.0)

    def _considers(self, year):
        w, row = year.world, self.row
        offered = year.given.activity_grant[row] + year.given.recommendation[row] > 0
        attention = 1.0 if offered else w.attention
        attention *= 1 - w.dependence * self.aid_habit
        known = self.knows_activity and self.adults >= 2
        return known and year.uniform["attention"][row] < attention

    def _may_start(self, year, kind, need):
        w, guaranteed = year.world, year.given.guarantee[self.row]
        if w.activities not in ("menu", KINDS[kind]) or self.skill < self.of_kind(w, kind, "skill"):
            return False
        if self.runs(w) and self.least(w) >= self.least(w, kind):
            return False
        free = self.farm_labour + self.labour_on_activity(w)
        if free < self.labour_at_start(w, kind) + w.labour_left:
            return False
        limit = self.credit_limit(year) + min(guaranteed, w.loan_ceiling)
        share = w.own_share_guaranteed if guaranteed > 0 else w.own_share
        return self.own_funds + limit >= need and self.own_funds >= share * need

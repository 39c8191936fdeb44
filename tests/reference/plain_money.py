"""Income, debts, coping, consumption and investment of a household, in plain floats."""

from __future__ import annotations

from math import exp


class Money:
    """Part of the plain household: the year's accounts."""

    def open_accounts(self, year):
        """Start the year's accounts."""
        for name in year.yearly_accounts:
            setattr(self, name, 0.0)
        self.opening_cash = self.cash

    def pay_standing_transfers(self, year):
        """Pensions of the elderly, subsidies on land and the minimum living guarantee."""
        w = year.world
        amount = w.pension * (self.persons - self.adults - self.children)
        amount += w.land_subsidy * self.land
        if self.dibao:
            amount += w.dibao_payment * self.persons
        amount *= year.economy.transfer_index
        self.cash += amount
        self.transfer_income += amount
        self.standing_income = amount

    def compute_interest(self, year):
        """Interest due on the year's debts."""
        w = year.world
        self.interest_due = w.bank_rate * (self.debt_bank + self.debt_guaranteed)
        self.interest_due += w.informal_rate * self.debt_informal

    def pay_interest(self, year):
        """Pay interest above half the floor; the rest joins the debts."""
        w = year.world
        due = max(self.interest_due - self.interest_cover, 0.0)
        spare = max(self.cash - 0.5 * self.floor(year), 0.0)
        share = min(1.0, spare / max(due, 1e-9))
        informal = w.informal_rate * self.debt_informal
        bank = max(due - informal, 0.0)
        self.cash -= (bank + informal) * share
        self.interest_informal = informal * share
        self.debt_informal += informal * (1 - share)
        unpaid = bank * (1 - share)
        part = self.debt_guaranteed / max(self.debt_bank + self.debt_guaranteed, 1e-9)
        self.debt_guaranteed += unpaid * part
        self.debt_bank += unpaid * (1 - part)

    def earn_income(self, year):
        """Disposable income, and income as it is observed."""
        w = year.world
        earned = self.farm_income + self.activity_income + self.wage_income + self.property_income
        interest = self.interest_due - self.interest_cover
        self.income = earned + self.transfer_income - interest - self.tax_paid
        noise = w.measurement_noise * year.normal["measurement"][self.row]
        error = exp(noise - 0.5 * w.measurement_noise**2) - 1
        hidden = self.hidden_share * self.wage_income
        self.observed_income = self.income + self.farm_income * error - hidden

    def meet_bill(self, year):
        """Own part of the medical bill."""
        self.bill_due = self.medical_bill * (1 - year.world.reimbursement)

    def forgo_care(self, year):
        """Go without care that takes too much of what is there."""
        self.care_forgone = self.bill_due > year.world.care_within * max(self.cash, 0.0)
        if self.care_forgone:
            self.bill_due = 0.0

    def amortise(self, year):
        """Repay the bank, then neighbours; note arrears."""
        w = year.world
        debt = self.debt_bank + self.debt_guaranteed
        new = self.loan_wanted > 0 or self.small_loan > 0
        years = w.loan_term if new else max(self.loan_years, 1)
        due = 0.0 if new else debt / years
        spare = max(self.cash - self.bill_due - self.floor(year), 0.0)
        if self.contract >= 0:
            spare = max(spare, min(max(self.activity_income, 0.0), max(self.cash, 0.0)))
        paid = min(due, spare)
        part = self.debt_guaranteed / max(debt, 1e-9)
        self.debt_guaranteed = max(self.debt_guaranteed - paid * part, 0.0)
        self.debt_bank = max(self.debt_bank - paid * (1 - part), 0.0)
        owed = min(self.debt_informal, max(0.5 * self.debt_informal, w.instalment_least))
        informal = min(owed, spare - paid)
        self.cash -= paid + informal
        self.debt_informal = max(self.debt_informal - informal, 0.0)
        self.instalment_due, self.instalment_paid = due, paid
        self.loan_years = (years if new else years - 1) if debt > paid else 0
        self.instalment_informal = informal
        if due > 0:
            self._note_arrears(w)

    def _note_arrears(self, w):
        stuck = not self.runs(w) or self.contract_broken
        late = stuck and self.instalment_paid < w.arrears_share * self.instalment_due
        self.arrears = self.arrears + (2 if self.contract_broken else 1) if late else 0
        good = self.instalment_paid >= self.instalment_due
        self.credit_score = min(self.credit_score + (w.score_step if good else 0.0), 1.0)

    def find_shortfall(self, year):
        """What is missing to the floor, or could be shared."""
        left, least = self.cash - self.bill_due, self.floor(year)
        self.shortfall = max(least - left, 0.0)
        planned = self.planned_consumption(year) + self.buffer(year)
        self.surplus = max(left - max(planned, year.world.shared_beyond * least), 0.0)

    def planned_consumption(self, year):
        """The floor and what is not saved above it."""
        least = self.floor(year)
        return least + (1 - year.world.saving_share) * max(self.permanent_income - least, 0.0)

    def sell_in_distress(self, year):
        """Relief, then sales of farm capital, then of the activity."""
        w, missing = year.world, self.shortfall
        relief = w.relief_share * missing
        self.cash += relief
        missing -= relief
        dry = year.village.drought[self.village]
        price = w.fire_sale_price_drought if dry else w.fire_sale_price
        self.farm_capital_sold = min(self.farm_capital, missing / price)
        missing = max(missing - price * self.farm_capital_sold, 0.0)
        self.activity_capital_sold = min(self.activity_capital, missing / price)
        self.shortfall = max(missing - price * self.activity_capital_sold, 0.0)
        self.farm_capital -= self.farm_capital_sold
        self.activity_capital -= self.activity_capital_sold

    def treat_illness(self, year):
        """Pay the bill, or go without care."""
        able = max(self.cash - year.world.floor_kept * self.floor(year), 0.0)
        bill = self.bill_due
        self.care_forgone = self.care_forgone or (self.medical_bill > 0 and able < 0.5 * bill)
        self.medical_spending = 0.0
        if self.care_forgone:
            self.medical_paid = 0.0
            return
        paid = min(bill, able)
        self.cash -= paid
        self.medical_spending = paid
        self.medical_paid = paid / max(bill, 1e-9) if bill > 0 else 1.0

    def forgive_debts(self, year):
        """Debt to neighbours beyond hope is forgiven."""
        most = year.world.forgiven_debt * max(self.permanent_income, 0.0)
        self.debt_informal = min(self.debt_informal, most)

    def pay_school(self, year):
        """School costs of children in school."""
        w = year.world
        cost = w.school_cost_compulsory + w.children_beyond_nine * w.school_cost_higher
        cost *= 0 if self.dropped_out else self.children
        cost *= 1 - year.given.tuition[self.row]
        self.school_cost = min(cost, max(self.cash - w.floor_kept * self.floor(year), 0.0))
        self.cash -= self.school_cost

    def consume(self, year):
        """Consumption between floor and means."""
        w, least = year.world, self.floor(year)
        base = self.planned_consumption(year)
        means = max(self.cash, 0.0)
        wanted = base
        if w.saving_rule == "buffer_stock":
            spread, scale = w.pass_through_high - w.pass_through_low, w.pass_through_scale * base
            psi = exp(-self.opening_cash / scale) * spread + w.pass_through_low
            wanted += psi * (means - base - self.buffer(year))
        self.consumption = min(max(wanted, min(least, means)), means)
        self.cash -= self.consumption
        hungry = w.enough_food * least * (1 - 0.5 * year.given.school_meals[self.row])
        self.undernourished = self.consumption < hungry

    def buffer(self, year):
        """Target liquid savings."""
        return year.world.buffer_years * year.world.buffer_income * self.permanent_income

    def keep_activity(self, year):
        """Wear, maintenance, closure or growth of the activity."""
        w, price, before = year.world, year.economy.asset_price, self.activity_capital
        smallest, worn = self.least(w), before * (1 - w.activity_wear)
        restored = 0.0
        if before >= w.closing_size * smallest:
            spare = max(self.cash - w.upkeep_savings * self.buffer(year), 0.0)
            restored = min(max(smallest, before) - worn, spare / price)
        kept = worn + restored
        self.cash -= restored * price
        if before > 0 and kept < w.closing_size * smallest:
            self.cash += w.fire_sale_price * kept
            kept = 0.0
        self.activity_capital = kept
        if kept >= w.growing_size * smallest:
            self._grow_activity(year)

    def _grow_activity(self, year):
        w, capital = year.world, self.activity_capital
        returns = w.activity_exponent * year.economy.activity_price * self.activity_output
        if returns > (w.activity_wear + w.growing_return) * capital:
            spent = 0.5 * max(self.cash - self.buffer(year), 0.0)
            self.cash -= spent
            self.activity_capital = capital + spent / year.economy.asset_price

    def keep_farm(self, year):
        """Wear and replacement of farm capital, by its return."""
        w, capital = year.world, self.farm_capital
        returns = w.farm_capital_exponent * self.farm_potential / (capital + w.farm_capital_base)
        wear = wanted = w.farm_wear * capital
        if returns > w.farm_wear + w.investing_return:
            wanted = w.investment_share * capital + w.investment_least
        elif returns <= w.farm_wear + w.replacing_return:
            wanted = 0.0
        bought = min(wanted, 0.5 * max(self.cash - 0.5 * self.buffer(year), 0.0))
        self.cash -= bought
        self.farm_capital = capital + bought - wear

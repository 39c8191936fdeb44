"""The county bank, its guarantee pool, and the rules by which it lends."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.schema import Column, money

COLUMNS: dict[str, Column] = {
    "refinancing": money("what the bank owes to the rest of the world"),
    "equity": money("equity at the close of last year", "E_b"),
    "pool": money("guarantee pool at the close of last year", "G"),
    "new_loans": money("loans granted this year"),
    "enterprise_write_offs": money("loans to enterprises that failed this year"),
    "losses": money("write-offs borne by the bank this year"),
    "pool_losses": money("write-offs borne by the guarantee pool this year"),
}

PARAMETERS = {
    "bank_rate": number(0.075, "share/year", 0.03, 0.15, "assumption", "Interest on bank loans"),
    "funding_rate": number(0.03, "share/year", 0, 0.08, "assumption", "Cost of the bank's funds"),
    "bank_capacity": number(600, "yuan/household", 50, 5000, "assumption",
        "Unguaranteed lending the opening equity carries at ten times equity"),
    "equity_multiple": number(10, "times", 5, 20, "assumption",
        "Outstanding unguaranteed loans per yuan of equity, at most"),
    "guarantee_multiple": number(7, "times", 1, 15, "assumption",
        "Outstanding guaranteed loans per yuan in the guarantee pool, at most"),
    "guarantee_share": number(0.7, "share", 0.3, 1, "assumption",
        "Share of a guaranteed write-off paid by the pool while it lasts"),
    "loan_cost": number(200, "yuan/loan", 0, 1000, "calibrated",
        "Fixed cost of a loan to the bank; makes small loans unprofitable"),
    "loan_ceiling": number(50000, "yuan", 5000, 200000,
        "Poverty micro-loans, China Daily 24 Feb 2017", "Largest guaranteed loan"),
    "collateral_share": number(0.5, "share", 0.2, 0.9, "assumption",
        "Loan limit per yuan of farm and activity capital"),
    "income_multiple": number(0.3, "years", 0, 1, "assumption",
        "Loan limit per yuan of permanent income above the consumption floor"),
    "minimum_score": number(0.5, "0..1", 0, 1, "assumption", "Lowest credit score served"),
    "approval_intercept": number(-1.2, "log-odds", -4, 2, "assumption", "Approval, constant"),
    "approval_recommendation": number(0.8, "log-odds", 0, 3, "assumption",
        "Approval, loan for which a cadre speaks who knows the household"),
    "approval_guarantee": number(1.0, "log-odds", 0, 3, "assumption", "Approval, guaranteed loan"),
    "approval_score": number(6, "log-odds", 0, 8, "calibrated",
        "Approval by credit score, from none to a full one"),
    "approval_limit": number(0.8, "log-odds/log", 0, 1, "calibrated",
        "Approval by how far the limit exceeds the loan"),
}

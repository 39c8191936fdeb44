"""Numerical guards: numbers too small to mean anything, which keep divisors off nought."""

TINY = 1e-9
"""Least divisor of yuan, days, jobs and workers: a share of nothing is nothing."""
ROUNDING = 1e-12
"""What rounding leaves of numbers around one."""
LEAST = 1e-300
"""Least divisor of weights that may themselves be as small as numbers get."""

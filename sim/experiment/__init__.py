"""Experiments: every arm under the luck of every replication, stored so that nothing is lost."""

from sim.experiment.runner import again, run

__all__ = ["again", "run"]

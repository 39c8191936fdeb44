"""Where in a space of factors something happens: boxes found by a classification tree.

The tree is that of Breiman et al. (1984, "Classification and regression trees"), pruned to the smallest
within one standard error of the best in cross-validation; boxes are judged by coverage and density
(Bryant and Lempert 2010, "Thinking inside the box").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.ground.errors import EXTRA, needs

Bools = NDArray[np.bool_]
FOLDS, SEED = 5, 0
SHUFFLES, ENOUGH = 999, 20
"""Shuffles that luck is judged by; `ENOUGH` that do as well settle that it may be luck."""


@dataclass(frozen=True)
class Condition:
    """A column above a threshold, or at most at it."""

    column: str
    above: bool
    threshold: float

    def holds(self, table: pd.DataFrame) -> Bools:
        """In which rows it holds."""
        found = table[self.column] > self.threshold
        return (found if self.above else ~found).to_numpy()


@dataclass(frozen=True)
class Limits:
    """What a box may be: most conditions, fewest rows, and what share of its rows must be cases."""

    depth: int
    fewest: int
    density: float


@dataclass(frozen=True)
class Found:
    """Boxes, each of conditions that hold together, and how well the tree foretells what is new to it.

    `accuracy` is the share of rows that are told right by a tree that has not seen them, `majority`
    that of always saying what most rows are.
    """

    boxes: list[list[Condition]]
    accuracy: float
    majority: float


def need_library() -> None:
    """Raise `InputError` where the library of trees is lacking: before anything is run."""
    with needs(EXTRA, "a robustness analysis"):
        import sklearn  # noqa: F401


def chance(table: pd.DataFrame, cases: Bools, limits: Limits) -> float:
    """How often a tree parts shuffled cases as well as these: the p of a permutation test.

    Shuffles end early where luck does as well often enough (Besag and Clifford 1991, "Sequential
    Monte Carlo p-values").
    """
    rows = table.to_numpy(dtype=np.float32)
    parted, luck, as_well = _parted(rows, cases, limits), np.random.default_rng(SEED), 0
    for shuffle in range(1, SHUFFLES + 1):
        as_well += _parted(rows, luck.permutation(cases), limits) >= parted
        if as_well == ENOUGH:
            return as_well / shuffle
    return (as_well + 1) / (SHUFFLES + 1)


def find(table: pd.DataFrame, cases: Bools, limits: Limits) -> Found:
    """The boxes of a table's columns in which most rows are cases. Both kinds of rows must be there."""
    from sklearn.model_selection import StratifiedKFold, cross_val_predict, cross_val_score

    rows = table.to_numpy(dtype=np.float32)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    path = np.unique(_tree(limits).cost_complexity_pruning_path(rows, cases).ccp_alphas.clip(min=0.0))
    # Between two steps of the path, as Breiman et al. have it: no fold is pruned at its very step.
    steps = np.sqrt(path * np.append(path[1:], 1.0))
    trees = [_tree(limits, float(step)) for step in steps]
    scores = np.array([cross_val_score(tree, rows, cases, cv=folds) for tree in trees])
    means = scores.mean(axis=1)
    best = scores[means.argmax()]
    enough = best.mean() - best.std(ddof=1) / np.sqrt(FOLDS)
    chosen = trees[np.flatnonzero(means >= enough).max()]
    told = cross_val_predict(chosen, rows, cases, cv=folds)
    share = float(cases.mean())
    boxes = _boxes(chosen.fit(rows, cases).tree_, list(table.columns), limits.density)
    return Found(boxes, float((told == cases).mean()), max(share, 1 - share))


def _tree(limits: Limits, pruning: float = 0.0) -> Any:
    from sklearn.tree import DecisionTreeClassifier

    return DecisionTreeClassifier(max_depth=limits.depth, min_samples_leaf=limits.fewest,
                                  ccp_alpha=pruning, random_state=SEED)  # fmt: skip


def _parted(rows: NDArray[np.float32], cases: Bools, limits: Limits) -> float:
    """How much less mixed the leaves of a full tree are than all rows."""
    tree = _tree(limits).fit(rows, cases).tree_
    leaves = tree.children_left < 0
    mixed = (tree.impurity * tree.n_node_samples)[leaves].sum() / tree.n_node_samples[0]
    return float(tree.impurity[0] - mixed)


def _boxes(tree: Any, columns: list[str], density: float) -> list[list[Condition]]:
    """The largest parts of a tree all of whose leaves are dense, root excepted."""
    shares = tree.value[:, 0, 1]

    def dense(node: int) -> bool:
        if tree.children_left[node] < 0:
            return bool(shares[node] > density)
        return dense(tree.children_left[node]) and dense(tree.children_right[node])

    def walk(node: int, path: list[Condition]) -> Iterator[list[Condition]]:
        if path and dense(node):
            yield _shortest(path)
        elif tree.children_left[node] >= 0:
            column, threshold = columns[tree.feature[node]], float(tree.threshold[node])
            yield from walk(tree.children_left[node], [*path, Condition(column, False, threshold)])
            yield from walk(tree.children_right[node], [*path, Condition(column, True, threshold)])

    return list(walk(0, []))


def _shortest(path: list[Condition]) -> list[Condition]:
    """Of several conditions on one side of a column, the narrowest, which is the last."""
    return list({(one.column, one.above): one for one in path}.values())

"""Emulators: what a simulation would come to, and how surely, at points where it was not run.

Of few factors out of many: those that least angle regression takes up first (Efron et al. 2004), with
their squares. What these leave may be told by a Gaussian process on the same factors (Craig et al. 1997;
Vernon, Goldstein and Bower 2010). What foretells best in cross-validation is kept.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.ground.errors import EXTRA, needs

Floats = NDArray[np.float64]
Guess = tuple[Floats, Floats]
"""Mean and variance at each point; the variance is relative until it is scaled by cross-validation."""
Make = Callable[[Floats, Floats], Any]
FOLDS, SEED = 5, 0
MOST_ACTIVE = 60  # terms that are taken up at most
STEPS = 12  # rows that each of them stands on, at least
NEAREST, FARTHEST = 5.0, 20.0  # scales of a process beside the width of what it looks at
ROUNDING = 1e-12  # of a number that is the same in all worlds
LEAST = 1e-12  # variance, of numbers with variance one


def need_library() -> None:
    """Raise `InputError` where the library of emulators is lacking: before anything is run."""
    with needs(EXTRA, "a calibration"):
        import sklearn  # noqa: F401


@dataclass(frozen=True)
class Emulator:
    """What was fitted: its kind, R2 and error (root mean square) in cross-validation.

    `active` flags the inputs that it looks at.
    """

    kind: str
    r2: float
    error: float
    active: NDArray[np.bool_]
    tell: Callable[[Floats], Guess]

    def at(self, inputs: Floats) -> Guess:
        """Mean and variance at rows of inputs, luck of a single world's mean included."""
        return self.tell(inputs)


def fitted(inputs: Floats, values: Floats) -> Emulator:
    """The emulator of a number that foretells best what it has not seen.

    Parameters: rows of inputs from -1 to 1, and a value each.
    """
    middle, scale = float(values.mean()), float(values.std())
    if scale <= ROUNDING * abs(middle):
        nothing = np.zeros(inputs.shape[1], dtype=bool)
        return Emulator("constant", np.nan, 0.0, nothing,
                        lambda rows: (np.full(len(rows), middle), np.zeros(len(rows))))  # fmt: skip
    target = (values - middle) / scale
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of convergence: what came of it is cross-validated
        models = {kind: make(inputs, target) for kind, make in KINDS.items()}
        judged = {kind: _judged(model, inputs, target) for kind, model in models.items()}
    kind = min(judged, key=lambda one: judged[one][0])
    model = models[kind]
    mean_square, stretch = judged[kind]

    def tell(rows: Floats) -> Guess:
        mean, variance = model.at(rows)
        return middle + scale * mean, scale**2 * np.maximum(stretch * variance, LEAST)

    return Emulator(kind, 1 - mean_square, scale * float(np.sqrt(mean_square)), model.active, tell)


def _judged(model: Any, inputs: Floats, target: Floats) -> tuple[float, float]:
    """Mean square of the errors in cross-validation, and of these in units of what was expected."""
    from sklearn.model_selection import KFold

    errors, expected = np.empty(len(target)), np.empty(len(target))
    for seen, unseen in KFold(FOLDS, shuffle=True, random_state=SEED).split(inputs):
        mean, expected[unseen] = model.again(inputs[seen], target[seen]).at(inputs[unseen])
        errors[unseen] = target[unseen] - mean
    squares = errors**2
    return float(squares.mean()), float((squares / np.maximum(expected, LEAST)).mean())


class _Additive:
    """A line and a parabola in each of few inputs, chosen by least angles, fitted by Bayesian ridge."""

    def __init__(self, inputs: Floats, target: Floats) -> None:
        from sklearn.linear_model import BayesianRidge, lars_path

        terms = _terms(inputs)
        steps = max(min(MOST_ACTIVE, len(target) // STEPS), 1)
        alike = (terms - terms.mean(axis=0)) / np.maximum(terms.std(axis=0), LEAST)
        _, taken, _ = lars_path(alike, target - target.mean(), max_iter=steps)
        chosen = np.zeros(terms.shape[1], dtype=bool)
        chosen[taken or [0]] = True
        self._chosen, self._line = chosen, BayesianRidge().fit(terms[:, chosen], target)
        self.active = chosen.reshape(2, -1).any(axis=0)

    def again(self, inputs: Floats, target: Floats) -> _Additive:
        return _Additive(inputs, target)

    def at(self, inputs: Floats) -> Guess:
        mean = np.asarray(self._line.predict(_terms(inputs)[:, self._chosen]))
        return mean, np.ones(len(mean))


class _Process:
    """The same, and a Gaussian process on the same inputs for what it leaves.

    Its scales are fitted unless a `kernel` has them.
    """

    def __init__(self, inputs: Floats, target: Floats, kernel: Any = None) -> None:
        from sklearn.gaussian_process import GaussianProcessRegressor
        from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

        self._trend = _Additive(inputs, target)
        self.active = self._trend.active
        left = target - self._trend.at(inputs)[0]
        width = float(np.sqrt(self.active.sum()))
        smooth = ConstantKernel(left.var()) * RBF(width, (width / NEAREST, FARTHEST * width))
        fit = GaussianProcessRegressor(smooth + WhiteKernel(left.var()) if kernel is None else kernel,
                                       optimizer="fmin_l_bfgs_b" if kernel is None else None)
        self._process = fit.fit(inputs[:, self.active], left)

    def again(self, inputs: Floats, target: Floats) -> _Process:
        return _Process(inputs, target, self._process.kernel_)

    def at(self, inputs: Floats) -> Guess:
        mean, spread = self._process.predict(inputs[:, self.active], return_std=True)
        return self._trend.at(inputs)[0] + mean, np.asarray(spread) ** 2


KINDS: Mapping[str, Make] = {
    "additive": _Additive, "gaussian process": _Process,
}  # fmt: skip


def _terms(inputs: Floats) -> Floats:
    """Inputs and their squares, centred on their mean over a range from -1 to 1."""
    return np.hstack([inputs, inputs**2 - 1 / 3])

"""What a strategy of one's own is: its code, what it closes over, its defaults and its globals.

Names and source text do not tell two classes apart that a function makes, or that a notebook cell
defines again; what the interpreter would run does. Code of the standard library, of this package
and of other installed packages stands for itself by name and version.
"""

from __future__ import annotations

import hashlib
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

DIGITS = 12
# Said about a class for readers and tools: none of it decides a number.
_WORDS = {
    "__module__", "__doc__", "__qualname__", "__dict__", "__weakref__", "__annotations__",
    "__annotate__", "__annotate_func__", "__annotations_cache__", "__firstlineno__",
    "__static_attributes__", "__parameters__", "__orig_bases__",
}  # fmt: skip
_CODE = (
    "co_code", "co_names", "co_varnames", "co_freevars", "co_cellvars", "co_flags", "co_argcount",
    "co_posonlyargcount", "co_kwonlyargcount", "co_exceptiontable",
)  # fmt: skip
_PLAIN = (type(None), bool, int, float, complex, str, bytes, bytearray, type(...), type(NotImplemented))
# Equal ones may be one object or several, as the compiler pleases, and none can hold itself.
_SHARED = (tuple, frozenset, CodeType)


class Unknown(Exception):
    """Something decides what a strategy does and cannot be told apart from something else."""


def identity_of(kind: type) -> str | None:
    """Twelve hexadecimal digits of everything a class is made of; None where that cannot be told.

    Two classes share an identity only if they would do the same: equal code, defaults, closures,
    class attributes, bases, and globals that the code names.
    """
    try:
        return _Reader(kind.__module__.split(".")[0]).digest(kind)[:DIGITS]
    except (Unknown, RecursionError):
        return None


@cache
def package_version(name: str) -> str:
    """The version of an installed package, or `unknown`."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


@cache
def _installed() -> tuple[str, ...]:
    return tuple(sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib"))


class _Reader:
    """Reads objects down to plain data; code of the package `own` is read even if installed."""

    def __init__(self, own: str) -> None:
        self._own = own
        self._seen: dict[int, int] = {}
        self._kept: list[Any] = []  # keeps what was seen alive, so that its id stays its own

    def digest(self, value: Any) -> str:
        """A hash of a value and of all it refers to; cycles are told by the order of the visit."""
        if type(value) in _PLAIN:
            return _hash([type(value).__name__, repr(value)])
        if type(value) not in _SHARED:
            if id(value) in self._seen:
                return _hash(["seen", str(self._seen[id(value)])])
            self._seen[id(value)] = len(self._seen)
            self._kept.append(value)
        return _hash([type(value).__name__, *self._parts(value)])

    def _parts(self, value: Any) -> Iterator[str]:
        if type(value) in (tuple, list):
            yield from map(self.digest, value)
        elif type(value) is dict:
            yield from (self.digest(part) for item in value.items() for part in item)
        elif type(value) in (set, frozenset):
            yield from sorted(_Reader(self._own).digest(item) for item in value)
        elif isinstance(value, CodeType):
            yield from self._code(value)
        elif isinstance(value, (FunctionType, type)) and self._by_name(value.__module__):
            yield from (value.__module__, value.__qualname__, self._by_name(value.__module__))
        elif isinstance(value, FunctionType):
            yield from self._function(value)
        elif isinstance(value, type):
            yield from self._class(value)
        elif isinstance(value, ModuleType):
            yield from (value.__name__, self._by_name(value.__name__))
        else:
            yield from self._object(value)

    def _code(self, code: CodeType) -> Iterator[str]:
        yield from (self.digest(getattr(code, name)) for name in _CODE)
        yield from map(self.digest, code.co_consts)

    def _function(self, function: FunctionType) -> Iterator[str]:
        yield self.digest(function.__code__)
        yield self.digest(function.__defaults__)
        yield self.digest(function.__kwdefaults__)
        yield self.digest(function.__dict__)
        for cell in function.__closure__ or ():
            try:
                yield self.digest(cell.cell_contents)
            except ValueError:
                yield "an empty cell"
        names = _names(function.__code__)
        for name in sorted(names & function.__globals__.keys()):
            yield from self._global(name, function.__globals__[name], names)

    def _global(self, name: str, value: Any, names: set[str]) -> Iterator[str]:
        yield name
        if isinstance(value, ModuleType) and not self._by_name(value.__name__):
            for inside in sorted(names & vars(value).keys()):
                yield from (inside, self.digest(vars(value)[inside]))
        else:
            yield self.digest(value)

    def _class(self, kind: type) -> Iterator[str]:
        yield from (kind.__name__, self.digest(kind.__bases__), self.digest(type(kind)))
        for name, value in sorted(vars(kind).items()):
            if name not in _WORDS and not name.startswith("_abc_"):
                yield from (name, self.digest(value))

    def _object(self, value: Any) -> Iterator[str]:
        if isinstance(value, (staticmethod, classmethod)):
            yield self.digest(value.__func__)
        elif isinstance(value, property):
            yield from map(self.digest, (value.fget, value.fset, value.fdel))
        elif isinstance(value, MethodType):
            yield from (self.digest(value.__func__), self.digest(value.__self__))
        elif isinstance(value, BuiltinFunctionType):
            yield from (value.__qualname__, self.digest(value.__self__))
        else:
            yield from self._as_pickled(value)

    def _as_pickled(self, value: Any) -> Iterator[str]:
        """What pickle would keep of an object; what cannot be kept cannot be told apart."""
        try:
            kept = value.__reduce_ex__(4)
        except Exception as error:
            raise Unknown(f"{type(value).__name__}: {error}") from error
        if isinstance(kept, str):
            yield from self._named(value, kept)
            return
        for part in kept:
            yield self.digest(list(part) if isinstance(part, Iterator) else part)

    def _named(self, value: Any, name: str) -> Iterator[str]:
        """An object that pickle knows by name alone: a wrapped function, or part of a package."""
        inside = getattr(value, "__wrapped__", None)
        home = self._by_name(getattr(value, "__module__", None) or type(value).__module__)
        if inside is None and not home:
            raise Unknown(f"{type(value).__name__} {name}")
        yield from (name, home, self.digest(inside))

    def _by_name(self, module: str | None) -> str:
        """Name and version of the package a module belongs to; empty if its code has to be read."""
        package = (module or "").split(".")[0]
        if package in sys.stdlib_module_names and package != "__main__":
            return "python"
        if package == "sim":
            return "antipoverty"
        file = getattr(sys.modules.get(package), "__file__", None) or ""
        if package == self._own or not file.startswith(_installed()):
            return ""
        return f"{package} {package_version(package)}"


def _names(code: CodeType) -> set[str]:
    """All names that code and the code inside it look up."""
    inside = (const for const in code.co_consts if isinstance(const, CodeType))
    return set(code.co_names).union(*map(_names, inside))


def _hash(parts: Iterable[str]) -> str:
    text = "\0".join(parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

"""Jinja's sandbox with an end to everything: a template costs so many letters and no more, whatever it does.

A letter is the unit, since what a template is for is text; a turn of a loop and a call cost a few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from math import prod
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

# The dearest edition of the library, Blinatumomab at home in Spanish, costs 175,036; that 28 times.
MOST_LETTERS = 5_000_000
# What one text, list or number may be made long by: a width, a count of items, the digits of a power.
LONGEST = 100_000

# What a turn of a loop costs besides the letters in it, what a call does, what a template that is taken in.
_TURN, _CALL, _TEMPLATE = 20, 100, 200


class TooMuch(jinja2.TemplateRuntimeError):
    """A template asks for more than it may."""


_left: ContextVar[list[int] | None] = ContextVar("left", default=None)


@contextmanager
def allowance() -> Iterator[None]:
    """What a template may cost, while it is filled in."""
    token = _left.set([MOST_LETTERS])
    try:
        yield
    finally:
        _left.reset(token)


def spend(letters: int) -> None:
    """Take a price from the allowance. Where there is none, Jinja only tries what it could work out beforehand."""
    left = _left.get()
    if left is None:
        raise TooMuch("this is worked out when the template is filled in")
    left[0] -= letters
    if left[0] < 0:
        raise TooMuch(f"its loops, calls and texts come to more than {MOST_LETTERS // 1_000_000} million letters")


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox: no Python, nothing that is given is changed, nothing without an end."""

    intercepted_binops = frozenset(("**", "*", "+", "%"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # It makes as many words as one asks for, and templates say none.
        del self.globals["lipsum"]
        self.filters = {name: _bounded(name, function) for name, function in self.filters.items()}
        # Names that no template can write.
        self.filters |= {_TURNS: _turns, _PRICED: priced}

    def _generate(self, source: nodes.Template, *more: Any, **named: Any) -> str:
        for loop in [*source.find_all(nodes.For)]:
            letters = sum(len(data.data) for data in loop.find_all(nodes.TemplateData))
            loop.iter = _filtered(loop.iter, _TURNS, nodes.Const(letters))  # type: ignore[arg-type]
        for parent in [*source.find_all(nodes.Node)]:
            for field, value in parent.iter_fields():
                if _makes(value):
                    setattr(parent, field, _filtered(value, _PRICED))
                elif isinstance(value, list):
                    value[:] = [_filtered(each, _PRICED) if _makes(each) else each for each in value]
        source.set_environment(self)
        return super()._generate(source, *more, **named)

    def _load_template(self, name: str, given: Any) -> jinja2.Template:
        if _left.get() is not None:
            spend(_TEMPLATE)
        return super()._load_template(name, given)

    def call(self, context: Context, called: Any, *arguments: Any, **named: Any) -> Any:
        spend(_CALL)
        on, name = getattr(called, "__self__", None), getattr(called, "__name__", "")
        if isinstance(on, (str, bytes, int)) and name in _GROWING:
            arguments = ([*arguments[0]],) if name == "join" and arguments else arguments
            _fits(on, *arguments, *named.values())
        return priced(super().call(context, called, *arguments, **named))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" and isinstance(left, int) and isinstance(right, int):
            _fits(left.bit_length(), right)
        elif operator == "*" and isinstance(left, int) and isinstance(right, int):
            _fits(left.bit_length() + right.bit_length())
        elif operator == "*":
            _fits(left, right)
        elif operator == "%":
            formats(left)
        return priced(super().call_binop(context, operator, left, right))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        fill = super().wrap_str_format(value)
        if fill is not None:
            formats(value.__self__)
        return fill


_TURNS, _PRICED = "*turns", "*priced"

# Methods of texts and numbers whose result can be longer than what they are given.
_GROWING = {"center", "ljust", "rjust", "zfill", "expandtabs", "replace", "join", "translate", "to_bytes"}
# Filters of that kind, and those whose argument says how many parts there are to be.
_GROWING_FILTERS = {"center", "indent", "replace", "join", "batch", "slice", "tojson", "truncate", "wordwrap"}


def _makes(node: Any) -> bool:
    """Whether it is a text put together, a list or a mapping; names to which something is given are none."""
    if isinstance(node, nodes.Tuple):
        return bool(node.ctx == "load")
    return isinstance(node, (nodes.Concat, nodes.List, nodes.Dict))


def _filtered(node: nodes.Expr, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, [*arguments], [], None, None, lineno=node.lineno)


def _turns(items: Iterable[Any], letters: int) -> Iterator[Any]:
    for item in items:
        spend(_TURN + letters)
        yield item


def priced(made: Any) -> Any:
    """What was made, its weight taken from the allowance."""
    if isinstance(made, _WEIGHTY):
        spend(_weight(made))
    return made


_WEIGHTY = (str, bytes, list, tuple, dict)


def _weight(made: Any) -> int:
    """All letters and items of a text or a list, those of a list within it as often as they would be printed."""
    weight, todo = 0, [made]
    while todo and weight <= MOST_LETTERS:
        each = todo.pop()
        if isinstance(each, _WEIGHTY):
            weight += len(each)
        if isinstance(each, (list, tuple, dict)):
            todo += each.values() if isinstance(each, dict) else each
    return weight


def _bounded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    # A filter that is given the context, the environment or the like gets it first.
    first = 1 if hasattr(function, "jinja_pass_arg") else 0

    @wraps(function)
    def bounded(*arguments: Any, **named: Any) -> Any:
        spend(_CALL)
        before, (value, *more) = arguments[:first], arguments[first:]
        if name == "format":
            formats(value)
        elif name in _GROWING_FILTERS:
            value = [*value] if name == "join" else value
            _fits(value, *more, *named.values())
        return priced(function(*before, value, *more, **named))

    return bounded


def _fits(*sizes: Any) -> None:
    """Refuse what is made long by a number: texts and lists count by their weight, numbers as they are."""
    if any(isinstance(size, int) and size > LONGEST for size in sizes):
        raise TooMuch(f"it makes something longer than {LONGEST:,}")
    spend(prod(max(1, size if isinstance(size, int) else _weight(size)) for size in sizes))


def formats(text: Any) -> Any:
    """A text into which something is filled, where no place in it is thousands of letters wide."""
    if isinstance(text, (str, bytes)) and _WIDE.search(text if isinstance(text, str) else text.decode("latin-1")):
        raise TooMuch("it fills something into a place of thousands of letters, or one that it does not say")
    return text


# `%09999d`, `%*d`, `{:>9999}` and a width that is itself filled in, `{:{}}`.
_WIDE = re.compile(r"%(?:\([^)]*\))?[-#0 +.\d]*(?:\d{4}|\*)|\{[^{}]*:[^{}]*(?:\d{4}|\{)")

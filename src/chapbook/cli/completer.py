"""The names that a shell completes, read from the project that one stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

import click

from chapbook.files.chain import Chain
from chapbook.load.locales import locales_of
from chapbook.problems.problem import Missing, Problems
from chapbook.problems.register import REGISTER

Completer = Callable[[click.Context, click.Parameter, str], list[str]]


def _of(names: Callable[[Chain], Iterable[str]]) -> Completer:
    """The names that begin as one has typed; none where the project cannot be read, which `check` says better."""

    def complete(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
        try:
            return sorted(name for name in names(Chain.at(Path.cwd())) if name.startswith(typed))
        except (Missing, Problems):
            return []

    return complete


@_of
def booklets(chain: Chain) -> Iterable[str]:
    return {PurePosixPath(name).parent.name for name in chain.names("booklets", "*/booklet.yaml")}


@_of
def blocks(chain: Chain) -> Iterable[str]:
    paths = (PurePosixPath(name).relative_to("booklets") for name in chain.names("booklets", "*/*.yaml"))
    return {path.with_suffix("").as_posix() for path in paths if path.parent.name not in ("evidence", "places")}


@_of
def locales(chain: Chain) -> Iterable[str]:
    return locales_of(chain)


@_of
def places(chain: Chain) -> Iterable[str]:
    return {PurePosixPath(name).stem for name in chain.names("booklets/places", "*.yaml")}


@_of
def tickets(chain: Chain) -> Iterable[str]:
    return {PurePosixPath(name).stem for name in chain.names("styles/press", "*.yaml")}


@_of
def schemas(chain: Chain) -> Iterable[str]:
    from chapbook.schemas.schemas import SCHEMAS

    return SCHEMAS


@_of
def codes(chain: Chain) -> Iterable[str]:
    return REGISTER

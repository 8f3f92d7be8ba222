"""A content project: an ordered chain of roots, nearest first, and what each of them holds."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from chapbook.files import fonts
from chapbook.files.atomic import below
from chapbook.files.state import State, state, states
from chapbook.files.yaml import read_yaml
from chapbook.problems.problem import Missing, Problem, Problems, Spot, problem, q

# Roots are resolved, and one of them is this.
PACKAGE = Path(__file__).resolve().parents[1]
MARKER = "booklets/imprint.yaml"
FOLDERS = ("booklets", "templates", "styles", "locales", "approvals", "published")

# Pictures and styles are asked for under this address, which no network has (RFC 2606) and our fetcher alone answers.
BASE = "http://chapbook.invalid/"


def bundled() -> Path:
    """The content project that ships with this package.

    A wheel carries the four folders inside the package, as ``library/``; in a checkout they lie at the top.
    """
    for root in (PACKAGE / "library", PACKAGE.parents[1]):
        if (root / MARKER).is_file():
            return root
    raise Missing("this installation carries no library", "reinstall the package")


def root_of(folder: Path) -> Path | None:
    """The nearest folder, walking up, that holds a content project."""
    return next((parent for parent in (folder, *folder.parents) if (parent / MARKER).is_file()), None)


@dataclass(frozen=True)
class Chain:
    """A chain of roots. Files: the nearest replaces. Mappings merge. Styles all apply."""

    roots: tuple[Path, ...]

    @classmethod
    def at(cls, folder: Path) -> Chain:
        """The project that a folder lies in, or the bundled library where there is none."""
        chain = cls.of(root_of(folder.resolve()) or bundled())
        if found := [*chain._names_without_letters(), *chain._links()]:
            raise Problems(found)
        return chain

    @classmethod
    def of(cls, root: Path) -> Chain:
        """A root and what it inherits, as it is now; nobody looks at the names of all its files and at its links."""
        roots = [*islice(_chain(root, (), Spot(MARKER)), MOST_WAYS)]
        if len(roots) == MOST_WAYS:
            fault, hint = "projects inherit each other in too many ways", "name each of them once"
            raise Problems([problem("B002", Spot(MARKER), path="inherits", fault=fault, hint=hint)])
        return cls(_once(roots))

    @property
    def home(self) -> Path:
        return self.roots[0]

    def layers(self, relative: str) -> list[Path]:
        """Every root's version of a file, nearest first. `library/<path>` is the bundled original.

        A path that leads out of its root, by `..` or by a symbolic link, is not found.
        """
        roots: tuple[Path, ...] = self.roots
        parts = PurePosixPath(relative).parts
        if parts[:1] == ("library",):
            roots, relative = self.roots[-1:], "/".join(parts[1:])
        return [root / relative for root in roots if (path := below(root, relative)) and path.is_file()]

    def find(self, relative: str) -> Path | None:
        """The version of a file that wins."""
        return next(iter(self.layers(relative)), None)

    def state(self, folder: str) -> tuple[State, ...]:
        """The state of all files of a desk: what was read from them and kept holds as long as this is the same."""
        return tuple(each for root in self.roots for each in states(root / folder))

    def state_of_each(self, folder: str, name: str) -> tuple[State, ...]:
        """The state of the files of a name in all folders of a desk, such as each booklet.yaml."""
        found: list[State] = []
        for root in self.roots:
            with suppress(OSError):
                for each in sorted(os.listdir(root / folder)):  # noqa: PTH208 - names alone
                    with suppress(OSError):
                        found.append(state(f"{root}/{folder}/{each}/{name}"))
        return tuple(found)

    def fonts(self) -> list[Path]:
        """The fonts that pages are set in: the library's where a project has none at all."""
        return fonts.files(*self.typefaces())

    def typefaces(self) -> tuple[Path, ...]:
        """The folders of these fonts."""
        own = tuple(root / "styles/fonts" for root in self.roots)
        return own if fonts.files(*own) else (bundled() / "styles/fonts",)

    def names(self, folder: str, pattern: str) -> list[str]:
        """The paths, relative to a root, of all files of a folder in any root, sorted."""
        if PurePosixPath(folder).is_absolute() or ".." in PurePosixPath(folder).parts:
            return []
        found = {
            path.relative_to(root).as_posix()
            for root in self.roots
            for path in (root / folder).glob(pattern)
            if path.is_file()
        }
        return sorted(found)

    def distance(self, name: str) -> int:
        """How many roots lie nearer than the one whose version of a file is used."""
        path = self.find(name)
        return next((n for n, root in enumerate(self.roots) if path and path.is_relative_to(root)), len(self.roots))

    def booklets(self) -> list[str]:
        """The names of all booklets, whether they can be read or not."""
        return [PurePosixPath(name).parent.name for name in self.names("booklets", "*/booklet.yaml")]

    def where(self, text: str, *patterns: str) -> Spot | None:
        """The first place of a text in some files, such as `styles/**/*.css`."""
        for pattern in patterns:
            folder, rest = pattern.split("/", 1)
            for name in self.names(folder, rest):
                for path in self.layers(name):
                    for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
                        if text in line:
                            return Spot(self.shown(path), number, line.index(text) + 1)
        return None

    def shown(self, path: Path) -> str:
        """A path as people know it: relative to the project, or `library/…` for what is inherited."""
        for number, root in enumerate(self.roots):
            if path.is_relative_to(root):
                relative = path.relative_to(root).as_posix()
                if number == 0:
                    return relative
                return f"library/{relative}" if number == len(self.roots) - 1 else f"{root.name}/{relative}"
        return path.as_posix()

    def _names_without_letters(self) -> Iterator[Problem]:
        """Names of files that are not UTF-8, which nothing can print and no address can hold."""
        for root in self.roots:
            for path in (path for folder in FOLDERS for path in (root / folder).rglob("*")):
                if not _is_text(path.name):
                    shown, fault = self.shown(path).encode("utf-8", "replace").decode(), "is not readable as UTF-8"
                    yield problem("B035", Spot(shown), name=q(shown), what="file", fault=fault)

    def _links(self) -> Iterator[Problem]:
        """Links at any desk that lead out of their root, or to a folder, into which `files` does not go.

        What is not found by them would be missed in silence.
        """
        for root in self.roots:
            for folder in FOLDERS:
                inside = below(root, folder) is not None
                links = (
                    (path for path in (root / folder).rglob("*") if path.is_symlink()) if inside else (root / folder,)
                )
                for path in links:
                    shown = self.shown(path)
                    if not below(root, path.relative_to(root).as_posix()):
                        yield problem("B024", Spot(shown), file=q(shown))
                    elif path.is_dir():
                        yield problem("B065", Spot(shown), folder=q(shown))

    def files(self) -> Iterator[tuple[str, Path]]:
        """Every file of the folders of every root, as (root number/path, file), in a fixed order."""
        for number, root in enumerate(self.roots):
            for folder in FOLDERS:
                for path in sorted((root / folder).rglob("*")):
                    if path.is_file() and "node_modules" not in path.parts:
                        yield f"{number}/{path.relative_to(root).as_posix()}", path


# Projects that inherit one from the other, and the ways from the nearest to all others: nobody has ten.
HIGHEST = 20
MOST_WAYS = 1000


def _chain(root: Path, seen: tuple[Path, ...], spot: Spot) -> Iterator[Path]:
    """A root and what it inherits, depth first; the spot is where it was named."""
    if root in seen:
        circle = " → ".join(path.name for path in (*seen[seen.index(root) :], root))
        raise Problems([problem("B008", spot, circle=circle)])
    shown = f"{root.name}/{MARKER}" if seen else MARKER
    if len(seen) == HIGHEST:
        fault, hint = f"at most {HIGHEST} projects inherit one from the other", "name what is needed in one of them"
        raise Problems([problem("B002", spot, path="inherits", fault=fault, hint=hint)])
    if below(root, MARKER) is None:
        raise Problems([problem("B024", Spot(shown), file=q(shown))])
    yield root
    project = bundled()
    if root == project:
        return
    for entry, there in _inherits(root / MARKER, shown, state(root / MARKER)):
        parent = project if entry == "bundled" else root / str(entry)
        # Path.is_file raises where a name is too long or holds a zero byte.
        if not os.path.isfile(parent / MARKER):  # noqa: PTH113
            raise Problems(
                [
                    problem(
                        "B022",
                        there,
                        what="project in inherits",
                        name=f'"{entry}"',
                        guess="",
                        names="bundled, or the path of a folder that holds booklets/imprint.yaml",
                    )
                ]
            )
        yield from _chain(parent.resolve(), (*seen, root), there)


@lru_cache(maxsize=64)
def _inherits(path: Path, shown: str, _: State) -> tuple[tuple[Any, Spot], ...]:
    """What an imprint inherits, each with where it is named."""
    data = read_yaml(path, shown)
    inherits = data.get("inherits", ["bundled"])
    return tuple(
        (entry, getattr(entry, "spot", data.spot)) for entry in (inherits if isinstance(inherits, list) else [inherits])
    )


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _once(roots: Iterable[Path]) -> tuple[Path, ...]:
    """Each root once: one that two others inherit comes after both."""
    return tuple(reversed(dict.fromkeys(reversed(list(roots)))))

"""Replaced blocks: from which revision of the library a hospital made its own, and what changed there since."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

from chapbook.content.booklet import BookletModel
from chapbook.content.kind import BlockModel
from chapbook.content.project import Project
from chapbook.files.atomic import File
from chapbook.files.chain import Chain
from chapbook.files.yaml import Scalar, parse_yaml
from chapbook.problems.problem import Problem, Spot, guess, problem, q

# Where a hospital keeps what it replaced as it was then: below its root, at the same path.
ORIGINALS = "originals"


def replaced(project: Project) -> Iterator[Problem]:
    """Every block or booklet that takes the place of an inherited one without keeping up with it."""
    for name, content, start in _contents(project):
        layers = project.chain.layers(name)
        if len(layers) < 2:
            continue
        mine, theirs = layers[:2]
        facts = {"original": project.chain.shown(theirs), "block": _block(name)}
        if content.made_from is None:
            yield problem("B028", start, **facts)
        elif content.made_from != revision(theirs):
            spot = content.made_from.spot if isinstance(content.made_from, Scalar) else start
            then = _root(project.chain, mine) / ORIGINALS / name
            yield problem("B029", spot, revision=q(content.made_from), difference=_difference(then, theirs), **facts)


def _contents(project: Project) -> Iterator[tuple[str, BlockModel | BookletModel, Spot]]:
    blocks = {path: block for booklet in project.booklets.values() for path, block in booklet.blocks.items()}
    for booklet in project.booklets.values():
        yield f"booklets/{booklet.name}/booklet.yaml", booklet.content, booklet.spot
    for path, block in blocks.items():
        yield f"booklets/{path}.yaml", block.content, block.spot


def _difference(then: Path, now: Path) -> str:
    """What changed, as git shows it; or that nobody kept what was there."""
    if not then.is_file():
        return f"what it was made from is not in {ORIGINALS}/, so compare the whole of both"
    old, new = (path.read_text("utf-8-sig").splitlines() for path in (then, now))
    return "\n".join([*unified_diff(old, new, n=1, lineterm="")][2:])


def revision(path: Path) -> str:
    """Twelve letters for what a file says. Comments, line ends, the order of keys and its own origin do not count."""
    data, _ = parse_yaml(path, path.name)
    said = {key: value for key, value in (data or {}).items() if key != "made-from"}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode("utf-8")).hexdigest()[:12]


def adapt(chain: Chain, block: str, accept: bool = False) -> list[File]:
    """The files that take an inherited block into the nearest root, or mark the present revision of it as seen.

    The original is kept beside the copy, so that a later difference can be printed. Raises ValueError with what is in
    the way.
    """
    name = f"booklets/{block}.yaml"
    mine = chain.home / name
    theirs = next((path for path in chain.layers(name) if path != mine), None)
    if theirs is None:
        known = [_block(other) for other in chain.names("booklets", "*/*.yaml")]
        # Most people leave out the folder.
        named_so = [other for other in known if other.endswith(f"/{block}")]
        near = f"did you mean {' or '.join(map(q, named_so))}?" if named_so else guess(block, known)
        raise ValueError(f"no {name} is inherited here; {near}".rstrip("; "))
    if mine.exists() and not accept:
        raise ValueError(f"{name} is yours already; --accept says that you have seen what changed in the library's")
    if accept and not mine.exists():
        raise ValueError(f"{name} is not replaced here; leave out --accept to take it over")
    text = (mine if accept else theirs).read_text("utf-8-sig")
    return [
        (_made_from(text, revision(theirs)).encode("utf-8"), chain.home, name),
        (theirs.read_bytes(), chain.home, f"{ORIGINALS}/{name}"),
    ]


def _made_from(text: str, revision: str) -> str:
    """The text of a file that says which revision it was made from, in its own line before the first key.

    >>> print(_made_from("# Ours.\\nkind: prose\\n", "91b2"), end="")
    # Ours.
    made-from: 91b2
    kind: prose
    """
    line = f"made-from: {revision}"
    if re.search(r"^made-from:", text, re.MULTILINE):
        return re.sub(r"^made-from:.*$", line, text, count=1, flags=re.MULTILINE)
    return re.sub(r"^(?=[\w-]+ *:)", f"{line}\n", text, count=1, flags=re.MULTILINE)


def _root(chain: Chain, path: Path) -> Path:
    return next(root for root in chain.roots if path.is_relative_to(root))


def _block(name: str) -> str:
    """
    >>> _block("booklets/shared/fever.yaml")
    'shared/fever'
    """
    return name.removeprefix("booklets/").removesuffix(".yaml")

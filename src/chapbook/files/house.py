"""The colours of a house: what a project's styles make of the library's, and the library's pictures drawn in them."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from functools import lru_cache
from itertools import product
from math import dist
from pathlib import Path

import tinycss2

from chapbook.files.atomic import below
from chapbook.files.chain import Chain

# What a hospital may set, and what says something of its own in every hospital.
_HOUSE = ("--brand", "--brand-deep", "--brand-soft", "--brand-pale")
_MEANINGS = ("--series", "--remember", "--comfort", "--voice", "--ambulance", "--now", "--today")
# Of 255 in red, green and blue: what is nearer is one colour to an eye that sees it in two places.
_NEAR = 50
_WHITE = (255, 255, 255)

Colour = tuple[int, int, int]

_HEX = re.compile(rb"#[0-9a-fA-F]{6}\b")


def as_shown(chain: Chain, path: Path) -> bytes:
    """A file as pages show it: a drawing of the library is in the colours of the house, every other file as it is."""
    if path.suffix != ".svg" or len(chain.roots) == 1 or not path.is_relative_to(chain.roots[-1]):
        return path.read_bytes()
    paints = _paints(chain, chain.state("styles"))
    return _HEX.sub(lambda found: paints.get(found[0].lower(), found[0]), path.read_bytes())


@lru_cache(maxsize=8)
def _paints(chain: Chain, _: Hashable) -> dict[bytes, bytes]:
    """Each house colour of the library and its mixtures with white, by what stands for it here.

    Nothing where the house's own comes near a colour that has a meaning: two things would be drawn as one; and nothing
    where the project that it inherits names no such colours.
    """
    drawn = _declared(chain.roots[-1])
    house = drawn | {name: colour for root in chain.roots[-2::-1] for name, colour in _declared(root).items()}
    meant = [drawn[name] for name in _MEANINGS if name in drawn]
    if not drawn.keys() >= {*_HOUSE} or any(dist(house["--brand"], colour) < _NEAR for colour in meant):
        return {}
    shares = [number / 20 for number in range(20)]
    return {
        _hex(_mixed(drawn[name], share)): _hex(_mixed(house[name], share))
        # What is a house colour itself is no mixture of another.
        for share, name in product(reversed(shares), _HOUSE)
    }


def _mixed(colour: Colour, white: float) -> Colour:
    red, green, blue = (round(own + (full - own) * white) for own, full in zip(colour, _WHITE, strict=True))
    return red, green, blue


def _hex(colour: Colour) -> bytes:
    return b"#%02x%02x%02x" % colour


def _declared(root: Path) -> dict[str, Colour]:
    """The colours that the style of a root sets for the whole page, by the names of their properties."""
    found = {}
    for name, value in _properties(root, "styles/booklet.css"):
        if re.fullmatch("#[0-9a-fA-F]{6}", value):
            found[name] = (int(value[1:3], 16), int(value[3:5], 16), int(value[5:], 16))
    return found


def _properties(root: Path, style: str, above: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    path = below(root, style)
    # What imports itself says nothing more.
    if path is None or not path.is_file() or style in above:
        return
    for rule in tinycss2.parse_stylesheet(path.read_text("utf-8-sig"), skip_comments=True):
        if rule.type == "at-rule" and rule.lower_at_keyword == "import":
            address = re.search(r"""[\w/-]+\.css""", tinycss2.serialize(rule.prelude))
            yield from _properties(root, f"styles/{address[0]}", (*above, style)) if address else ()
        elif rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root":
            for said in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True):
                if said.type == "declaration":
                    yield said.name, tinycss2.serialize(said.value).strip()

"""One file of a project, merged along its chain, for whoever needs no whole project."""

from __future__ import annotations

from functools import reduce

from chapbook.files.chain import Chain
from chapbook.files.yaml import Mapping, merge, read_yaml


def merged(chain: Chain, name: str) -> Mapping | None:
    """What all versions of a mapping say, the nearest winning key by key; nothing where there is none.

    No more is judged than that each can be read: raises Problems where one cannot.
    """
    layers = [read_yaml(path, chain.shown(path)) for path in reversed(chain.layers(name))]
    return reduce(merge, layers) if layers else None

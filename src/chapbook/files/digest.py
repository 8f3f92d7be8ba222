"""One hash of several texts."""

from __future__ import annotations

import hashlib


def digest(*parts: str | bytes) -> str:
    """One hash of several texts; where one ends and the next begins counts."""
    whole = hashlib.sha256()
    for part in parts:
        # The name of a file need not be UTF-8.
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return whole.hexdigest()

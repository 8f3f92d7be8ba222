"""Files written whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any


def write_all(files: list[tuple[bytes, Path]]) -> None:
    """Files whole or not at all: each is written beside its place, then all are renamed in order."""
    drafts: list[tuple[Path, Path]] = []
    try:
        for content, target in files:
            target.parent.mkdir(parents=True, exist_ok=True)
            drafts.append((_draft(content, target.parent), target))
        for draft, target in drafts:
            draft.replace(target)
    finally:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)


def as_json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=False) + "\n").encode("utf-8")


def _draft(content: bytes, folder: Path) -> Path:
    handle, name = tempfile.mkstemp(dir=folder, prefix=".draft-")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        draft.chmod(0o644)
    except BaseException:
        draft.unlink()
        raise
    return draft

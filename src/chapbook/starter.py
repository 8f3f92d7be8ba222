"""What a hospital's new content project holds."""

from __future__ import annotations

FILES: dict[str, str] = {}

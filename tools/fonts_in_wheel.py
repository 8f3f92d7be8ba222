"""What hatchling asks before it builds: without typefaces, what is installed could not print a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FontsInWheel(BuildHookInterface):  # type: ignore[misc, type-arg]
    """Ends a build that would be without fonts; an editable install finds them where `make fonts` puts them later."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for folder, lack in (("styles/fonts", "nothing"), ("styles/fonts/names", "no Chinese name")):
            if version != "editable" and not any(Path(self.root, folder).glob("*.ttf")):
                raise SystemExit(
                    f"no typefaces in {folder}: what is built would print {lack}\n    hint: run: make fonts"
                )

"""A real browser for tests: Chromium without a screen, and axe-core in it."""

import shutil
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium")
AXE = Path(__file__).parent / "axe/node_modules/axe-core/axe.min.js"

NEEDED = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium, then tools/browser"),
    pytest.mark.skipif(not AXE.exists(), reason="no axe-core: tools/browser fetches it"),
]

# A machine without a screen, and a browser that asks nobody for anything.
SWITCHES = [
    f"--{switch}"
    for switch in ("no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-sync")
    + ("disable-background-networking", "disable-component-update")
]
WIDTHS, SCHEMES = (320, 1280), ("light", "dark")

# All of axe-core's rules are on, those of best practice, WCAG AAA and the experimental ones too. None is left out.
EVERY_RULE = "{rules: Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, {enabled: true}]))"
# By night a page has other colours, and is the same page: no other rule can say anything else.
OF_COLOURS = "{runOnly: axe.getRules(['cat.color']).map(rule => rule.ruleId)"


def violations(page, held, scheme="light"):
    """The rules that a page breaks, each with the first element that does; it has to hold more than so many others."""
    page.evaluate(AXE.read_text("utf-8"))
    asked, least = (EVERY_RULE, held) if scheme == "light" else (OF_COLOURS, 0)
    result = page.evaluate(f"axe.run(document, {asked}, resultTypes: ['violations']}})")
    assert least < len(result["passes"])
    return {rule["id"]: rule["nodes"][0]["html"] for rule in result["violations"]}

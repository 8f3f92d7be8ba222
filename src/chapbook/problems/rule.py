"""A rule that can be broken: what a report says of it, what to do, and why the rule is there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A code of the register: the sentence printed, the usual remedy, the reason for the rule, and who mends it."""

    code: str
    message: str
    hint: str
    reason: str
    desk: str = ""

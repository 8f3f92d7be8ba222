"""The register: every rule that can be broken, by code; each sentence that a report prints stands here once."""

from __future__ import annotations

from dataclasses import replace

from chapbook.problems import approvers, authors, designers, nurses, printers, publishers, translators

# Who mends what: one file a desk.
_DESKS = {
    "authors": authors.RULES,
    "translators": translators.RULES,
    "designers": designers.RULES,
    "print people": printers.RULES,
    "approving clinicians": approvers.RULES,
    "publishers": publishers.RULES,
    "nurses": nurses.RULES,
}

REGISTER = {rule.code: replace(rule, desk=desk) for desk, rules in _DESKS.items() for rule in rules}

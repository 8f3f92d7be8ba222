"""What approving clinicians settle: approvals, and what they rest on."""

from __future__ import annotations

from chapbook.problems.rule import Rule

RULES = (
    Rule(
        "A001",
        message="no role {role} here",
        hint="{guess}roles are: {roles}",
        reason=("Each role is asked whether something of its own is right: the text, the translation, the reading."),
    ),
    Rule(
        "A002",
        message="{fault}",
        hint="{hint}",
        reason="A record is read years later; it must be whole.",
    ),
    Rule(
        "A003",
        message="{fault}",
        hint=(
            "take the file as git has it, or take this approval out and have it approved again with `chapbook approve`"
        ),
        reason=(
            "An approval holds for exactly what was approved; a record that was edited by hand says something else."
        ),
    ),
    Rule(
        "A004",
        message="a record for {edition}, which is no edition",
        hint="{guess}a record is named <booklet>.<locale>.<place>.yaml; see `chapbook list`",
        reason="An approval that belongs to nothing would be lost in silence.",
    ),
    Rule(
        "A005",
        message="not approved as ticket {ticket} asks: {lack}",
        hint="see chapbook approvals; without --release the pages are marked as a review copy",
        reason="What is handed to families must have been approved by those whom the ticket names.",
    ),
    Rule(
        "A009",
        message="this approval cannot be signed: {fault}",
        hint="{hint}",
        reason="Where a hospital's imprint names the keys of its approvers, nobody else approves in their names.",
    ),
    Rule(
        "A010",
        message="the signature of {name} as {role} is by no key that the imprint names for that, or of something else",
        hint=(
            "take the file as git has it, or take this approval out and have it approved and signed again; "
            "approvers in booklets/imprint.yaml names the keys"
        ),
        reason="A signature that does not fit was made by somebody else, or somebody changed what was signed.",
    ),
    Rule(
        "A011",
        message="the imprint asks for signatures, and names nobody who signs as {role}, whom ticket {ticket} asks for",
        hint="name somebody under approvers in booklets/imprint.yaml, with roles: [{role}] and a public key",
        reason="Without a key nobody can approve in this role, so that nothing could ever be released.",
    ),
    Rule(
        "A012",
        message="this page says what `chapbook new` wrote into it",
        hint=(
            "write what your families like to know, or delete the folder; publishes in booklets/imprint.yaml can name "
            "the booklets that you make"
        ),
        reason="It tells its author what to write, and would tell a family nothing.",
    ),
    Rule(
        "A006",
        message="fact {fact} is not verified, and may stand in a review copy alone",
        hint="have a clinician confirm it against a source; {remedy}",
        reason="A statement that nobody has found in a source must not reach a family as settled.",
    ),
)

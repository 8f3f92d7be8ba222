"""What publishers settle: what is handed out, and what is taken back."""

from __future__ import annotations

from chapbook.problems.rule import Rule

RULES = (
    Rule(
        "V001",
        message="site {site} is no address that a page can lead to",
        hint=("write the name of the site, such as children.example.org; http and addresses with ? or # are refused"),
        reason=(
            "A family types it, or scans it, to learn whether its paper is still current; it must lead there for years."
        ),
    ),
    Rule(
        "V002",
        message="{fault}",
        hint="{hint}",
        reason="The register says what became of every paper; it must be whole.",
    ),
    Rule(
        "V003",
        message="{fault}",
        hint=(
            "take the files of published/ as git has them; only `chapbook publish` and `chapbook withdraw` write there"
        ),
        reason=(
            "What a paper said when it was handed out cannot change later; a page that says otherwise misleads "
            "its reader."
        ),
    ),
    Rule(
        "V004",
        message="{edition} says exactly what was withdrawn as {paper} on {date}: {reason}",
        hint="change what was wrong; a code that was withdrawn never becomes current again",
        reason="A paper that was taken back because it could do harm must not go out again as it was.",
    ),
    Rule(
        "V005",
        message="code {typed} {fault}",
        hint="{guess}codes are listed in published/editions.yaml",
        reason="A code that was misread must not withdraw another paper.",
    ),
    Rule(
        "V006",
        message="{fault}",
        hint="run `chapbook build` again, then publish",
        reason="The register keeps what each paper says, so a file must be of exactly the text that is here.",
    ),
    Rule(
        "V007",
        message="nothing to publish: there {lack}",
        hint=("build with `chapbook build --release`; review copies are published, marked as such, with --drafts"),
        reason="Families get what was approved; a review copy goes to those who check it.",
    ),
    Rule(
        "V008",
        message="no site in the imprint, so no paper could lead to these pages",
        hint="add a line such as site: children.example.org, then build again",
        reason="The link and the QR code of every paper are made from the site of the imprint.",
    ),
    Rule(
        "V009",
        message="the manifest names {file} as the {ticket} of {edition}",
        hint="delete {manifest}, then run `chapbook build` again",
        reason=(
            "What a manifest names is published and taken away; by another name it would be another paper, or no paper."
        ),
    ),
    Rule(
        "V010",
        message="not the text that was published before, and under no later day: {papers}",
        hint=(
            "write the day of the change, {day} or later, as revised: into its booklet.yaml where the booklet is "
            "yours, into booklets/imprint.yaml where a value or a block of yours changed; then run `chapbook build` "
            "again"
        ),
        reason=(
            "Families and wards tell the newer of two papers by that day, so a text that changed needs a later one; "
            "one that changes on the day it was handed out may keep it."
        ),
    ),
    Rule(
        "V011",
        message="handed out on {day}, before the day on which its text changed: {papers}",
        hint="write the day of the change as revised:, then run `chapbook build` again",
        reason="Families and wards tell the newer of two papers by that day, so it must have come.",
    ),
)

"""What nurses mend: which file is copied, and what is written into it for a family."""

from __future__ import annotations

from chapbook.problems.rule import Rule

RULES = (
    Rule(
        "H001",
        message="no {what} in {folder}",
        hint="a copy is made of what is built: {guess}{remedy}",
        reason=(
            "A copy is made of a finished file, so that nothing is set anew while a family waits. A build takes away "
            "each file that no longer says what the text says, also those of titles that it was not asked for."
        ),
    ),
    Rule(
        "H002",
        message="not as a build made it",
        hint="run `chapbook build` again; what was typed or drawn into a file is no part of its copies",
        reason="A copy says what was approved, so it is made of exactly the file that was.",
    ),
    Rule(
        "H003",
        message="no slot called {name}",
        hint="{guess}this title has: {names}; a number or name that the imprint set is printed already, and is none",
        reason="A name or a number that is written nowhere would be missed by whoever counts on it.",
    ),
    Rule(
        "H004",
        message='what is given for "{slot}" is no {kind}',
        hint="write it so, or leave it out: its line stays empty, to be written in by hand",
        reason="A wrong day or a wrong number on a family's own paper is believed.",
    ),
    Rule(
        "H005",
        message='no typeface here has all letters of "{slot}": it lacks {letters}',
        hint="leave it out and write it in by hand, or add a typeface with these letters to styles/fonts/names/",
        reason="A letter that a typeface lacks prints as an empty box, in somebody's name.",
    ),
    Rule(
        "H006",
        message='what is given for "{slot}" is {over} mm too long for its line on page {page}, which has {room} mm',
        hint="{remedy}",
        reason=(
            "A stamp is never clipped, and never set in type that is too small to read. A phone number without its "
            "area code, or without a digit, reaches nobody."
        ),
    ),
    Rule(
        "H007",
        message='"{slot}" reads otherwise on page {page} than what was given',
        hint="leave it out and write it in by hand, and please open an issue where you got Chapbook",
        reason="Each stamp is read back from the finished file: a number that changed on its way would harm.",
    ),
    Rule(
        "H008",
        message="nothing can be stamped into this file",
        hint="choose a title with room to write, on the ticket download or ward-printer",
        reason="Slots are noted in a file when its pages are set; a form has fields in their place.",
    ),
    Rule(
        "H009",
        message="{fault}",
        hint="{hint}",
        reason="One row of a list is one family; a row with a fault is named, and the others are made.",
    ),
    Rule(
        "H010",
        message="no room for initials at the foot of {pages}",
        hint="leave the initials out{instead}",
        reason="Initials stand over nothing that is printed; a fever limit with letters across it is none.",
    ),
    Rule(
        "H011",
        message="no paper to hand out in {folder}",
        hint="run `chapbook build` first, or name the folder of a build with --from",
        reason="The desk hands out finished files, which may have been made on another machine.",
    ),
    Rule(
        "H012",
        message="{typed} is no code of a packet",
        hint=(
            "read the nine characters again from the back of the packet; a code from before the questions changed "
            "makes nothing any more: then ask them again, with `chapbook packet`"
        ),
        reason="One wrong character would make the pages of another treatment, and nobody would see it.",
    ),
    Rule(
        "H013",
        message="no packet in {language} for {place}: {titles} is not published so",
        hint="choose another language, or hand out a title that `chapbook list` shows in this one",
        reason="A packet has every warning of its treatment, in one language that the family reads.",
    ),
    Rule(
        "H014",
        message="the logo cannot be stamped: {fault}",
        hint="save it as an SVG of plain shapes, or as a PNG, neither narrow nor flat; or build with your imprint",
        reason="A copy has the whole logo or none: half of one is no hospital's, and a family would doubt the paper.",
    ),
    Rule(
        "H015",
        message="made before a value changed: {changed}",
        hint=(
            "run `chapbook build` again, and copy what it makes; what was approved is to be approved anew. Is the old "
            "value right? Set it back in booklets/imprint.yaml, or where the country sets it"
        ),
        reason="A copy with the old number of a ward is new in a family's hands, and nobody answers it.",
    ),
    Rule(
        "H016",
        message="{edition} was withdrawn as {paper} on {date}: {reason}",
        hint=(
            "give no family a paper of it that lies about; when its text is mended, run `chapbook build {options}`, "
            "and publish and copy what that makes"
        ),
        reason="Who hears only that a file is missing looks for the old one, which was taken back as it could do harm.",
    ),
)

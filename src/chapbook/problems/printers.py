"""What print people mend: job tickets, and files for a press."""

from __future__ import annotations

from chapbook.problems.rule import Rule

RULES = (
    Rule(
        "P001",
        message="unknown job ticket {name}",
        hint="{guess}job tickets are files in styles/press/: {names}",
        reason="A job ticket says how an edition is delivered.",
    ),
    Rule(
        "P002",
        message="tickets extend each other in a circle: {circle}",
        hint="take extends out of one of them",
        reason="A ticket that extends another gets its keys and overrides some.",
    ),
    Rule(
        "P003",
        message="ticket {ticket} cannot be met: {fault}",
        hint="{remedy}",
        reason="Pages that are cut off or shrunk to fit a sheet lose words.",
    ),
    Rule(
        "P004",
        message="unknown colour profile {name}",
        hint="{guess}profiles are files in styles/press/profiles/: {names}",
        reason="A profile says how inks look on a paper; without it, colours cannot be turned into inks.",
    ),
    Rule(
        "P005",
        message="{edition} does not suit ticket {ticket}: {fault}",
        hint="{remedy}",
        reason=(
            "Pages that do not make up the sheet, the cover or the plates that a ticket asks for would be "
            "printed in vain."
        ),
    ),
    Rule(
        "P006",
        message="the name {name} of a job ticket {fault}",
        hint="rename its file: letters from a to z, digits and hyphens, 64 at most, a letter or digit first",
        reason="A ticket's name becomes a folder of the build and of the site; it must not lead elsewhere.",
    ),
    Rule(
        "P010",
        message="{pages}: {fault}",
        hint=("set the boxes as the ticket says: TrimBox is the finished page, BleedBox reaches past it by the bleed"),
        reason="A print shop cuts at the TrimBox; a wrong one cuts into text, or leaves a white edge.",
    ),
    Rule(
        "P011",
        message="{pages}: {what}",
        hint=("have it separated by a ticket that says colour: cmyk; draw anew what cannot be, in plain colours"),
        reason=(
            "A press has no RGB. What the print shop's machine makes of it may be text in four inks, blurred "
            "where they miss."
        ),
    ),
    Rule(
        "P012",
        message="{pages}: spot colour {name}",
        hint=("make it of cyan, magenta, yellow and black, or order the extra ink and say so to the print shop"),
        reason="Each spot colour is a plate and an ink of its own, which somebody must have ordered.",
    ),
    Rule(
        "P013",
        message="{pages}: {ink} % ink in {what}, more than {limit} %",
        hint="make the colour lighter, or replace what is grey in it by black",
        reason="More ink than the paper takes does not dry: it sets off on the next sheet and sticks.",
    ),
    Rule(
        "P014",
        message="{pages}: a picture of {size} has {dpi} dpi, fewer than {floor}",
        hint="take a picture with more pixels, or place it smaller",
        reason="With too few pixels, edges show as stairs, and small writing in a picture cannot be read.",
    ),
    Rule(
        "P015",
        message="{pages}: a line {width} pt thin, under {limit} pt, at {place}",
        hint="make it thicker in the style or the picture",
        reason="A line thinner than a plate can hold breaks up or vanishes.",
    ),
    Rule(
        "P016",
        message="{pages}: font {font} is not in the file",
        hint="embed it; every typeface must travel with its text",
        reason="A print shop that lacks the font prints other letters, or none.",
    ),
    Rule(
        "P017",
        message="{pages}: {what}",
        hint="take it out; paper has no links, forms or programs",
        reason=(
            "What only a screen can do is forbidden in PDF/X (ISO 15930-7), and a print shop's machine may stop at it."
        ),
    ),
    Rule(
        "P018",
        message="not PDF/X-4: {fault}",
        hint="make the file with a ticket that says pdf: x-4, or export it anew as PDF/X-4",
        reason="PDF/X-4 (ISO 15930-7) is the promise that a press can print a file without asking back.",
    ),
    Rule(
        "P019",
        message="{fault}",
        hint="{hint}",
        reason="A print shop can do nothing with a file that its machine cannot open.",
    ),
    Rule(
        "P020",
        message="the file asks for too much: {fault}",
        hint="have it drawn more simply, and export it again",
        reason="A file of a few hundred bytes can keep a print shop's machine busy for ever, or fill its memory.",
    ),
    Rule(
        "P021",
        message="{pages}: not measured: {what}",
        hint="export it again, more simply; what is not measured may be printed in part, or not at all",
        reason="Of a page that was not read to its end nobody knows whether all of it is printed.",
    ),
    Rule(
        "A008",
        message="ticket {ticket} asks nobody to approve editions in {locale}, so it is for review copies alone",
        hint=(
            "add a line such as requires-approval: [clinician, translator, reader], or release other tickets "
            "with --ticket"
        ),
        reason="Who forgets to say whose approval is wanted must not get a release that nobody approved.",
    ),
)

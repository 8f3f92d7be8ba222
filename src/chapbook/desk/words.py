"""What the desk calls things: each name of a slot, a ticket, a stage in words, which catalogs translate."""

from __future__ import annotations

from chapbook.content.text import N_

SLOTS = {
    # TRANSLATORS: Labels of the fields in which a nurse types what is written on a family's paper.
    "child-name": N_("Child’s name"),
    "birth-date": N_("Date of birth"),
    "start-date": N_("First day of treatment"),
    "collection-date": N_("Day of cell collection"),
    "tests-date": N_("Day of tests"),
    "chemotherapy-date": N_("Day of chemotherapy"),
    "hospital-name": N_("Hospital’s name"),
    "day-phone": N_("Phone in working hours"),
    "night-phone": N_("Phone at nights, weekends and holidays"),
    "pump-phone": N_("Phone of the pump helpline"),
    "home-care-phone": N_("Phone of home nurses or supplies"),
}

TICKETS = {
    # TRANSLATORS: Buttons of the desk; each makes one way to hand out a paper.
    "ward-printer": N_("Sheets for the ward’s printer"),
    "download": N_("Single pages (PDF)"),
    "large-print": N_("Large print"),
    "handout": N_("Handout on one sheet"),
    "leaflet": N_("Folded leaflet"),
    "poster": N_("Poster"),
    "cards": N_("Card to carry"),
    "tools": N_("Pages to write on"),
    "fillable": N_("To fill in on a screen"),
}

STAGES = {
    # TRANSLATORS: Where a family is in treatment; a nurse chooses one from a list.
    "considering": N_("Thinking about it"),
    "deciding": N_("Deciding"),
    "about-to-start": N_("About to start"),
    "in-hospital": N_("In the hospital"),
    "at-home": N_("At home"),
    "follow-up": N_("Follow-up"),
    "came-back": N_("The cancer came back"),
}

THERAPIES = {"car-t": N_("CAR T cells"), "blinatumomab": N_("Blinatumomab")}

READERS = {"parents": N_("Families"), "staff": N_("Staff")}

# By the code of a problem, what a nurse reads beside a field.
FAULTS = {
    # TRANSLATORS: Stands beside a field into which something was typed that cannot be printed.
    "H005": N_("The typefaces here lack some of these letters. Leave this empty and write it in by hand."),
    "H006": N_(
        "On page %(page)s this is %(over)s mm too long for its line. "
        "Shorten it, or leave it empty and write it in by hand."
    ),
    "H007": N_("This would print wrong. Leave it empty and write it in by hand."),
    "H002": N_("This file was changed after it was made. Ask whoever makes the papers for a new one."),
    "V004": N_("This paper was withdrawn. Do not hand it out."),
}

# By the kind of a slot, what is wrong with what does not belong there (H004).
NOT_SO = {
    "text": N_("Write one line of text."),
    "phone": N_("This is not a phone number. Write all its digits."),
    "date": N_("This is not a day. Write year, month and day, such as 2026-12-01."),
    "birthday": N_("This is not a day. Write year, month and day, such as 2026-12-01."),
}
OTHERWISE = N_("This paper cannot be made.")

# By status, why nothing is shown.
REFUSED = {
    403: N_("The desk is locked. Nothing of a family is kept. Start the desk again to go on."),
    404: N_("There is nothing here. Begin again at Find."),
    413: N_("This is more than the desk takes."),
    500: N_("Something went wrong. Nothing was kept. Please try again."),
}

"""What a hospital's new content project holds: little enough to read in a minute, and ready to build."""

from __future__ import annotations

README = """\
# Our booklets

This folder is a content project: the booklets of one hospital, made with Chapbook.
It inherits the whole library of Chapbook, and says only what differs here.

```text
booklets/            what is said
  imprint.yaml         who publishes: name, phones, fever limit, languages. Begin here
  welcome/             a small booklet of your own, to change or to delete
    booklet.yaml         its title and the order of its blocks
    hello.yaml           a block: one file, one piece of content
    contacts.yaml
    figures/cover.svg    a picture without words
styles/booklet.css   your colours, over the library's
locales/README.md    how your own sentences are translated
build/               what is made; it can be deleted at any time
```

## Who works where

| who | where | what they do |
|---|---|---|
| nurse educator, doctor | `booklets/` | set the imprint, write blocks, replace a block of the library |
| translator | `locales/` | translate the sentences that are yours, in Poedit or Weblate |
| designer | `styles/`, `templates/` | set colours, replace a part of the page |
| print people | `styles/press/` | say how booklets are delivered, one file a delivery |

Chapbook's repository has a guide for each of them in `docs/`, and `docs/hospitals.md` for this folder as a whole.

## Commands

Run them anywhere in this folder.

| command | what it does |
|---|---|
| `chapbook list` | shows what can be made |
| `chapbook check` | says everything that is wrong, with file, line and what to do |
| `chapbook proof welcome` | makes one booklet quickly, and opens it |
| `chapbook build` | makes all finished PDFs, into `build/` |
| `chapbook where booklets/car-t-journey/key-points.yaml` | shows which file is used: yours or the library's |
| `chapbook catalogs extract`, then `update` | brings the catalogs up to your own sentences |

## To change something of the library

Put a file with the same path here, and it takes the place of the library's.
`chapbook adapt car-t-journey/key-points` does so for a block; `chapbook check` then says when the library's changes.
A mapping (`imprint.yaml`, `values.yaml`, `places/`, catalogs) adds to the library's, and yours wins key by key.
Styles all apply, yours last.

## Before a family reads it

Every page says "Review copy" until a clinician has approved it. That is true of the library's pages too.
"""

IMPRINT = """\
# Who publishes. Take the # away from a line to set it, and write your own after the colon.
# Lines are empty on purpose where a guess could hurt: ask the person who is named.
# Whatever is not set here comes from the country, then from the library; what nobody sets prints as a line to write on.

inherits: bundled            # the library that comes with Chapbook. For a network's own: the path of its folder

#name:                       # as it stands on the covers
#address:                    # one line, on the back cover
#site:                       # such as children.example.org: printed, and where the code of each paper leads
#logo: figures/logo.svg      # an SVG or PNG, below booklets/

# What you publish. Without this line: every booklet, language and country.
# A language can be added when your own sentences are translated into it; see locales/README.md.
publishes: {locales: [en-US], places: [us]}

values:
  # Set by the clinical lead.
  fever-limit: 38.0          # call at once at this temperature, in °C, from 37.5 to 39.0
  #hospital-name:            # the name of the hospital as families know it
  #day-phone:                # the team's number in working hours
  #night-phone:              # the number for nights, weekends and holidays
  #pump-phone:               # the helpline for pump problems
  #home-care-phone:          # the company or nurses who bring bags and supplies
  #emergency-number:         # the ambulance; the country sets it
  #stay-near:                # weeks to stay close to the center after CAR T, from 2 to 12; the country sets it
  #travel-time:              # hours, the longest trip to the center during that time, from 1 to 4
  #driving-wait:             # weeks without driving after CAR T, from 2 to 12; the country sets it
  #adult-with-child:         # weeks with an adult day and night after CAR T, from 2 to 12
  #infusion-days:            # days that one blinatumomab infusion runs, 28 or 29
  #break-days:               # days without the pump between two cycles, from 7 to 21
  #cycle-days:               # days of one whole cycle, pump and break, from 35 to 50
  #hospital-days-first:      # days in hospital at the start of the first cycle, from 2 to 28
  #hospital-days-next:       # days in hospital at the start of the second cycle, from 1 to 28

  # Set by the pharmacist.
  #bag-change:               # days that one bag lasts, from 1 to 7
  #glove-hours:              # hours with gloves for body fluids after the infusion, from 0 to 96

  # Set by the nurse: the same for every family of this project, so most hospitals leave it to be written in.
  #team-name:                # the child's own doctor or nurse

  # What you teach, in your own words, because no source gives these steps. They are translated like any sentence.
  #line-off-steps:           # the tubing comes off or apart
  #leak-steps:               # medicine leaks
  #bag-empty-steps:          # the bag is empty, or the pump stops
  #pump-dropped-steps:       # the pump is dropped
  #battery-steps:            # changing the batteries of this pump
  #alarm-steps:              # each alarm of your pump
  #line-break-steps:         # the line breaks or comes out
  #wash-rule:                # how the child is washed while the pump runs
  #night-rule:               # where the pump is at night
"""

BOOKLET = """\
# A booklet of your own. Change it, or delete the folder: the library's booklets do not need it.
title: Welcome to our ward
subtitle: Before your first visit
readers: parents
locales: [en-US]
revised: 2026-11-21
cover: {file: figures/cover.svg, alt: A house with an open door and a path that leads to it}
back: Ask us anything. There are no small questions.
order:
  - chapter: Coming to us
    blocks: [hello, contacts]
"""

HELLO = """\
kind: prose
title: Hello
text: |
  This page is yours to write. Say what families like to know before they come.

  - Write short lines, with one idea each.
  - Say what to do, and whom to ask.
note: A note like this one is for translators. It is not printed.
"""

CONTACTS = """\
kind: contacts
title: How to reach us
keep: together
contacts:
  - {who: The ward, when: "Nights, weekends and holidays", phone: night-phone}
  - {who: The clinic, when: Working hours, phone: day-phone}
  - {who: Ambulance, when: Any hour, phone: emergency-number}
"""

COVER = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">
<rect width="400" height="400" fill="#d6e9ee"/>
<circle cx="318" cy="82" r="32" fill="#f2c76a"/>
<path d="M0 300Q100 262 200 286T400 280V400H0Z" fill="#9fc4ab"/>
<g stroke="#1f3d4d" stroke-width="3" stroke-linejoin="round">
<path d="M160 400Q206 340 186 300H216Q250 344 262 400Z" fill="#f7f0e3" stroke="none"/>
<path d="M122 300V196H280V300Z" fill="#ffffff"/>
<path d="M104 202L201 128L298 202Z" fill="#e5805f"/>
<path d="M182 300V238H220V300Z" fill="#17505a"/>
<path d="M182 300V238L166 246V308Z" fill="#f2c76a"/>
</g>
</svg>
"""

STYLE = """\
/* Your colours, over the library's: this file adds to its styles and replaces none of them.
   Take the comment marks away from what you change. Text is printed in --brand-deep: keep it dark, with a contrast of
   7:1 or more on white, on --brand-soft and on --brand-pale. Leave the colours of warnings: they are the same in every
   hospital. */
:root {
  /* --brand: #2f7f8c; */
  /* --brand-deep: #17505a; */
  /* --brand-soft: #d6e9ee; */
  /* --brand-pale: #eef6f8; */
}
"""

LOCALES = """\
# Translations

The library's sentences are translated in the library. Here are only those that this project adds or changes.

1. `chapbook catalogs extract` writes `locales/<domain>.pot`: one for each booklet, and `furniture` for every page.
2. `chapbook catalogs update --locale es` writes `locales/es/LC_MESSAGES/<domain>.po`.
3. Translate that file in Poedit or Weblate. Names in braces, such as `{fever-limit}`, are copied as they are.
4. Add the language to `publishes` in `booklets/imprint.yaml`, and to `locales` in your own booklets.
5. `chapbook check` says what is missing. A sentence that changes has to be translated again before it is printed.
"""

FILES: dict[str, str] = {
    "README.md": README,
    ".gitignore": "build/\n/site/\n",
    "booklets/imprint.yaml": IMPRINT,
    "booklets/welcome/booklet.yaml": BOOKLET,
    "booklets/welcome/hello.yaml": HELLO,
    "booklets/welcome/contacts.yaml": CONTACTS,
    "booklets/welcome/figures/cover.svg": COVER,
    "styles/booklet.css": STYLE,
    "locales/README.md": LOCALES,
}

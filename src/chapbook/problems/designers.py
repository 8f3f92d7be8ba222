"""What designers mend: templates, styles, and what pages say otherwise than their text."""

from __future__ import annotations

from chapbook.problems.rule import Rule

RULES = (
    Rule(
        "T001",
        message="not a valid template: {fault}",
        hint="see docs/designers.md; the Jinja documentation explains its grammar",
        reason="Templates are ordinary Jinja.",
    ),
    Rule(
        "T002",
        message="the template cannot be filled in: {fault}",
        hint="templates get text, not the machine; what they are given is listed in docs/designers.md",
        reason="Templates run in a sandbox: no Python internals, no files outside the chain.",
    ),
    Rule(
        "T003",
        message="template {name} is missing",
        hint="{guess}templates are looked for along the chain of roots",
        reason="Each kind of block has a template of the same name.",
    ),
    Rule(
        "T004",
        message="{sign} in a word of a template would be printed as it stands",
        hint=("write the word without it; what changes comes in with {{% trans %}}, and bold is a tag around the word"),
        reason="Values and Markdown are read in the sentences of blocks alone.",
    ),
    Rule(
        "T005",
        message="a template says words of its own: {words}",
        hint=(
            'write {{{{ _("…") }}}} in the template, and translate it in the catalog furniture; what is clinical '
            "belongs into a block"
        ),
        reason=(
            "Words that stand in a template alone are translated by nobody, approved by nobody, and change no code."
        ),
    ),
    Rule(
        "T006",
        message="the template asks for too much: {fault}",
        hint="say it in fewer turns and shorter texts; a template lays out what it is given, and needs no more",
        reason="A template from elsewhere must not keep a machine busy for ever.",
    ),
    Rule(
        "S001",
        message="style is not understood: {fault}",
        hint="correct the property or value; WeasyPrint ignores what it does not know",
        reason="A style that is ignored in silence changes the page without anyone having decided it.",
    ),
    Rule(
        "S002",
        message="refused or missing: {url}",
        hint=(
            "use a file of the project, such as figures/pump.svg; the network is never read, and nothing runs on a page"
        ),
        reason="A page is made from the project alone, so that it can be made again, and does nothing but be read.",
    ),
    Rule(
        "S003",
        message="no glyph for {character} in the fonts of {locale}",
        hint="{hint}",
        reason="A missing glyph prints as an empty box: a word or a number that nobody can read.",
    ),
    Rule(
        "S004",
        message="page {page}: {what} runs {amount} mm over the {edge} edge",
        hint="shorten the text, or the value that the imprint sets, such as a phone; or give it more room in the style",
        reason="Text that is cut off may be the one sentence that counted.",
    ),
    Rule(
        "S005",
        message="font {font} is not in the list of {locale}",
        hint="name the font in locales/locales.yaml, or take it out of the style",
        reason="A font that slips in from elsewhere may lack letters, and differs from machine to machine.",
    ),
    Rule(
        "S006",
        message="picture {picture} has no words for those who do not see it",
        hint='say in alt="…" what it shows, or write alt="" if it only adorns the page',
        reason="A screen reader says the words of a picture, or the name of its file if there are none.",
    ),
    Rule(
        "S007",
        message="heading {heading} is of level {level}, and the one before it of level {before}",
        hint="use the level that follows: people who hear a page go from heading to heading",
        reason="PDF/UA does not allow a level to be left out (ISO 14289-1, 7.4.2).",
    ),
    Rule(
        "S008",
        message="link to {target} has no words",
        hint='write words inside the link, or say in aria-label="…" where it leads',
        reason="A link that is called by its address, or by nothing, cannot be chosen by ear.",
    ),
    Rule(
        "S009",
        message="room to write on in {block} has no words around it that say what to write",
        hint='put words before it, give its table heads, or say it in aria-label="…"',
        reason="Who fills in a form by ear hears the name of each field, and nothing else.",
    ),
    Rule(
        "S010",
        message="no Braille table for {locale}",
        hint="name one of liblouis's in locales/locales.yaml, such as braille: en-ueb-g1.ctb",
        reason="Each language has a Braille of its own; the wrong one gives other letters.",
    ),
    Rule(
        "S011",
        message="the table {table} has no Braille for {character}",
        hint="use another character, or name another table in locales/locales.yaml",
        reason="liblouis would write the number of the character instead, which no hand can read.",
    ),
    Rule(
        "S012",
        message="liblouis cannot use the table {table}: {fault}",
        hint="name a table that it has; they are files in its folder tables, such as en-ueb-g1.ctb",
        reason="Without its table a language cannot be written in Braille.",
    ),
    Rule(
        "S015",
        message=(
            "page {page}: block {block} does not fit its {room} in {lang}: {what} runs {amount} mm over the {edge} edge"
        ),
        hint=(
            "shorten it in this language, or a long name by `hospital-name` in booklets/imprint.yaml; set a smaller "
            "`scale` for {locale} in locales/locales.yaml, or give the {room} more room in styles/forms/"
        ),
        reason=("A panel, a card and a poster have one size; what does not fit would be cut off, shrunk or lost."),
    ),
    Rule(
        "S016",
        message=(
            "{pages} pages, and this form has exactly {promised}: in {locale} {lines} {are} too many, from "
            "{what} {where} on"
        ),
        hint=(
            "shorten it in this language; for a back cover, `back:` of the booklet, or name, address or site in "
            "booklets/imprint.yaml; or give it more room in styles/forms/"
        ),
        reason="A sheet has two sides and a card has a back; a page more would be printed on nothing.",
    ),
    Rule(
        "S017",
        message=("page {page}: {what} in block {block} is {amount} mm too long for its line on the {room} in {locale}"),
        hint="write the value in fewer characters, or give the line more room in styles/forms/",
        reason="A telephone number that is cut off reaches nobody.",
    ),
    Rule(
        "S018",
        message="{fault}",
        hint="{hint}",
        reason=("Words that stand in a style alone are translated by nobody, approved by nobody, and change no code."),
    ),
    Rule(
        "S019",
        message="the middle of the foot is the press's, and nothing of @bottom-center is used",
        hint=(
            "take another margin box, such as @bottom-left; how the mark stands is said by --review, "
            "--review-line and --review-at"
        ),
        reason=("There stands the mark of a review copy, which no style may take away; on what is approved, nothing."),
    ),
    Rule(
        "S020",
        message="the pages cannot be set: {fault}",
        hint=(
            "take back what was changed last in styles/ and templates/, and say it in another way; if nothing was "
            "changed there, tell us: CONTRIBUTING.md"
        ),
        reason="A style can ask for more than a typesetter can do, and then there are no pages at all.",
    ),
    Rule(
        "S021",
        message="not ready after {seconds} s of the processor",
        hint=(
            "take back what was changed last in styles/, templates/ and figures; for a book that needs as long, say "
            "CHAPBOOK_{limit}=… before the command"
        ),
        reason=(
            "A few lines of style or a small picture can keep a machine busy for years, and nothing else is made "
            "meanwhile."
        ),
    ),
    Rule(
        "S022",
        message="more memory than {size}",
        hint=(
            "take back what was changed last in styles/, templates/ and figures; for a book that needs as much, say "
            "CHAPBOOK_MEGABYTES=… before the command"
        ),
        reason="A machine without memory ends other programs, and loses what people have not saved.",
    ),
    Rule(
        "S023",
        message="{pages} pages, more than {most}",
        hint=(
            "look for what breaks the page again and again in styles/ and templates/; for a book of so many, say "
            "CHAPBOOK_PAGES=… before the command"
        ),
        reason="No family reads so many pages, and no ward pays for them; a style has gone wrong.",
    ),
    Rule(
        "N001",
        message="page {page} of {edition}: {wanted} is in the text and not on the page",
        hint="look at the page: a line may be hidden, cut off or left out by the template",
        reason="A family acts on what is printed, and a number that is not printed cannot be acted on.",
    ),
    Rule(
        "N002",
        message="page {page} of {edition}: {seen} is on the page and in no text",
        hint="numbers come from the text and its values: take it out of the template or the style",
        reason="A number that stands in no text has been read by no clinician and traced to no source.",
    ),
    Rule(
        "N003",
        message="page {page} of {edition}: {wanted} stands on the page as {seen}",
        hint=(
            "let the text pass set it: templates print values and text as they are given, and styles leave "
            "direction alone"
        ),
        reason=(
            "In right-to-left text a phone number without an isolate prints its groups the other way round; "
            "nobody is reached. Of two numbers that have changed places each is right, and both are wrong."
        ),
    ),
    Rule(
        "N004",
        message="page {page} of {edition}: {wanted} stands on the page as {seen}",
        hint=("the digits are right, the point, the sign or the unit is not: look at the template and the style"),
        reason=(
            "A point that is lost makes 38.0 degrees 380, and a unit on the wrong side belongs to the next number."
        ),
    ),
    Rule(
        "N005",
        message="page {page} of {edition}: {wanted} stands on the page as {seen}",
        hint=(
            "print Western digits; in a list, take list-style and counter styles such as arabic-indic out of the style"
        ),
        reason=(
            "Thermometers, pumps and phones show Western digits, and two systems on one page are mistaken for "
            "each other."
        ),
    ),
    Rule(
        "N006",
        message="page {page} of {edition}: the medicine {wanted} is wanted here, and there is {seen}",
        hint="print the name as the text has it, in the letters of the box",
        reason="A family must find a medicine under the very letters that stand on the box.",
    ),
    Rule(
        "N007",
        message="page {page} of {edition}: {lost} of {of} words are not on the page: {line}",
        hint="look at the page: a line may be hidden, cut off, covered or left out by the template",
        reason="The line that is missing may be the one that counted.",
    ),
    Rule(
        "N008",
        message="{where}: {fault}",
        hint="{remedy}",
        reason=(
            "Words that stand in no text and no catalog have been read by no clinician, and go out under an approval"
            " all the same. A block that is printed twice, once without its frame, was read by nobody so."
        ),
    ),
    Rule(
        "S024",
        message="page {page} of {edition}: {ink} on {ground} has a contrast of {ratio} to 1; text needs {wanted}",
        hint="make the text darker, or its ground lighter: docs/designers.md",
        reason="WCAG 2.2 (1.4.3): below 4.5 to 1, or 3 in large type, many people cannot read it, and nobody at night.",
    ),
    Rule(
        "S025",
        message="no file in styles/fonts is of the family {family}, which {who}",
        hint="{guess}put its TTF files there, or name another family",
        reason="Pages would be set in another face, and the colophon would name one that is not on them.",
    ),
    Rule(
        "S026",
        message="{name} would change what urgency looks like, which is the same in every hospital",
        hint="take it out; a hospital's own colours are --brand and its kin: docs/designers.md",
        reason="A family who moves to another hospital must find an ambulance in the colour that it knows.",
    ),
    Rule(
        "N009",
        message="{where} lacks the mark of a review copy",
        hint=(
            "the press sets it: look at what hides it at the foot of a page, or cuts it off; a web page needs "
            "its <body>"
        ),
        reason="Pages are copied one by one, and each must say that nobody has approved it for families.",
    ),
    Rule(
        "N010",
        message="{where}: the mark of a review copy cannot be read: {fault}",
        hint=(
            "leave it a light ground at the foot, and as much margin as it needs: docs/designers.md, The foot of "
            "the page"
        ),
        reason="A mark that is there and that nobody sees is worth nothing.",
    ),
    Rule(
        "N011",
        message="{where} says that it is a review copy, and it is approved",
        hint="take the words out of the template: the press sets them where they belong",
        reason="A family that reads so puts the paper away.",
    ),
)

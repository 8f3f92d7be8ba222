"""The register: every rule that can be broken, by code; each sentence that a report prints stands here once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A code of the register: the sentence printed, the usual remedy, and the reason for the rule."""

    code: str
    message: str
    hint: str
    reason: str
    # Who mends it, where that is not the desk of the code's letter.
    mended_by: str = ""

    @property
    def desk(self) -> str:
        return self.mended_by or DESKS[self.code[0]]


DESKS = {
    "B": "authors",
    "C": "authors",
    "L": "translators",
    "T": "designers",
    "S": "designers",
    "P": "print people",
    "A": "approving clinicians",
    # What the page says otherwise than its text came in between: by a template or a style.
    "N": "designers",
    "V": "publishers",
}

RULES = (
    # ── B: blocks, booklets, values, evidence ─────────────────────────────────────────────────────────────────────────
    Rule(
        "B001",
        "duplicate key {key}",
        "the first one is on line {line}; keep one of them",
        "YAML lets the last of two equal keys win in silence, so half of what was written would vanish.",
    ),
    Rule(
        "B002",
        "{path}: {fault}",
        "{hint}",
        "Each kind of block has its own keys, and each key its own form. docs/authors.md shows every kind.",
    ),
    Rule(
        "B003",
        "unknown kind {kind}",
        "{guess}kinds are: {kinds}",
        "The kind names the template that prints the block.",
    ),
    Rule(
        "B004",
        "missing picture {file}",
        "{guess}pictures are looked for beside the block, along the chain of roots",
        "A page with a hole where a picture should be must not be printed.",
    ),
    Rule(
        "B005",
        "unknown value {name}",
        "{guess}values are listed in booklets/values.yaml",
        "A name in braces is a local value, filled in after translation; one that nobody defines "
        "would print as it stands, and so would a brace without its other.",
    ),
    Rule(
        "B006",
        "value {name} is {value}, outside {low} to {high}",
        "set it within the range, or have the range in booklets/values.yaml changed by: {owner}",
        "A clinical number has a range outside which it is surely a slip of the finger.",
    ),
    Rule(
        "B007",
        "bad link {link}",
        "a link needs a whole https address: [words](https://example.org/page)",
        "A link printed on paper must be one that a reader can type, and scripts have no place in a handout.",
    ),
    Rule(
        "B008",
        "inherits goes round in a circle: {circle}",
        "take one of them out of inherits",
        "A chain of roots has a nearest and a last one.",
    ),
    Rule(
        "B009",
        "not readable as UTF-8",
        "save the file as UTF-8; the first bad byte is number {offset}",
        "One encoding for every language.",
    ),
    Rule(
        "B010",
        "too large: {size}, the limit is {limit}",
        "split it, or move pictures to figures/",
        "A content file is read by people; one of this size is a mistake or an attack.",
    ),
    Rule(
        "B011",
        "an anchor or alias ({mark}), which content files do not use",
        "write the text out where it stands",
        "Aliases can make a small file unfold to fill the memory, and they hide text from translators.",
    ),
    Rule("B012", "not valid YAML: {fault}", "{hint}", "YAML is strict about indentation, colons and quotes."),
    Rule(
        "B013",
        "unknown key {key}",
        "{guess}keys here are: {keys}",
        "A misspelt key would drop what it holds from the page.",
    ),
    Rule("B014", "missing key {key}", "add a line that begins with {name}:", "The template prints this key."),
    Rule(
        "B015",
        "unknown block {name}",
        "{guess}a block is a file beside booklet.yaml, or shared/<name>",
        "The order of a booklet names files.",
    ),
    Rule(
        "B016",
        "unknown fact {fact}",
        "{guess}facts stand in booklets/evidence/",
        "Every clinical sentence rests on evidence that can be looked up.",
    ),
    Rule(
        "B017",
        "fact {fact} is for staff, and this booklet is for {readers}",
        "take the fact out, with what rests on it",
        "Doses and grading tables mislead when read without training.",
    ),
    Rule(
        "B018",
        "fact {fact} holds in {region}, and this text prints in {place}",
        "{remedy}cite a fact that holds there",
        "Advice differs between countries; a fact of one must not print in another.",
    ),
    Rule(
        "B019",
        "number {number} stands in no cited fact and in no value",
        "cite the fact that holds it, or make it a value such as {{fever-limit}}",
        "A wrong digit can hurt a child, so every number must be traceable.",
    ),
    Rule(
        "B020",
        "value {name} is not set, and the {place} edition of {booklet} needs it",
        "set it in booklets/imprint.yaml or booklets/places/{place}.yaml; it means: {means}",
        "A page must not go out with a gap where a clinical value belongs.",
    ),
    Rule(
        "B021",
        "{what} in text",
        "use the Markdown of docs/authors.md: paragraphs, one level of lists, **strong**, *emphasis*, links",
        "Text is translated sentence by sentence and set by templates; HTML and nested structures survive neither.",
    ),
    Rule(
        "B022",
        "unknown {what} {name}",
        "{guess}there are: {names}",
        "Names of places, locales and booklets lead to files that must exist.",
    ),
    Rule(
        "B023",
        "value {name} is {value}, which is not a {type}",
        "{hint}",
        "Values are filled into sentences in every language, so their form must be known.",
    ),
    Rule(
        "B024",
        "path {file} leads out of its folder",
        "keep files inside it, without .. and without a link to elsewhere",
        "Content may come from anywhere; it must not read, write or delete in the rest of this machine.",
    ),
    Rule(
        "B025",
        "name {name} is used twice: {first} and {second}",
        "rename one of them",
        "Names are how blocks cite facts and facts cite sources; two of one name cannot be told apart.",
    ),
    Rule(
        "B026",
        "unknown source {source}",
        "{guess}sources stand in booklets/evidence/sources.yaml",
        "A fact without a source that can be read is a rumor.",
    ),
    Rule(
        "B027",
        "{edition} reads at {formula} grade {grade}, above {limit}",
        "shorter sentences, shorter words; `chapbook readability` names the hard ones",
        "A parent reads this at two in the morning; grade 6 by Flesch-Kincaid and 8 by SMOG are the "
        "most that we allow.",
    ),
    Rule(
        "B028",
        "this takes the place of {original}, and does not say which revision it was made from",
        "compare the two, then run: chapbook adapt {block} --accept",
        "When the library's block changes, for example because a label did, whoever replaced it must hear of it.",
    ),
    Rule(
        "B029",
        "{original} has changed since revision {revision}, from which this was made",
        "take over what your families need, then run: chapbook adapt {block} --accept\n{difference}",
        "A block that was replaced keeps what it says; when the library mends an instruction, the "
        "old one stays in print.",
    ),
    Rule(
        "B030",
        "the {format} edition of {edition} does not carry {words}",
        "the template of its block leaves it out, or the format has no form for it; see docs/reading.md",
        "Whoever reads the large print, the web page, plain text or Braille must learn what everybody learns.",
    ),
    Rule(
        "B031",
        "the {format} edition of {edition} does not carry the block {block}",
        "see where its template prints chapters, and templates/blocks/{kind}.html; a block's section has its id",
        "A block that one way to read leaves out is a page that these readers never had.",
    ),
    Rule(
        "B032",
        "a card has {found}, and it is one block of kind card with two faces",
        "put a block of kind card with two faces into its order, and nothing else",
        "A card has a front and a back; anything else in its order would be printed nowhere.",
    ),
    Rule(
        "B033",
        "a sheet begins with {found}, and whom to call comes first",
        "begin its order with a block of kind contacts, the number for nights and weekends first in it",
        "Who holds a sheet at two in the morning looks for one thing: the number.",
    ),
    Rule(
        "B034",
        "{sign} would be printed as it stands",
        "{hint}",
        "A family would read the sign, and not what it was to say: that words are strong, a link, or a value.",
    ),
    Rule(
        "B035",
        "the name {name} of a {what} {fault}",
        "rename it: letters from a to z, digits and hyphens, 64 at most, a letter or digit first",
        "Names become folders, files and addresses that families type; any other sign leads elsewhere or breaks them.",
    ),

    # ── C: clear writing ──────────────────────────────────────────────────────────────────────────────────────────────
    Rule(
        "C001",
        "booklet {booklet} does not begin with the most important points",
        "put a block of kind key-points into its first chapter",
        "Who reads one page reads the first (PEMAT-P 11; CDC Index 2 and 10).",
    ),
    Rule(
        "C002",
        "one main message is wanted, and it is the first point; points that begin in strong letters now: {points}",
        "begin the first point with **one strong sentence**, and no other point",
        "If everything is important, nothing is (PEMAT-P 12; CDC Index 1 and 3).",
    ),
    Rule(
        "C003",
        "{fault}",
        "give each section a heading of its own that says what it holds",
        "A parent who looks for one thing reads headings alone (PEMAT-P 9; CDC Index 9).",
    ),
    Rule(
        "C004",
        "a list of {count} items; people take in {most} at a glance",
        "split it: groups with a heading each in a warning, two blocks elsewhere",
        "In a long list the sign that counts is overlooked (PEMAT-P 8; CDC Index 8).",
    ),
    Rule(
        "C005",
        "{what} of {count} words in {locale}; {most} are the most",
        "say less, or part it with a heading, a list or a new paragraph",
        "A wall of words is not read at two in the morning (PEMAT-P 8; CDC Index 9).",
    ),
    Rule(
        "C006",
        "{fault}",
        "write whole numbers, and every rate with the same denominator, such as 8 in 100",
        "Rates with different denominators are compared wrongly, and fractions are misread (PEMAT-P 6; CDC Index 15).",
    ),
    Rule(
        "C007",
        "a sum is left to the reader: {words}",
        "work it out, or leave a line for the team to write the result on",
        "A sum done in fear at night goes wrong (PEMAT-P 7; CDC Index 17).",
    ),
    Rule(
        "C008",
        "picture {file} has no {lack}",
        "add alt for those who do not see it, and a caption, or a title to its block",
        "A picture without words means something else to everyone (PEMAT-P 17).",
    ),
    Rule(
        "C009",
        "the head of a column is long in {locale}: {head}",
        "say it in a word or two",
        "Long heads make narrow columns, and nobody sees which cell belongs to which (PEMAT-P 19).",
    ),
    Rule(
        "C010",
        "booklet {booklet} asks for nothing to be done",
        "add a block of kind warning, steps, checklist, contacts or card",
        "A handout that leads to no action helps nobody (PEMAT-P 20; CDC Index 5 and 12).",
    ),
    Rule(
        "C011",
        "speaks of the reader, not to the reader: {words}",
        'say "you", or say what to do: "Call us"',
        "An instruction for somebody else is easily left to somebody else (PEMAT-P 21).",
    ),
    Rule(
        "C012",
        "does not say who does it: {words}",
        "say who does what: Call your team, not: the team should be called",
        "In the passive voice nobody is asked (CDC Index 6).",
    ),
    Rule(
        "C013",
        "booklet {booklet} holds nothing to use",
        "add a block of kind checklist, diary, calendar or card",
        "A list to tick or a card to carry turns reading into doing (PEMAT-P 23).",
    ),
    Rule(
        "C014",
        "booklet {booklet} does not say what is known and what is not",
        "add a block of kind known-unknown",
        "Families decide on what nobody can promise, and must know it (CDC Index 11).",
    ),
    Rule(
        "C015",
        "warning {title} does not say how to call",
        "give it phones, or a phone's value in its action",
        "Who reads a warning must not have to look for the number (CDC Index 14).",
    ),
    Rule(
        "C016",
        "hard word {word} is explained nowhere (here first; in all: {times})",
        "say it plainly, explain it in the glossary, or name it in booklets/everyday.yaml and say why families know it",
        "A word that is not understood takes its sentence with it (PEMAT-P 3 and 4; CDC Index 7).",
    ),
    Rule(
        "C017",
        "{fault}",
        "take it out, or mend it: a silence names a rule and gives the reason, which the proof sheet prints",
        "A silence that nobody needs would hide the next fault.",
    ),
    Rule(
        "C018",
        "a step of {count} words in {locale}; {most} are the most",
        "make two steps of it",
        "One step is one thing to do (PEMAT-P 22).",
    ),
    Rule(
        "C019",
        "{fault}",
        "{hint}",
        "What a person answers about a text is kept with the approval, so it must answer a question that was asked.",
    ),

    # ── L: translations ───────────────────────────────────────────────────────────────────────────────────────────────
    Rule(
        "L001",
        "not translated into {locale}: {message}",
        "translate it in {catalog}; `chapbook catalogs update` adds what is missing",
        "A page in two languages is read by nobody; a warning in the wrong one is dangerous.",
    ),
    Rule(
        "L002",
        "numbers differ: the source has {source}, the translation {translation}",
        "make the numbers the same; numbers that are values stay in braces",
        "A lost, added or swapped digit is the most dangerous fault of a translation.",
    ),
    Rule(
        "L003",
        "values differ: the source has {source}, the translation {translation}",
        "copy the names in braces exactly; do not translate them",
        "Names in braces are filled in with the hospital's own numbers after translation.",
    ),
    Rule(
        "L004",
        "not a readable catalog: {fault}",
        "open it in a gettext editor such as Poedit, or mend the line by hand",
        "Catalogs are ordinary gettext .po files.",
    ),
    Rule(
        "L005",
        "translation is marked fuzzy: {message}",
        "compare it with the source, then take the fuzzy mark away",
        "The source sentence changed after this translation was made; printing it could print the old instruction.",
    ),
    Rule(
        "L006",
        "links or emphasis differ from the source: {message}",
        "keep as many [links](…) and **strong** words as the source has",
        "What the author stressed for safety must be stressed in every language.",
    ),
    Rule(
        "L007",
        "{what} in a translation",
        "use what the source uses: plain words, **strong**, *emphasis*, [links](https://…)",
        "A translation is set as the source is; HTML, code and lists would print as signs, or not at all.",
    ),
    Rule(
        "L008",
        "the source names the medicine {wanted}, and the translation has {seen}",
        "write the name in the letters of the box, or as medicines in locales/locales.yaml has it for this language",
        "A family must find a medicine under the very letters that stand on the box.",
    ),
    Rule(
        "L009",
        "{figure} is no number in {babel}",
        'use Western digits and the decimal sign "{point}"; a number that countries write '
        'differently is better a value',
        "Read with the other sign, 38,0 may be taken for 380; thermometers, pumps and phones show Western digits.",
    ),

    # ── T: templates ──────────────────────────────────────────────────────────────────────────────────────────────────
    Rule(
        "T001",
        "not a valid template: {fault}",
        "see docs/designers.md; the Jinja documentation explains its grammar",
        "Templates are ordinary Jinja.",
    ),
    Rule(
        "T002",
        "the template cannot be filled in: {fault}",
        "templates get text, not the machine; what they are given is listed in docs/designers.md",
        "Templates run in a sandbox: no Python internals, no files outside the chain.",
    ),
    Rule(
        "T003",
        "template {name} is missing",
        "{guess}templates are looked for along the chain of roots",
        "Each kind of block has a template of the same name.",
    ),
    Rule(
        "T004",
        "{sign} in a word of a template would be printed as it stands",
        "write the word without it; what changes comes in with {{% trans %}}, and bold is a tag around the word",
        "Values and Markdown are read in the sentences of blocks alone.",
    ),
    Rule(
        "T005",
        "a template says words of its own: {words}",
        "write {{{{ _(\"…\") }}}} in the template, and translate it in the catalog furniture; what is clinical belongs "
        "into a block",
        "Words that stand in a template alone are translated by nobody, approved by nobody, and change no code.",
    ),

    # ── S: styles, pages, fonts, Braille ──────────────────────────────────────────────────────────────────────────────
    Rule(
        "S001",
        "style is not understood: {fault}",
        "correct the property or value; WeasyPrint ignores what it does not know",
        "A style that is ignored in silence changes the page without anyone having decided it.",
    ),
    Rule(
        "S002",
        "refused or missing: {url}",
        "use a file of the project, such as figures/pump.svg; the network is never read",
        "A page is made from the project alone, so that it can be made again.",
    ),
    Rule(
        "S003",
        "no glyph for {character} in the fonts of {locale}",
        "use another character, or add a font for it in locales/locales.yaml",
        "A missing glyph prints as an empty box: a word or a number that nobody can read.",
    ),
    Rule(
        "S004",
        "page {page}: {what} runs {amount} mm over the {edge} edge",
        "shorten the text, or give it more room in the style",
        "Text that is cut off may be the one sentence that counted.",
    ),
    Rule(
        "S005",
        "font {font} is not in the list of {locale}",
        "name the font in locales/locales.yaml, or take it out of the style",
        "A font that slips in from elsewhere may lack letters, and differs from machine to machine.",
    ),
    Rule(
        "S006",
        "picture {picture} has no words for those who do not see it",
        'say in alt="…" what it shows, or write alt="" if it only adorns the page',
        "A screen reader says the words of a picture, or the name of its file if there are none.",
    ),
    Rule(
        "S007",
        "heading {heading} is of level {level}, and the one before it of level {before}",
        "use the level that follows: people who hear a page go from heading to heading",
        "PDF/UA does not allow a level to be left out (ISO 14289-1, 7.4.2).",
    ),
    Rule(
        "S008",
        "link to {target} has no words",
        'write words inside the link, or say in aria-label="…" where it leads',
        "A link that is called by its address, or by nothing, cannot be chosen by ear.",
    ),
    Rule(
        "S009",
        "room to write on in {block} has no words around it that say what to write",
        'put words before it, give its table heads, or say it in aria-label="…"',
        "Who fills in a form by ear hears the name of each field, and nothing else.",
    ),
    Rule(
        "S010",
        "no Braille table for {locale}",
        "name one of liblouis's in locales/locales.yaml, such as braille: en-ueb-g1.ctb",
        "Each language has a Braille of its own; the wrong one gives other letters.",
    ),
    Rule(
        "S011",
        "the table {table} has no Braille for {character}",
        "use another character, or name another table in locales/locales.yaml",
        "liblouis would write the number of the character instead, which no hand can read.",
    ),
    Rule(
        "S012",
        "liblouis cannot use the table {table}: {fault}",
        "name a table that it has; they are files in its folder tables, such as en-ueb-g1.ctb",
        "Without its table a language cannot be written in Braille.",
    ),
    Rule(
        "S015",
        "page {page}: block {block} does not fit its {room} in {locale}: {what} runs {amount} mm over the {edge} edge",
        "shorten it in this language, or give the {room} more room in styles/forms/",
        "A panel, a card and a poster have one size; what does not fit would be cut off, shrunk or lost.",
    ),
    Rule(
        "S016",
        "{pages} pages, and this form has exactly {promised}: in {locale} {lines} lines are too many, from {what} "
        "in block {block} on",
        "shorten it in this language, or give it more room in styles/forms/",
        "A sheet has two sides and a card has a back; a page more would be printed on nothing.",
    ),
    Rule(
        "S017",
        "page {page}: {what} in block {block} is {amount} mm too long for its line on the {room} in {locale}",
        "write the value in fewer characters, or give the line more room in styles/forms/",
        "A telephone number that is cut off reaches nobody.",
    ),
    Rule(
        "S018",
        "{fault}",
        "{hint}",
        "Words that stand in a style alone are translated by nobody, approved by nobody, and change no code.",
    ),
    Rule(
        "S019",
        "the middle of the foot is the press's, and nothing of @bottom-center is used",
        "take another margin box, such as @bottom-left; how the mark stands is said by --review, --review-line and "
        "--review-at",
        "There stands the mark of a review copy, which no style may take away; on what is approved, nothing.",
    ),

    # ── N: what the pages say ─────────────────────────────────────────────────────────────────────────────────────────
    Rule(
        "N001",
        "page {page} of {edition}: {wanted} is in the text and not on the page",
        "look at the page: a line may be hidden, cut off or left out by the template",
        "A family acts on what is printed, and a number that is not printed cannot be acted on.",
    ),
    Rule(
        "N002",
        "page {page} of {edition}: {seen} is on the page and in no text",
        "numbers come from the text and its values: take it out of the template or the style",
        "A number that stands in no text has been read by no clinician and traced to no source.",
    ),
    Rule(
        "N003",
        "page {page} of {edition}: {wanted} stands on the page as {seen}",
        "let the text pass set it: templates print values and text as they are given, and styles leave direction alone",
        "In right-to-left text a phone number without an isolate prints its groups the other way "
        "round; nobody is reached.",
    ),
    Rule(
        "N004",
        "page {page} of {edition}: {wanted} stands on the page as {seen}",
        "the digits are right, the point, the sign or the unit is not: look at the template and the style",
        "A point that is lost makes 38.0 degrees 380, and a unit on the wrong side belongs to the next number.",
    ),
    Rule(
        "N005",
        "page {page} of {edition}: {wanted} stands on the page as {seen}",
        "print Western digits; in a list, take list-style and counter styles such as arabic-indic out of the style",
        "Thermometers, pumps and phones show Western digits, and two systems on one page are mistaken for each other.",
    ),
    Rule(
        "N006",
        "page {page} of {edition}: the medicine {wanted} is wanted here, and there is {seen}",
        "print the name as the text has it, in the letters of the box",
        "A family must find a medicine under the very letters that stand on the box.",
    ),
    Rule(
        "N007",
        "page {page} of {edition}: {lost} of {of} words are not on the page: {line}",
        "look at the page: a line may be hidden, cut off, covered or left out by the template",
        "The line that is missing may be the one that counted.",
    ),
    Rule(
        "N008",
        "{where}: {extra} of {of} words are in no text and no catalog: {line}",
        "write it in a block, or in a template as {{{{ _(\"…\") }}}}; a style and a picture say no words of their own",
        "Words that stand in no text have been read by no clinician, and go out under an approval all the same.",
    ),
    Rule(
        "N009",
        "{where} lacks the mark of a review copy",
        "the press sets it: look at what hides it at the foot of a page, or cuts it off; a web page needs its <body>",
        "Pages are copied one by one, and each must say that nobody has approved it for families.",
    ),
    Rule(
        "N010",
        "{where}: the mark of a review copy cannot be read: {fault}",
        "leave it a light ground at the foot, and as much margin as it needs: docs/designers.md, The foot of the page",
        "A mark that is there and that nobody sees is worth nothing.",
    ),
    Rule(
        "N011",
        "{where} says that it is a review copy, and it is approved",
        "take the words out of the template: the press sets them where they belong",
        "A family that reads so puts the paper away.",
    ),
    Rule(
        "N012",
        "{where}: left over in {line}: {signs}",
        "mend the name of the value, the link or the stars, there or in its translation",
        "What was to be a number or a stress is printed as signs that tell a family nothing.",
        "authors",
    ),

    # ── P: paper and press ────────────────────────────────────────────────────────────────────────────────────────────
    Rule(
        "P001",
        "unknown job ticket {name}",
        "{guess}job tickets are files in styles/press/: {names}",
        "A job ticket says how an edition is delivered.",
    ),
    Rule(
        "P002",
        "tickets extend each other in a circle: {circle}",
        "take extends out of one of them",
        "A ticket that extends another gets its keys and overrides some.",
    ),
    Rule(
        "P003",
        "ticket {ticket} cannot be met: {fault}",
        "{remedy}",
        "Pages that are cut off or shrunk to fit a sheet lose words.",
    ),
    Rule(
        "P004",
        "unknown colour profile {name}",
        "{guess}profiles are files in styles/press/profiles/: {names}",
        "A profile says how inks look on a paper; without it, colours cannot be turned into inks.",
    ),
    Rule(
        "P005",
        "{edition} does not suit ticket {ticket}: {fault}",
        "{remedy}",
        "Pages that do not make up the sheet, the cover or the plates that a ticket asks for would be printed in vain.",
    ),
    Rule(
        "P006",
        "the name {name} of a job ticket {fault}",
        "rename its file: letters from a to z, digits and hyphens, 64 at most, a letter or digit first",
        "A ticket's name becomes a folder of the build and of the site; it must not lead elsewhere.",
    ),
    Rule(
        "P010",
        "{pages}: {fault}",
        "set the boxes as the ticket says: TrimBox is the finished page, BleedBox reaches past it by the bleed",
        "A print shop cuts at the TrimBox; a wrong one cuts into text, or leaves a white edge.",
    ),
    Rule(
        "P011",
        "{pages}: {what}",
        "have it separated by a ticket that says colour: cmyk; draw anew what cannot be, in plain colours",
        "A press has no RGB. What the print shop's machine makes of it may be text in four inks, "
        "blurred where they miss.",
    ),
    Rule(
        "P012",
        "{pages}: spot colour {name}",
        "make it of cyan, magenta, yellow and black, or order the extra ink and say so to the print shop",
        "Each spot colour is a plate and an ink of its own, which somebody must have ordered.",
    ),
    Rule(
        "P013",
        "{pages}: {ink} % ink in {what}, more than {limit} %",
        "make the colour lighter, or replace what is grey in it by black",
        "More ink than the paper takes does not dry: it sets off on the next sheet and sticks.",
    ),
    Rule(
        "P014",
        "{pages}: a picture of {size} has {dpi} dpi, fewer than {floor}",
        "take a picture with more pixels, or place it smaller",
        "With too few pixels, edges show as stairs, and small writing in a picture cannot be read.",
    ),
    Rule(
        "P015",
        "{pages}: a line {width} pt thin, under {limit} pt, at {place}",
        "make it thicker in the style or the picture",
        "A line thinner than a plate can hold breaks up or vanishes.",
    ),
    Rule(
        "P016",
        "{pages}: font {font} is not in the file",
        "embed it; every typeface must travel with its text",
        "A print shop that lacks the font prints other letters, or none.",
    ),
    Rule(
        "P017",
        "{pages}: {what}",
        "take it out; paper has no links, forms or programs",
        "What only a screen can do is forbidden in PDF/X (ISO 15930-7), and a print shop's machine may stop at it.",
    ),
    Rule(
        "P018",
        "not PDF/X-4: {fault}",
        "make the file with a ticket that says pdf: x-4",
        "PDF/X-4 (ISO 15930-7) is the promise that a press can print a file without asking back.",
    ),
    Rule(
        "P019",
        "{fault}",
        "{hint}",
        "A print shop can do nothing with a file that its machine cannot open.",
    ),

    # ── A: approvals ──────────────────────────────────────────────────────────────────────────────────────────────────
    Rule(
        "A001",
        "no role {role} here",
        "{guess}roles are: {roles}",
        "Each role is asked whether something of its own is right: the text, the translation, the reading.",
    ),
    Rule("A002", "{fault}", "{hint}", "A record is read years later; it must be whole."),
    Rule(
        "A003",
        "{fault}",
        "take the file as git has it, or take this approval out and have it approved again with `chapbook approve`",
        "An approval holds for exactly what was approved; a record that was edited by hand says something else.",
    ),
    Rule(
        "A004",
        "a record for {edition}, which is no edition",
        "{guess}a record is named <booklet>.<locale>.<place>.yaml; see `chapbook list`",
        "An approval that belongs to nothing would be lost in silence.",
    ),
    Rule(
        "A005",
        "not approved as ticket {ticket} asks: {lack}",
        "see chapbook approvals; without --release the pages are marked as a review copy",
        "What is handed to families must have been approved by those whom the ticket names.",
    ),
    Rule(
        "A006",
        "fact {fact} is not verified, and may stand in a review copy alone",
        "have a clinician confirm it against a source, then say verified: true in booklets/evidence/",
        "A statement that nobody has found in a source must not reach a family as settled.",
    ),
    Rule(
        "A007",
        "source {source} was to be read again by {date}, and stands behind {editions}",
        "for the {owner}: read it, set accessed and review_by; `chapbook ledger --source {name}` "
        "lists what rests on it",
        "A label changes and a leaflet is withdrawn without anybody telling us; what was read long "
        "ago may no longer hold.",
        "authors",
    ),
    Rule(
        "A008",
        "ticket {ticket} asks nobody to approve editions in {locale}, so it is for review copies alone",
        "add a line such as requires-approval: [clinician, translator, reader], or release other tickets with --ticket",
        "Who forgets to say whose approval is wanted must not get a release that nobody approved.",
        "print people",
    ),

    # ── V: what is published ──────────────────────────────────────────────────────────────────────────────────────────
    Rule(
        "V001",
        "site {site} is no address that a page can lead to",
        "write the name of the site, such as children.example.org; http and addresses with ? or # are refused",
        "A family types it, or scans it, to learn whether its paper is still current; it must lead there for years.",
    ),
    Rule("V002", "{fault}", "{hint}", "The register says what became of every paper; it must be whole."),
    Rule(
        "V003",
        "{fault}",
        "take the files of published/ as git has them; only `chapbook publish` and `chapbook withdraw` write there",
        "What a paper said when it was handed out cannot change later; a page that says otherwise misleads its reader.",
    ),
    Rule(
        "V004",
        "{edition} says exactly what was withdrawn as {paper} on {date}: {reason}",
        "change what was wrong; a code that was withdrawn never becomes current again",
        "A paper that was taken back because it could do harm must not go out again as it was.",
    ),
    Rule(
        "V005",
        "code {typed} {fault}",
        "{guess}codes are listed in published/editions.yaml",
        "A code that was misread must not withdraw another paper.",
    ),
    Rule(
        "V006",
        "{fault}",
        "run `chapbook build` again, then publish",
        "The register keeps what each paper says, so a file must be of exactly the text that is here.",
    ),
    Rule(
        "V007",
        "nothing to publish: there are {lack}",
        "build with `chapbook build --release`; review copies are published, marked as such, with --drafts",
        "Families get what was approved; a review copy goes to those who check it.",
    ),
    Rule(
        "V008",
        "no site in the imprint, so no paper could lead to these pages",
        "add a line such as site: children.example.org, then build again",
        "The link and the QR code of every paper are made from the site of the imprint.",
    ),
    Rule(
        "V009",
        "the manifest names {file} as the {ticket} of {edition}",
        "delete {manifest}, then run `chapbook build` again",
        "What a manifest names is published and taken away; by another name it would be another paper, or no paper.",
    ),
)

REGISTER = {rule.code: rule for rule in RULES}

"""What authors mend: blocks, booklets, values, evidence, and how clearly they are written."""

from __future__ import annotations

from chapbook.problems.rule import Rule

RULES = (
    Rule(
        "B001",
        message="duplicate key {key}",
        hint="the first one is on line {line}; keep one of them",
        reason="YAML lets the last of two equal keys win in silence, so half of what was written would vanish.",
    ),
    Rule(
        "B002",
        message="{path}: {fault}",
        hint="{hint}",
        reason=("Each kind of block has its own keys, and each key its own form. docs/authors.md shows every kind."),
    ),
    Rule(
        "B003",
        message="unknown kind {kind}",
        hint="{guess}kinds are: {kinds}",
        reason="The kind names the template that prints the block.",
    ),
    Rule(
        "B004",
        message="missing picture {file}",
        hint="{guess}pictures are looked for beside the block, along the chain of roots",
        reason="A page with a hole where a picture should be must not be printed.",
    ),
    Rule(
        "B005",
        message="unknown value {name}",
        hint="{guess}values are listed in booklets/values.yaml",
        reason=(
            "A name in braces is a local value, filled in after translation; one that nobody defines would print "
            "as it stands, and so would a brace without its other."
        ),
    ),
    Rule(
        "B006",
        message="value {name} is {value}, outside {low} to {high}",
        hint="{guess}set it within the range, or have the range in booklets/values.yaml changed by: {owner}",
        reason="A clinical number has a range outside which it is surely a slip of the finger.",
    ),
    Rule(
        "B007",
        message="bad link {link}",
        hint="a link needs a whole https address: [words](https://example.org/page)",
        reason=("A link printed on paper must be one that a reader can type, and scripts have no place in a handout."),
    ),
    Rule(
        "B008",
        message="inherits goes round in a circle: {circle}",
        hint="take one of them out of inherits",
        reason="A chain of roots has a nearest and a last one.",
    ),
    Rule(
        "B009",
        message="not readable as UTF-8",
        hint="save the file as UTF-8; the first bad byte is number {offset}",
        reason="One encoding for every language.",
    ),
    Rule(
        "B010",
        message="too large: {size}, the limit is {limit}",
        hint="split it, move pictures to figures/, or draw them with fewer points",
        reason="A content file is read by people; one of this size is a mistake or an attack.",
    ),
    Rule(
        "B011",
        message="an anchor or alias ({mark}), which content files do not use",
        hint="write the text out where it stands",
        reason="Aliases can make a small file unfold to fill the memory, and they hide text from translators.",
    ),
    Rule(
        "B012",
        message="not valid YAML: {fault}",
        hint="{hint}",
        reason="YAML is strict about indentation, colons and quotes.",
    ),
    Rule(
        "B013",
        message="unknown key {key}",
        hint="{guess}keys here are: {keys}",
        reason="A misspelt key would drop what it holds from the page.",
    ),
    Rule(
        "B014",
        message="missing key {key}",
        hint="add a line that begins with {name}:",
        reason="The template prints this key.",
    ),
    Rule(
        "B015",
        message="unknown block {name}",
        hint="{guess}a block is a file beside booklet.yaml, or shared/<name>",
        reason="The order of a booklet names files.",
    ),
    Rule(
        "B016",
        message="unknown fact {fact}",
        hint="{guess}facts stand in booklets/evidence/",
        reason="Every clinical sentence rests on evidence that can be looked up.",
    ),
    Rule(
        "B017",
        message="fact {fact} is for staff, and this booklet is for {readers}",
        hint="take the fact out, with what rests on it",
        reason="Doses and grading tables mislead when read without training.",
    ),
    Rule(
        "B018",
        message="fact {fact} holds in {region}, and this text prints in {place}",
        hint="{remedy}cite a fact that holds there",
        reason="Advice differs between countries; a fact of one must not print in another.",
    ),
    Rule(
        "B019",
        message="number {number} stands in no cited fact and in no value",
        hint="cite the fact that holds it, or make it a value such as {value}",
        reason="A wrong digit can hurt a child, so every number must be traceable.",
    ),
    Rule(
        "B020",
        message="value {name} is not set, and the {place} edition of {booklet} needs it",
        hint="set it in booklets/imprint.yaml or booklets/places/{place}.yaml; it means: {means}",
        reason="A page must not go out with a gap where a clinical value belongs.",
    ),
    Rule(
        "B021",
        message="{what} in text",
        hint=("use the Markdown of docs/authors.md: paragraphs, one level of lists, **strong**, *emphasis*, links"),
        reason=(
            "Text is translated sentence by sentence and set by templates; HTML and nested structures survive neither."
        ),
    ),
    Rule(
        "B022",
        message="unknown {what} {name}",
        hint="{guess}there are: {names}",
        reason="Names of places, locales and booklets lead to files that must exist.",
    ),
    Rule(
        "B023",
        message="value {name} is {value}, which is not a {type}",
        hint="{hint}",
        reason="Values are filled into sentences in every language, so their form must be known.",
    ),
    Rule(
        "B024",
        message="path {file} leads out of its folder",
        hint="keep files inside it, without .. and without a link to elsewhere",
        reason="Content may come from anywhere; it must not read, write or delete in the rest of this machine.",
    ),
    Rule(
        "B025",
        message="name {name} is used twice: {first} and {second}",
        hint="rename one of them",
        reason="Names are how blocks cite facts and facts cite sources; two of one name cannot be told apart.",
    ),
    Rule(
        "B026",
        message="unknown source {source}",
        hint="{guess}sources stand in booklets/evidence/sources.yaml",
        reason="A fact without a source that can be read is a rumor.",
    ),
    Rule(
        "B027",
        message="{edition} reads at {formula} grade {grade}, above {limit}",
        hint="shorter sentences, shorter words; `chapbook readability` names the hard ones",
        reason=(
            "A parent reads this at two in the morning; grade 6 by Flesch-Kincaid and 8 by SMOG are the most "
            "that we allow."
        ),
    ),
    Rule(
        "B028",
        message="this takes the place of {original}, and does not say which revision it was made from",
        hint="compare the two, then run: chapbook adapt {block} --accept",
        reason=(
            "When the library's block changes, for example because a label did, whoever replaced it must hear of it."
        ),
    ),
    Rule(
        "B029",
        message="{original} has changed since revision {revision}, from which this was made",
        hint="take over what your families need, then run: chapbook adapt {block} --accept\n{difference}",
        reason=(
            "A block that was replaced keeps what it says; when the library mends an instruction, the old one "
            "stays in print."
        ),
    ),
    Rule(
        "B030",
        message="the {format} edition of {edition} does not carry {words}",
        hint="the template of its block leaves it out, or the format has no form for it; see docs/reading.md",
        reason=("Whoever reads the large print, the web page, plain text or Braille must learn what everybody learns."),
    ),
    Rule(
        "B031",
        message="the {format} edition of {edition} does not carry the block {block}",
        hint=("see where its template prints chapters, and templates/blocks/{kind}.html; a block's section has its id"),
        reason="A block that one way to read leaves out is a page that these readers never had.",
    ),
    Rule(
        "B032",
        message="a card has {found}, and it is one block of kind card with two faces",
        hint="put a block of kind card with two faces into its order, and nothing else",
        reason="A card has a front and a back; anything else in its order would be printed nowhere.",
    ),
    Rule(
        "B033",
        message="a leaflet begins with {found}, and whom to call comes first",
        hint="begin its order with a block of kind contacts, the number for nights and weekends first in it",
        reason="Who holds a leaflet at two in the morning looks for one thing: the number.",
    ),
    Rule(
        "B034",
        message="{sign} would be printed as it stands",
        hint="{hint}",
        reason=("A family would read the sign, and not what it was to say: that words are strong, a link, or a value."),
    ),
    Rule(
        "B035",
        message="the name {name} of a {what} {fault}",
        hint="rename it: letters from a to z, digits and hyphens, 64 at most, a letter or digit first",
        reason=(
            "Names become folders, files and addresses that families type; any other sign leads elsewhere or "
            "breaks them."
        ),
    ),
    Rule(
        "B036",
        message="block {block} stands in no order: it is printed nowhere, and nothing in it is checked",
        hint="name it under blocks in a booklet.yaml, or take the file away",
        reason="A block that was written and never named looks done, and no family reads it.",
    ),
    Rule(
        "B037",
        message="block {block} {fault}; the first one is on line {line}",
        hint="take one of them out, or rename it",
        reason="A page that comes again makes a reader look for what is new in it; links know blocks by their names.",
    ),
    Rule(
        "B038",
        message="a file that ends in .yml, and is not read",
        hint="rename it to {name}",
        reason="Content files have one ending; what has another would be missing from the page in silence.",
    ),
    Rule(
        "B039",
        message="medicine {medicine} is in no list",
        hint="{guess}a new one is added to medicines of {source} in locales/locales.yaml, as it stands on the box",
        reason="Only a name that is listed is found where a translation or a page misspells it.",
    ),
    Rule(
        "B040",
        message="{lost} is not read: to YAML it is a note",
        hint="put the whole text in quotes; a note of your own has a space after its #",
        reason="A phone without its extension, or half a name, looks whole on the page.",
    ),
    Rule(
        "B042",
        message="the logo {file} is neither SVG nor PNG",
        hint="ask for the logo as SVG, with its letters as outlines, or as PNG without a ground",
        reason="A JPG has a white box around the logo, and gray dust at its edges in print.",
    ),
    Rule(
        "B043",
        message="picture {file} is not seen as it should be: {fault}",
        hint="open it in a browser, and save it again with the program that made it, or take another copy of it",
        reason="Where a picture should be there would be a hole, and its words would speak of what nobody sees.",
    ),
    Rule(
        "B044",
        message="{fault}",
        hint="tickets that carry its form: {carriers}; name one of them in tickets, or another form",
        reason="What a title is to go out on has to be laid out for what it is; otherwise nobody would ever get it.",
    ),
    Rule(
        "B047",
        message="{character}, which nobody sees",
        hint="take it out; the press itself holds together what must not part, and turns what reads the other way",
        reason=(
            "What cannot be seen can turn digits round, part the name of a medicine, and hide a word from every check."
        ),
    ),
    Rule(
        "B048",
        message="{word} holds {character}, which passes for a digit or a letter",
        hint="type digits and letters as they are on a keyboard: 100 for l00, 12 for Ⅻ, mg for ㎎",
        reason="A reader sees a number or a medicine there, and the checks see none, so nobody has looked at it.",
    ),
    Rule(
        "B049",
        message="block of kind {kind} rests on no fact in {places}",
        hint=(
            "search the evidence with `chapbook facts WORD`, and cite what it rests on under facts: of the block or of "
            "an item; where nothing fits, write the fact and its source into a file in booklets/evidence/"
        ),
        reason=(
            "It tells a family what to do in danger; what rests on nothing is somebody's opinion, and nobody finds it "
            "again when medicine changes."
        ),
    ),
    Rule(
        "B050",
        message="fact {fact} is inherited from {there}, and differs from it in: {keys}",
        hint="copy it word for word from there; where yours says something else, give it a name of its own",
        reason=(
            "A hospital may find an inherited statement in a source of its own, and say so; every text that rests on "
            "the statement still has to rest on the same."
        ),
    ),
    Rule(
        "B052",
        message="fact {fact} is universal and names no region",
        hint="say in which region it was read, or take universal away: a fact without a region holds everywhere",
        reason="Universal says that it does not matter where a fact was read; who reads it again must know where.",
    ),
    Rule(
        "B053",
        message="unknown sign {name}",
        hint="{guess}every warning sign stands in booklets/signs.yaml, and lists name it by its name there",
        reason="What stands once, in one wording and at one level, cannot be now in one title and today in another.",
    ),
    Rule(
        "B054",
        message="sign {sign} is {said}, and stands under {level}",
        hint="{add}move it to the list of its level, or have booklets/signs.yaml changed by a clinician",
        reason="A family that reads today where another page says now loses hours.",
    ),
    Rule(
        "B055",
        message="sign {sign} is {levels}",
        hint="give it one level, or write why: with the clinical reason",
        reason=(
            "Bodies do not differ by country, and many children have one therapy after another: where a level differs, "
            "a clinician must be able to read why."
        ),
    ),
    Rule(
        "B056",
        message="{signs}, at the level {level}, {stand} in {booklet} {where}",
        hint=(
            "name {it} in a warning of {its} level; a title of few words names {it} under leaves-out:, with the reason"
        ),
        reason="A family takes a list of warning signs for whole.",
    ),
    Rule(
        "B057",
        message="{said} says {level}, and {fault}",
        hint="name the signs that it speaks of with about:, or leave the urgency to the register",
        reason="How fast to act is set once, in booklets/signs.yaml; no sentence gives an urgency of its own.",
    ),
    Rule(
        "B058",
        message="warning {title} does not say what to do where nobody answers",
        hint="add unanswered: with the next number, and the place to go to",
        reason="At two in the morning the first number may ring in an empty room.",
    ),
    Rule(
        "B059",
        message="{fault}",
        hint="{guess}write therapy: as booklets/signs.yaml has it, which knows: {names}",
        reason=(
            "How urgent a sign is depends on the therapy that a title names, and a source of one therapy is named in "
            "its booklets alone."
        ),
    ),
    Rule(
        "B060",
        message="sign {sign} is named under leaves-out, and {booklet} leaves it out nowhere",
        hint="take it out of leaves-out",
        reason="A reason that nobody needs would hide the next sign that is forgotten.",
    ),
    Rule(
        "B061",
        message="the short words of sign {sign} {fault}",
        hint="leave out detail and keep what the sign is; a value that it names stands in both",
        reason="A poster prints short words alone: a family must know the sign by them from across a kitchen.",
    ),
    Rule(
        "B062",
        message="{who} is quoted without consent",
        hint="write consent: with the date on which they agreed and where the record is kept, or leave the voice out",
        reason="A family's words are its own: they are printed with a yes that can be shown, and taken back.",
    ),
    Rule(
        "B063",
        message="{block} ({kind}) is named under fill, and rests on a fact or a value, or tells what to do",
        hint="move it to blocks; fill takes what may be left out: lines for notes, a picture, words of comfort",
        reason="Pages without room leave a fill out, and a family must never lack what it needs to know or to do.",
    ),
    Rule(
        "B064",
        message="{block} sends its reader to {name}: {fault}",
        hint="leave see out, or name the block that tells more",
        reason="Whoever reads a warning acts, and turns no page; and a page that leads to itself leads nowhere.",
    ),
    Rule(
        "B065",
        message="folder {folder} is a link",
        hint="put the folder itself in its place",
        reason="A change behind such a link would go unseen, and pages would go on saying what was said before.",
    ),
    Rule(
        "B066",
        message="{value} brings its unit, and {unit} stands after it",
        hint="leave {unit} out: {value} is printed as a number with its unit",
        reason="A value is filled in with its unit, so that a family would read 2 weeks weeks.",
    ),
    Rule(
        "B067",
        message="a packet would have {pages} pages; {fewest} to {most} are wanted ({answers})",
        hint="name in when: what a block needs to be of use, so that fewer answers bring it, or more of them",
        reason="A packet is what a family needs now: what it cannot read in an evening is the whole booklet again.",
    ),
    Rule(
        "B068",
        message="{block} warns, and a packet would leave it out ({answers})",
        hint="name it in a row that holds for all answers of its treatment",
        reason="What a family was not given it cannot know: every warning of its treatment is in each of its packets.",
    ),
    Rule(
        "B069",
        message="question {question} changes nothing",
        hint="name it in when: of a row, or do not ask it",
        reason="A family that is asked for nothing answers the next question with less care.",
    ),
    Rule(
        "B070",
        message="block {block} is in a packet beside {before} of line {line} ({answers})",
        hint="say in when: which of the two rows holds; blocks of one name cannot stand in one packet",
        reason="Two rows that contradict each other print a page twice, or one page under two headings.",
    ),
    Rule(
        "B071",
        message="{what} {fault}",
        hint="mend its when:, or take it out",
        reason="What a table names and no packet has looks done, and no family reads it.",
    ),
    Rule(
        "B072",
        message="{answer} and {before} have one code in question {question}: {character}",
        hint="give each answer a character of its own, and none that an answer had before",
        reason="A packet is made again from its code: with another answer it would be another packet.",
    ),
    Rule(
        "B073",
        message="no answer is of therapy {therapy}, of which {booklet} is",
        hint="add an answer with therapy: and titles: to booklets/interview.yaml",
        reason="A family of that treatment would be given the pages of none.",
    ),
    Rule(
        "B074",
        message="{words} {fault} (place {place})",
        hint="mend its days, or the values that they come from",
        reason="A day that no calendar has is drawn nowhere, and its words send a family to look for it.",
    ),
    Rule(
        "B077",
        message="value {name} is {value}, and phones in {place} are {ways}, each X a digit",
        hint=(
            "count its digits, part them as there, and ring it; where families reach it as it is, write "
            "`{{value: {value}, silence: {{B077: why}}}}`"
        ),
        reason="A digit too many or too few is seen by nobody, and a parent who rings it at night reaches nobody.",
    ),
    Rule(
        "B078",
        message="value {name} is {value}, the same number as {other}",
        hint="ring both; where one number is right for both, write `{{value: {value}, silence: {{B078: why}}}}`",
        reason="A number copied from the line above rings by night on a desk where nobody sits.",
    ),
    Rule(
        "B079",
        message="{said} puts a call off, and {fault}",
        hint=(
            "say what to do at once; where nothing is put off, say it otherwise, or list the phrase under no-delay in "
            "locales/locales.yaml"
        ),
        reason="A family that reads tomorrow beside a sign that cannot wait waits.",
    ),
    Rule(
        "B080",
        message="value {name} is {value}, and an ambulance in {place} comes by {ways}",
        hint="ring it; where an ambulance comes by it all the same, write `{{value: {value}, silence: {{B080: why}}}}`",
        reason="It stands in every red place, and whoever dials it in danger dials no second one.",
    ),
    Rule(
        "B081",
        message="unknown term {name}",
        hint="{guess}terms that are named stand in booklets/terms.yaml; any other is written out, with its meaning",
        reason="A word that is explained once means the same in every title.",
    ),
    Rule(
        "C001",
        message="booklet {booklet} does not begin with the most important points",
        hint="put a block of kind key-points into its first chapter",
        reason="Who reads one page reads the first (PEMAT-P 11; CDC Index 2 and 10).",
    ),
    Rule(
        "C002",
        message=(
            "one main message is wanted, and it is the first point; points that begin in strong letters now: {points}"
        ),
        hint="begin the first point with **one strong sentence**, and no other point",
        reason="If everything is important, nothing is (PEMAT-P 12; CDC Index 1 and 3).",
    ),
    Rule(
        "C003",
        message="{fault}",
        hint="give each section a heading of its own that says what it holds",
        reason="A parent who looks for one thing reads headings alone (PEMAT-P 9; CDC Index 9).",
    ),
    Rule(
        "C004",
        message="a list of {count} items; people take in {most} at a glance",
        hint="split it: groups with a heading each in a warning, two blocks elsewhere",
        reason="In a long list the sign that counts is overlooked (PEMAT-P 8; CDC Index 8).",
    ),
    Rule(
        "C005",
        message="{what} of {count} words in {locale}; {most} are the most",
        hint="say less, or part it with a heading, a list or a new paragraph",
        reason="A wall of words is not read at two in the morning (PEMAT-P 8; CDC Index 9).",
    ),
    Rule(
        "C006",
        message="{fault}",
        hint="write whole numbers, and every rate with the same denominator, such as 8 in 100",
        reason=(
            "Rates with different denominators are compared wrongly, and fractions are misread (PEMAT-P 6; CDC "
            "Index 15)."
        ),
    ),
    Rule(
        "C007",
        message="a sum is left to the reader: {words}",
        hint="work it out, or leave a line for the team to write the result on",
        reason="A sum done in fear at night goes wrong (PEMAT-P 7; CDC Index 17).",
    ),
    Rule(
        "C008",
        message="picture {file} has no {lack}",
        hint="add alt for those who do not see it, and a caption, or a title to its block",
        reason="A picture without words means something else to everyone (PEMAT-P 17).",
    ),
    Rule(
        "C009",
        message="the head of a column is long in {locale}: {head}",
        hint="say it in a word or two",
        reason="Long heads make narrow columns, and nobody sees which cell belongs to which (PEMAT-P 19).",
    ),
    Rule(
        "C010",
        message="booklet {booklet} asks for nothing to be done",
        hint="add a block of kind warning, steps, checklist, contacts or card",
        reason="A handout that leads to no action helps nobody (PEMAT-P 20; CDC Index 5 and 12).",
    ),
    Rule(
        "C011",
        message="speaks of the reader, not to the reader: {words}",
        hint='say "you", or say what to do: "Call us"',
        reason="An instruction for somebody else is easily left to somebody else (PEMAT-P 21).",
    ),
    Rule(
        "C012",
        message="does not say who does it: {words}",
        hint="say who does what: Call your team, not: the team should be called",
        reason="In the passive voice nobody is asked (CDC Index 6).",
    ),
    Rule(
        "C013",
        message="booklet {booklet} holds nothing to use",
        hint="add a block of kind checklist, diary, calendar or card",
        reason="A list to tick or a card to carry turns reading into doing (PEMAT-P 23).",
    ),
    Rule(
        "C014",
        message="booklet {booklet} does not say what is known and what is not",
        hint="add a block of kind known-unknown",
        reason="Families decide on what nobody can promise, and must know it (CDC Index 11).",
    ),
    Rule(
        "C015",
        message="warning {title} does not say how to call",
        hint="give it phones, or a phone's value in its action",
        reason="Who reads a warning must not have to look for the number (CDC Index 14).",
    ),
    Rule(
        "C016",
        message="hard word {word} is explained nowhere (here first; in all: {times})",
        hint=(
            "{guess}say it plainly, explain it in the glossary, or name it in booklets/everyday.yaml and say why "
            "families know it"
        ),
        reason="A word that is not understood takes its sentence with it (PEMAT-P 3 and 4; CDC Index 7).",
    ),
    Rule(
        "C017",
        message="{fault}",
        hint=("take it out, or mend it: a silence names a rule and gives the reason, which the proof sheet prints"),
        reason="A silence that nobody needs would hide the next fault.",
    ),
    Rule(
        "C018",
        message="a step of {count} words in {locale}; {most} are the most",
        hint="make two steps of it",
        reason="One step is one thing to do (PEMAT-P 22).",
    ),
    Rule(
        "C019",
        message="{fault}",
        hint="{hint}",
        reason=(
            "What a person answers about a text is kept with the approval, so it must answer a question that was asked."
        ),
    ),
    Rule(
        "F001",
        message="{where} is {share} % full",
        hint="move a block, or name under fill what may stand there; where it is meant so, silence F001 and say why",
        reason="A page that is half empty looks as if something were missing, and costs paper. 60 % are asked for.",
    ),
    Rule(
        "F002",
        message="{where}: a chapter opens in the lowest third, {what}",
        hint="start it on a new page, or shorten what stands before it; else silence F002 and say why",
        reason="A heading at the foot is overlooked, and what it heads stands overleaf.",
    ),
    Rule(
        "F003",
        message="{where}: a {parted} goes on overleaf{items}, {what}",
        hint="keep it in one piece, by keep: together or by another order of blocks; else silence F003 and say why",
        reason=(
            "Who reads the first page of a list takes it for whole. What is longer than half a page may go on, if it "
            "leaves none of its items alone: kept whole, it would leave the page before it empty."
        ),
    ),
    Rule(
        "F004",
        message="{where}: a last line of one word, {what}",
        hint="say it in a word less or more; where it cannot be, silence F004 and say why",
        reason="One word alone takes a line and stops the eye; a number alone is read with what follows.",
    ),
    Rule(
        "N012",
        message="{where}: left over in {line}: {signs}",
        hint="mend the name of the value, the link or the stars, there or in its translation",
        reason="What was to be a number or a stress is printed as signs that tell a family nothing.",
    ),
    Rule(
        "A007",
        message="source {source} was to be read again by {date}, and stands behind {editions}",
        hint=(
            "for the {owner}: read it, set accessed and review_by; `chapbook ledger --source {name}` lists what "
            "rests on it"
        ),
        reason=(
            "A label changes and a leaflet is withdrawn without anybody telling us; what was read long ago may "
            "no longer hold."
        ),
    ),
)

"""Reads the structure of a tagged PDF as it stands in the file: elements, languages, words, in reading order."""

import re
import unicodedata
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Name

ARABIC = "[\u0600-\u06ff\ufe70-\ufefc]"


@dataclass
class Element:
    """An element of the structure; its kids are elements, texts of marks, and annotations."""

    tag: str
    lang: str = ""
    alt: str = ""
    actual: str = ""
    attributes: dict = field(default_factory=dict)
    kids: list = field(default_factory=list)

    def all(self, *tags):
        """Elements of some tags, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                if kid.tag in tags:
                    yield kid
                yield from kid.all(*tags)

    @property
    def text(self):
        parts = [self.actual] if self.actual else (kid.text if isinstance(kid, Element) else kid for kid in self.kids)
        return " ".join(" ".join(part for part in parts if isinstance(part, str)).split())

    def lines(self, depth=0):
        """The tree as text: a line for each element; attributes in brackets; the texts of marks joined by a space."""
        said = [self.lang, *(f"{key} {value}" for key, value in self.attributes.items() if key != "BBox")]
        said += [f'{key} "{text}"' for key, text in (("alt", self.alt), ("actual", self.actual)) if text]
        head = "  " * depth + self.tag + "".join(f" [{each}]" for each in said if each)
        if all(isinstance(kid, str) for kid in self.kids):
            yield f"{head} {self.text}".rstrip()
            return
        yield head
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.lines(depth + 1)
            elif isinstance(kid, str):
                if not kid.strip():
                    continue
                yield f"{'  ' * (depth + 1)}{kid.strip()}".rstrip()
            else:
                yield f"{'  ' * (depth + 1)}({str(kid.Subtype)[1:]}: {kid.get('/Contents', kid.get('/TU', ''))})"


def read(pdf):
    """The root of a PDF's structure, and the text of all that is in no element, page by page."""
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = {page.objgen: _marks(page) for page in document.pages}
        root = _element(document.Root.StructTreeRoot.K[0], None, pages)
        root.lang = str(document.Root.Lang)
        return root, [[text for text in loose if letters(text)] for _, loose in pages.values()]


def _element(found, page, pages):
    page = found.get("/Pg", page)
    attributes = {}
    for each in found.get("/A", []):
        attributes |= {key[1:]: _plain(value) for key, value in each.items() if key not in ("/O", "/Placement")}
    element = Element(
        str(found.S)[1:], *(str(found.get(key, "")) for key in ("/Lang", "/Alt", "/ActualText")), attributes
    )
    kids = found.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            element.kids.append(pages[page.objgen][0][kid])
        elif kid.get("/Type") == Name.MCR:
            element.kids.append(pages[kid.Pg.objgen][0][int(kid.MCID)])
        elif kid.get("/Type") == Name.OBJR:
            annotation = dict(kid.Obj.items())
            element.kids.append(pikepdf.Dictionary({k: v for k, v in annotation.items() if k in KEPT}))
        else:
            inner = _element(kid, page, pages)
            element.kids.append(_heard(inner) if inner.tag == "Span" and inner.actual else inner)
    return element


def _heard(words):
    """What is heard in place of marks that are painted from left to right: the same letters."""
    painted = "".join(words.kids)
    assert sorted(letters(words.actual)) == sorted(letters(painted)), f"{words.actual} stands for {painted}"
    return words.actual


def letters(text):
    """All that is to see of a text; shapes and ligatures as their letters."""
    shapes = unicodedata.normalize("NFKC", text)
    return "".join(each for each in shapes if unicodedata.category(each) not in ("Cc", "Cf", "Zs"))


KEPT = ("/Subtype", "/Contents", "/TU", "/T")


def _plain(value):
    return [float(part) for part in value] if isinstance(value, pikepdf.Array) else str(value).removeprefix("/")


def _marks(page):
    """The text of each numbered mark of a page, and the texts outside of all numbers, artifacts and others."""
    fonts = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    marks, loose, open_marks, letters = {}, [], [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            number = operands[1].get("/MCID") if name == "BDC" else None
            open_marks.append(None if number is None else int(number))
            if number is not None:
                marks[int(number)] = ""
            else:
                loose.append("")
        elif name == "EMC":
            open_marks.pop()
        elif name == "Tf":
            letters = fonts[str(operands[0])]
        elif name in ("TJ", "Tj"):
            codes = b"".join(
                bytes(part) for part in (operands[0] if name == "TJ" else operands) if isinstance(part, pikepdf.String)
            )
            said = "".join(letters[int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2))
            assert open_marks, f"painted outside of all marks: {said}"
            if open_marks[-1] is None:
                loose[-1] += said
            else:
                marks[open_marks[-1]] += said
    assert not open_marks
    return {number: _in_order(text) for number, text in marks.items()}, [_in_order(text) for text in loose]


def _letters(font):
    """What each code of a font says, by its own map."""
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs[1:]}


def _in_order(text):
    """Arabic is painted from left to right: turned around, but for numbers and Latin words, it can be read."""
    seen = re.sub("[\u200e\u200f]", "", text)
    if not re.search(ARABIC, seen):
        return seen
    turned = unicodedata.normalize("NFKC", seen[::-1])
    return re.sub(r"[A-Za-z0-9.,()°-]+", lambda run: run[0][::-1], turned)

"""What differs by hospital, place and language: values, places, the imprint, locales."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    FiniteFloat,
)

from chapbook.content.licenses import LicenseName
from chapbook.content.phones import is_phone
from chapbook.content.text import Content, Level, Name, Silence

# ── beside the booklets ──────────────────────────────────────────────────────────────────────────────────────────

ValueType = Literal["temperature", "phone", "name", "term", "weeks", "days", "hours", "instructions"]


class ValueModel(Content):
    """What a local value means, who sets it, and within which range.

    means: a sentence for whoever sets it
    label: what stands beside a phone number that is printed large
    type: how it is written in a sentence
    range: the least and the most that it may be
    imprint: the key of the imprint that it is where nobody sets it, such as name
    default: what it is where nobody sets it
    slot: yes prints a line to write on where nobody sets it
    lines: how many lines there are to write on
    set-by: who decides on it, such as clinical lead
    facts: ids of facts that it rests on
    """

    means: str
    label: Name | None = None
    type: ValueType
    range: tuple[FiniteFloat, FiniteFloat] | None = None
    imprint: Literal["name", "address", "site"] | None = None
    default: Name | None = None
    slot: bool = False
    lines: int = Field(1, ge=1, le=8)
    set_by: str
    facts: tuple[Name, ...] = ()


class SettingModel(Content):
    """A value as a place or an imprint sets it, with the facts that it rests on.

    value: what it is
    facts: ids of facts that it rests on
    silence: rules of phones that are not asked of it, by code, each with the reason
    """

    value: Name
    facts: tuple[Name, ...] = ()
    silence: Silence = Field(default_factory=dict)


def _setting(data: Any) -> Any:
    return {"value": data} if isinstance(data, str) else data


Setting = Annotated[SettingModel, BeforeValidator(_setting, json_schema_input_type=Name | SettingModel)]


def _a_form(phone: str) -> str:
    if "X" not in phone or not is_phone(phone.replace("X", "5")):
        raise ValueError("a phone number with an X for each digit is wanted here, such as 0XXX XXX XXXX")
    return phone


class PlaceModel(Content):
    """A country's rules.

    name: the country as its own people write it
    regions: facts of these regions hold here
    paper: what lies in its printers
    language: the language that staff and ambulance crews read
    temperature: which unit is printed first
    phones: how its phone numbers are written, such as 0XXX XXX XXXX, each X a digit; short ones are left out
    values: local values that the country sets, by name
    """

    name: str
    regions: tuple[Name, ...]
    paper: Literal["A4", "Letter"]
    # The locale that staff and ambulance crews read.
    language: Name
    temperature: Literal["celsius", "fahrenheit-first"] = "celsius"
    phones: tuple[Annotated[Name, AfterValidator(_a_form)], ...] = ()
    values: dict[Name, Setting] = Field(default_factory=dict)


class EverydayModel(Content):
    """Words of three syllables or more that are not explained, and why families know them.

    reason: why families know them
    words: the words
    """

    reason: Name
    words: tuple[Name, ...] = Field(min_length=1)


class PublishesModel(Content):
    """What is made; what is left out means all of them.

    booklets: the booklets to make
    locales: the languages to make
    places: the countries to make
    """

    booklets: tuple[Name, ...] | None = None
    locales: tuple[Name, ...] | None = None
    places: tuple[Name, ...] | None = None


def public_key(text: str) -> bytes:
    """The 32 bytes of an Ed25519 public key, as OpenSSL or OpenSSH writes it."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    is_ssh = text.startswith("ssh-")
    try:
        read = serialization.load_ssh_public_key if is_ssh else serialization.load_pem_public_key
        key = read(text.strip().encode())
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("an Ed25519 public key is wanted here, as `openssl pkey -pubout` or `ssh-keygen` writes it")
    return key.public_bytes_raw()


def _a_key(text: str) -> str:
    public_key(text)
    return text


# Who can approve an edition.
Role = Literal["clinician", "translator", "reader"]


class ApproverModel(Content):
    """Somebody who signs approvals.

    roles: as whom: clinician, translator, reader
    keys: the Ed25519 public keys, as OpenSSL or OpenSSH writes them
    """

    roles: tuple[Role, ...] = Field(min_length=1)
    keys: tuple[Annotated[Name, AfterValidator(_a_key)], ...] = Field(min_length=1)


class ImprintModel(Content):
    """Who publishes.

    name: the hospital, as it stands on the covers
    inherits: the project that this one builds on: bundled, or the path of a folder
    address: one line, on the back cover
    site: such as children.example.org, printed, and where each paper's code leads
    logo: an SVG or PNG below booklets/
    partners: who else stands on the covers, two at most: each name with its logo
    license: what others may do with the hospital's own words and pictures; the library's stay under CC BY 4.0
    revised: when the hospital's own words or values last changed
    values: local values that the hospital sets, by name
    publishes: which booklets, languages and countries to make
    approvers: those who sign their approvals, by the name that stands in the record
    signed: yes counts no approval that is not signed
    """

    name: Name | None = None
    inherits: tuple[Name, ...] | Name = ()
    address: Name | None = None
    site: Name | None = None
    logo: Name | None = None
    partners: dict[Name, Name] = Field(default_factory=dict, max_length=2)
    license: LicenseName | None = None
    revised: datetime.date | None = None
    values: dict[Name, Setting] = Field(default_factory=dict)
    publishes: PublishesModel = PublishesModel()
    approvers: dict[Name, ApproverModel] = Field(default_factory=dict)
    signed: bool = False


# The term base: for each language, how a translation says each term of the source.
TERM_BASE = "locales/term-base.yaml"


class WordingModel(Content):
    """How a language says a term of the source.

    forms: one of these stands in the translation of each text that has the term; part of a word, where words change
    avoid: what stands in no translation
    first: how it reads where an edition says it first, such as with its short form in brackets
    """

    forms: tuple[Name, ...] = Field(min_length=1)
    avoid: tuple[Name, ...] = ()
    first: Name | None = None


def _known_to_babel(name: str) -> str:
    if _is_known(name):
        return name
    parts = re.split("[-_]", name)
    language, country = parts[0].lower(), parts[-1].upper()
    # CLDR has no French of the United States: then that of where most of its people live.
    most = get_global("likely_subtags").get(language, "").rpartition("_")[2]
    spelled = (f"{language}_{each}" for each in (country, most))
    near = " or ".join(dict.fromkeys(filter(_is_known, spelled))) or "es_US"
    why = f"Babel does not know {name}" if re.fullmatch("[A-Za-z]{2,3}[-_][A-Za-z]{2}", name) else ""
    raise ValueError(f"{why}{'; ' * bool(why)}a locale with its territory is wanted here, such as {near}")


def _is_known(name: str) -> bool:
    try:
        return bool(Locale.parse(name).territory)
    except (ValueError, UnknownLocaleError):
        return False


# How a language is written in a country, as CLDR calls it.
Written = Annotated[str, AfterValidator(_known_to_babel)]


class LocaleModel(Content):
    """A language as it is written, set and spoken of.

    babel: for each place where it is published, its locale with territory, such as {us: es_US}
    direction: from left to right, or from right to left
    autonym: its name in itself
    fonts: typefaces in the order in which they are tried
    scale: the size of type against the style's own
    line-height: the distance of lines against the size of type
    medicines: names of medicines, and what this language may call each of them besides
    braille: the table of liblouis that writes it in Braille
    urgency: the words that say how fast to act, for each level of a sign; … stands for up to five words
    wait: words that tell to wait, such as hold off: never beside a sign of ambulance or now
    delay: words for a later time, such as tomorrow: likewise
    help: words that ask for help, such as call: never in one sentence with those
    unwell: words that say what for, such as fever: never in one sentence with words that tell to wait
    needless: words that say that nobody need do so, such as no need to: never before words that ask for help
    comes: words before a later time at which a sign comes, such as begins: what they take along puts nothing off
    no-delay: phrases that hold such words and put nothing off; with … at the end, up to that of their clause
    source: yes for the language in which the blocks are written
    """

    babel: dict[str, Written] = Field(min_length=1)
    direction: Literal["ltr", "rtl"]
    autonym: Name
    fonts: tuple[str, ...] = Field(min_length=1)
    # The size of type against the style's own, for a language that runs long or a script that looks large.
    scale: float = Field(1, ge=0.9, le=1.3)
    line_height: float = Field(1.36, ge=1, le=3)
    # Names of medicines, and what this language may call each of them besides. The source language lists them all.
    medicines: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    # The table of liblouis that writes the language in Braille.
    braille: str | None = None
    # What says how fast to act, so that no sentence says another level than booklets/signs.yaml.
    urgency: dict[Level, tuple[Name, ...]] = Field(default_factory=dict)
    # What puts a call off, in one sentence: to wait and a later time; one of these and help; to wait and a child who is
    # unwell; needless, before help. And what puts nothing off: a sign that comes at a later time, and no_delay.
    wait: tuple[Name, ...] = ()
    delay: tuple[Name, ...] = ()
    help: tuple[Name, ...] = ()
    unwell: tuple[Name, ...] = ()
    needless: tuple[Name, ...] = ()
    comes: tuple[Name, ...] = ()
    no_delay: tuple[Name, ...] = ()
    source: bool = False

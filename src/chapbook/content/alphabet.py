"""The order of words in a reader's alphabet."""

from __future__ import annotations

import unicodedata

# Letters of their own, which take their place behind the one that they look like (Real Academia Española, Ortografía
# 2010, chapter I; what other languages need is added with them).
_LETTERS = {"es": {"ñ": "n\uffff"}}

# The article, behind which a reader of Arabic looks a word up.
_ARTICLES = {"ar": "ال"}


def order(text: str, language: str) -> str:
    """What words are sorted by: their letters, without marks, capitals and signs, and without an article in Arabic.

    >>> sorted(["Neutropenia", "Ñame", "nuez", "Ántrax", "ánimo"], key=lambda word: order(word, "es"))
    ['ánimo', 'Ántrax', 'Neutropenia', 'nuez', 'Ñame']
    >>> sorted(["القسطرة", "أجسام", "بزل"], key=lambda word: order(word, "ar"))
    ['أجسام', 'بزل', 'القسطرة']
    """
    folded = text.casefold().removeprefix(_ARTICLES.get(language, ""))
    for letter, place in _LETTERS.get(language, {}).items():
        folded = folded.replace(letter, place)
    return "".join(each for each in unicodedata.normalize("NFD", folded) if each.isalnum() or each in "\uffff ")

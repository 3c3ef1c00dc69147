"""Letters reduced to what people type when they search."""

import re
import unicodedata

_NOT_A_WORD = re.compile(r"[^\w]+")


def folded(text: str) -> str:
    """Case and diacritics gone, punctuation to single spaces: 'Łódź-Süd' becomes 'lodz sud', 'Київ' 'киів'."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ø", "o").replace("đ", "d"))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    # Apostrophes stand inside Ukrainian names (Слов'янськ) in three different characters, or are left out.
    return _NOT_A_WORD.sub(" ", re.sub("['’ʼ`]", "", letters)).strip()


def matches(query: str, *texts: str) -> bool:
    """Whether every word of the query begins a word of the texts."""
    words = folded(" ".join(texts)).split()
    return all(any(word.startswith(wanted) for word in words) for wanted in folded(query).split())

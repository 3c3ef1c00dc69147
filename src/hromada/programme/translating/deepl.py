"""The dialect of DeepL, version 2 of its API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hromada.programme.translating.asking import TranslatorFailed, ask, texts

# English is asked for by its country; we write it as in Britain.
_TARGETS = {"en": "EN-GB"}


@dataclass(frozen=True)
class DeepL:
    url: str
    key: str

    def translate(self, lines: Sequence[str], *, source: str, target: str) -> list[str]:
        question = {
            "text": list(lines),
            "source_lang": source.upper(),
            "target_lang": _TARGETS.get(target, target.upper()),
            "tag_handling": "html",
        }
        answer = ask(f"{self.url}/v2/translate", question, {"Authorization": f"DeepL-Auth-Key {self.key}"})
        try:
            found = [one["text"] for one in answer["translations"]]
        except (KeyError, TypeError) as error:
            raise TranslatorFailed("the answer is not DeepL's") from error
        return texts(found, len(lines))

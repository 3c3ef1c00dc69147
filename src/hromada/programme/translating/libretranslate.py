"""The dialect of LibreTranslate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hromada.programme.translating.asking import TranslatorFailed, ask, texts


@dataclass(frozen=True)
class LibreTranslate:
    url: str
    key: str

    def translate(self, lines: Sequence[str], *, source: str, target: str) -> list[str]:
        question = {"q": list(lines), "source": source, "target": target, "format": "html"}
        answer = ask(f"{self.url}/translate", question | ({"api_key": self.key} if self.key else {}), {})
        if not isinstance(answer, dict):
            raise TranslatorFailed("the answer is not LibreTranslate's")
        return texts(answer.get("translatedText"), len(lines))

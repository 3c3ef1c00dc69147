"""A domain rule says no, in words."""

from typing import Any


class Refusal(Exception):  # noqa: N818  # a refusal is an answer to a person, not an error of the program
    """What was asked for is not allowed; ``sentence`` tells the person why and what would help.

    ``code`` is stable and for machines. The refusal middleware answers with 409 and the sentence.
    """

    def __init__(self, code: str, sentence: Any) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)

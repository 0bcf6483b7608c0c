"""What does a text say in each language? The two-language text that every pattern, council and page uses."""

from __future__ import annotations

from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, model_validator

Language = Literal["en", "cy"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Words(BaseModel):
    """A text in English and, where it has been translated, in Welsh.

    In YAML it may be written as a plain string (English) or as ``{en: ..., cy: ..., local: true}``;
    ``local`` lets a council reword it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    en: str
    cy: str = ""
    local: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"en": value} if isinstance(value, str) else value

    def say(self, language: Language) -> str:
        """Return the text in ``language``; English where there is no Welsh yet."""
        return self.cy or self.en if language == "cy" else self.en

    def language_said(self, language: Language) -> Language:
        """Return the language in which :meth:`say` answers, for the ``lang`` attribute of a fallback."""
        return "cy" if language == "cy" and self.cy else "en"

    def __bool__(self) -> bool:
        return bool(self.en or self.cy)


def both(en: str, cy: str) -> Words:
    """Return a text in both languages."""
    return Words(en=en, cy=cy)

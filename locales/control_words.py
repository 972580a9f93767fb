"""Control words: short everyday nouns that sound clear on a telephone, for linking a person (DESIGN §4)."""

from functools import cache

from locales.catalogue import HOME


@cache
def control_words() -> tuple[str, ...]:
    """The words to draw two from, in alphabetical order; nine bits each."""
    return tuple((HOME / "control_words.txt").read_text(encoding="utf-8").split())

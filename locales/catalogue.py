"""The catalogues: every sentence by its key, read into memory once, so that words outlive their files."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel.messages.pofile import read_po

FORMS = ("nl", "nl@je")
"""The two Dutch catalogues: *u* for adults, *je* for young people; each form is also a folder."""

HOME = Path(__file__).parent

Sentence = str | tuple[str, str]
"""One text, or one for exactly one and one for every other number."""


def load() -> None:
    """Read every catalogue now; after this no file is needed any more (the help card depends on it).

    Raises:
        ValueError: a key stands in two files of one form. OSError: a catalogue is missing or unreadable.
    """
    for form in FORMS:
        catalogue(form)


def text(key: str, form: str, /, **values: object) -> str:
    """The sentence of this key in this form of address, with its named places filled in.

    Raises:
        KeyError: there is no such key in this form, or a place in the sentence got no value.
    """
    sentence = catalogue(form)[key]
    if isinstance(sentence, tuple):
        raise KeyError(key)
    return sentence.format(**values)


def plural(key: str, form: str, n: int, /, **values: object) -> str:
    """The sentence of this key for this number, which it may name as ``{count}``; only 1 is singular.

    Raises:
        KeyError: there is no such counted key in this form, or a place in the sentence got no value.
    """
    sentence = catalogue(form)[key]
    if isinstance(sentence, str):
        raise KeyError(key)
    return sentence[0 if n == 1 else 1].format(count=n, **values)


@cache
def catalogue(form: str) -> Mapping[str, Sentence]:
    """All sentences of a form of address by key, from the files of every feature.

    Raises:
        ValueError: a key stands in two files. FileNotFoundError: no form has this name.
    """
    files = sorted((HOME / form).glob("*.po"))
    if form not in FORMS or not files:
        raise FileNotFoundError(form)
    sentences: dict[str, Sentence] = {}
    for file in files:
        for key, sentence in _read(file):
            if key in sentences:
                raise ValueError(f"{file.name}: {key} stands in two files")
            sentences[key] = sentence
    return MappingProxyType(sentences)


def _read(file: Path) -> list[tuple[str, Sentence]]:
    with file.open("rb") as source:
        messages = [message for message in read_po(source, abort_invalid=True) if message.id]
    found: list[tuple[str, Sentence]] = []
    for message in messages:
        match message.id, message.string:
            case (str(key), _), (str(one), str(many)):
                found.append((key, (one, many)))
            case str(key), str(sentence):
                found.append((key, sentence))
            case _:
                raise ValueError(f"{file.name}: {message.id} is not one sentence, nor a pair of them")
    return found

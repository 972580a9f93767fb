"""A page as it came back: the words a person sees, its forms with their buttons, and its links."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self

import httpx

_VOID = frozenset({"input", "br", "img", "meta", "link", "hr", "source", "wbr"})
_UNSEEN = frozenset({"script", "style", "template", "title", "noscript"})


@dataclass(slots=True)
class Form:
    """A form as it stands on the page: where it goes, its values, and the words on its buttons."""

    action: str
    method: str
    encoding: str
    values: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Words, name, value and an address of its own (formaction) of each button."""

    def names(self) -> set[str]:
        """The names of all fields."""
        return {name for name, _ in self.values}


@dataclass(slots=True)
class Page:
    """What came back: status, headers, the words a person sees, its forms and links."""

    address: str
    status: int
    headers: httpx.Headers
    html: str
    text: str = ""
    forms: list[Form] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, answer: httpx.Response) -> Self:
        """Read an answer."""
        page = cls(str(answer.url), answer.status_code, answer.headers, "")
        if "html" in answer.headers.get("content-type", ""):
            page.html = answer.text
            reader = _Reader(page)
            reader.feed(answer.text)
            page.text = " ".join(" ".join(reader.words).split())
        return page


class _Reader(HTMLParser):
    """Collects words, forms and links of a page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.words: list[str] = []
        self._open: list[str] = []
        self._form: Form | None = None
        self._said: list[str] | None = None
        self._named: tuple[str, ...] = ()
        self._area: str | None = None
        self._choice: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._open.append(tag)
        match tag:
            case "form":
                method, encoding = given.get("method", "get").lower(), given.get("enctype", "")
                self._form = Form(given.get("action", ""), method, encoding)
                self.page.forms.append(self._form)
            case "input":
                self._input(given)
            case "textarea":
                self._area, self._said = given.get("name", ""), []
            case "select":
                self._choice = given.get("name", "")
            case "option" if self._choice and self._form and "selected" in given:
                self._form.values.append((self._choice, given.get("value", "")))
            case "button":
                self._said = []
                self._named = tuple(given.get(key, "") for key in ("name", "value", "formaction"))
            case "a":
                self._said, self._named = [], (given.get("href", ""),)
            case _:
                pass
        if given.get("aria-label") and self._said is not None:
            self._said.append(given["aria-label"])

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        said = " ".join(" ".join(self._said or ()).split())
        match tag:
            case "form":
                self._form = None
            case "textarea" if self._form is not None and self._area:
                self._form.values.append((self._area, "".join(self._said or ()).removeprefix("\n")))
                self._area = self._said = None
            case "select":
                self._choice = None
            case "button" if self._form is not None:
                name, value, target = self._named
                self._form.buttons.append((said, name, value, target))
                self._said = None
            case "a" if self._said is not None:
                self.page.links.append((said, self._named[0]))
                self._said = None
            case _:
                pass

    def handle_data(self, data: str) -> None:
        if self._said is not None:
            self._said.append(data)
        if not _UNSEEN & set(self._open):
            self.words.append(data)

    def _input(self, given: dict[str, str]) -> None:
        if self._form is None or not given.get("name"):
            return
        kind = given.get("type", "text")
        if kind == "submit":
            self._form.buttons.append((given.get("value", ""), given["name"], given.get("value", ""), ""))
        elif kind != "file" and (kind not in ("radio", "checkbox") or "checked" in given):
            value = given.get("value", "on" if kind == "checkbox" else "")
            self._form.values.append((given["name"], value))

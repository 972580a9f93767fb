"""A browser without a screen: opens pages over HTTP, keeps cookies, fills forms and presses buttons by their words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Self
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx

FOLLOWS = 5
_VOID = frozenset({"input", "br", "img", "meta", "link", "hr", "source", "wbr"})
_UNSEEN = frozenset({"script", "style", "template", "title", "noscript"})

File = tuple[str, bytes, str]
"""Name, content and claimed type of a file that a form sends."""

Parts = list[tuple[str, tuple[str | None, bytes, str]]]
"""A form in parts, as a browser sends one that may hold files; a plain field has no file name."""


class NotOnPage(AssertionError):
    """What somebody looks for is not on the page; the message tells what is."""


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


class Browser:
    """One person's browser; ``origin`` is the window's, cookies are kept as a browser keeps them on loopback."""

    def __init__(self, origin: str) -> None:
        self.origin = origin.rstrip("/")
        self.cookies: dict[str, str] = {}
        # A machine's proxy must not stand between two programs on that machine.
        self._client = httpx.AsyncClient(trust_env=False, timeout=30)
        self.page = Page("", 0, httpx.Headers(), "")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def opens(self, address: str) -> Page:
        """Go to an address, which may be a path."""
        return await self._go("GET", urljoin(f"{self.origin}/", address))

    async def launches(self, address: str, *, entry: str = "/binnen", field: str = "launch") -> Page:
        """Open the window as Telegram does; the launch data is handed over as the page's own script does."""
        plain, fragment = urldefrag(address)
        await self.opens(plain)
        launch = httpx.QueryParams(fragment)["tgWebAppData"]
        return await self._go("POST", f"{self.origin}{entry}", data={field: launch})

    async def follows(self, words: str) -> Page:
        """Follow the first link with these words."""
        for said, target in self.page.links:
            if words.casefold() in said.casefold():
                return await self.opens(urljoin(self.page.address, target))
        raise NotOnPage(
            f"no link {words!r} among {[said for said, _ in self.page.links]}: {self.page.text[:600]}"
        )

    async def presses(
        self, words: str, values: Mapping[str, str] | None = None, files: Mapping[str, File] | None = None
    ) -> Page:
        """Fill the form that has this button, and press it."""
        for form in self.page.forms:
            for said, name, value, target in form.buttons:
                if words.casefold() not in said.casefold():
                    continue
                data = {**dict(form.values), **({name: value} if name else {}), **(values or {})}
                return await self._submit(form, target or form.action, data, files)
        known = [button[0] for form in self.page.forms for button in form.buttons]
        raise NotOnPage(f"no button {words!r} among {known}: {self.page.text[:600]}")

    async def _submit(
        self, form: Form, target: str, data: dict[str, str], files: Mapping[str, File] | None
    ) -> Page:
        where = urljoin(self.page.address, target)
        if form.method == "get":
            return await self._go("GET", f"{urldefrag(where)[0].partition('?')[0]}?{httpx.QueryParams(data)}")
        if form.encoding == "multipart/form-data":
            # A browser sends every field of such a form as a part of its own.
            parts: Parts = [(name, (None, value.encode(), "")) for name, value in data.items()]
            sent: Parts = [*parts, *((name, file) for name, file in (files or {}).items())]
            return await self._go("POST", where, files=sent)
        return await self._go("POST", where, data=data)

    async def _go(
        self, method: str, address: str, *, data: dict[str, str] | None = None, files: Parts | None = None
    ) -> Page:
        for _ in range(FOLLOWS):
            answer = await self._ask(method, address, data, files)
            if answer.status_code not in (301, 302, 303, 307, 308):
                self.page = Page.of(answer)
                return self.page
            address, method = urljoin(address, answer.headers["location"]), "GET"
            data = files = None
        raise NotOnPage("the page leads around in circles")

    async def _ask(
        self, method: str, address: str, data: dict[str, str] | None, files: Parts | None
    ) -> httpx.Response:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            headers |= {"Origin": self.origin, "Sec-Fetch-Site": "same-origin"}
        own = f"{urlsplit(address).scheme}://{urlsplit(address).netloc}" == self.origin
        answer = await self._client.request(
            method, address, headers=headers if own else {}, data=data, files=files
        )
        for line in answer.headers.get_list("set-cookie"):
            self._keep(line)
        return answer

    def _keep(self, line: str) -> None:
        # Python does not know Partitioned yet; a cookie with it is a cookie all the same.
        for name, morsel in SimpleCookie(line.replace("; Partitioned", "")).items():
            if morsel["max-age"] == "0" or not morsel.value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value


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

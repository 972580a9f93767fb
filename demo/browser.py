"""A browser without a screen: opens pages over HTTP, keeps cookies, fills forms and presses buttons by their words."""

from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import Self
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx

from demo.page import Form, Page

FOLLOWS = 5

File = tuple[str, bytes, str]
"""Name, content and claimed type of a file that a form sends."""

Fields = list[tuple[str, str]]
"""What a form says, field by field; a field that is ticked several times comes several times."""

Parts = list[tuple[str, tuple[str | None, bytes, str]]]
"""A form in parts, as a browser sends one that may hold files; a plain field has no file name."""


class NotOnPage(AssertionError):
    """What somebody looks for is not on the page; the message tells what is."""


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
        return await self._go("POST", f"{self.origin}{entry}", data=[(field, launch)])

    async def follows(self, words: str) -> Page:
        """Follow the first link with these words."""
        for said, target in self.page.links:
            if words.casefold() in said.casefold():
                return await self.opens(urljoin(self.page.address, target))
        raise NotOnPage(
            f"no link {words!r} among {[said for said, _ in self.page.links]}: {self.page.text[:600]}"
        )

    async def presses(
        self,
        words: str,
        values: Mapping[str, str | tuple[str, ...]] | None = None,
        files: Mapping[str, File] | None = None,
    ) -> Page:
        """Fill the form that has this button, and press it; what is ticked there already stays ticked.

        Several values of one field are several boxes that are ticked.
        """
        for form in self.page.forms:
            for said, name, value, target in form.buttons:
                if words.casefold() not in said.casefold():
                    continue
                given = {**({name: value} if name else {}), **(values or {})}
                kept = [(field, said) for field, said in form.values if field not in given]
                filled = [(field, one) for field, said in given.items() for one in _each(said)]
                return await self._submit(form, target or form.action, [*kept, *filled], files)
        known = [button[0] for form in self.page.forms for button in form.buttons]
        raise NotOnPage(f"no button {words!r} among {known}: {self.page.text[:600]}")

    async def _submit(self, form: Form, target: str, data: Fields, files: Mapping[str, File] | None) -> Page:
        where = urljoin(self.page.address, target)
        if form.method == "get":
            return await self._go(
                "GET", f"{urldefrag(where)[0].partition('?')[0]}?{httpx.QueryParams(_by_name(data))}"
            )
        if form.encoding == "multipart/form-data":
            # A browser sends every field of such a form as a part of its own.
            parts: Parts = [(name, (None, value.encode(), "")) for name, value in data]
            sent: Parts = [*parts, *((name, file) for name, file in (files or {}).items())]
            return await self._go("POST", where, files=sent)
        return await self._go("POST", where, data=data)

    async def _go(
        self, method: str, address: str, *, data: Fields | None = None, files: Parts | None = None
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
        self, method: str, address: str, data: Fields | None, files: Parts | None
    ) -> httpx.Response:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            headers |= {"Origin": self.origin, "Sec-Fetch-Site": "same-origin"}
        own = f"{urlsplit(address).scheme}://{urlsplit(address).netloc}" == self.origin
        answer = await self._client.request(
            method,
            address,
            headers=headers if own else {},
            data=None if data is None else _by_name(data),
            files=files,
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


def _each(said: str | tuple[str, ...]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else said


def _by_name(data: Fields) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for name, value in data:
        fields.setdefault(name, []).append(value)
    return fields

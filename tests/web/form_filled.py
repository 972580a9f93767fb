"""A form of a page as a browser holds it: every field with what stands in it, to be changed and sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from tests.support.window import Browser

Fields = dict[str, list[str]]


def filled_form(browser: Browser, action: str) -> Fields:
    """The fields of the first form of this page that goes to this address; the token is added by the browser."""
    reader = _Reader(action)
    reader.feed(browser.page)
    assert reader.fields, f"no form to {action} on {browser.path}"
    reader.fields.pop("csrf", None)
    return reader.fields


async def sends_filled(browser: Browser, action: str, fields: Fields, **typed: str | list[str]) -> None:
    """Send a form as it was opened, with only these fields changed."""
    sent: dict[str, Any] = {**fields, **typed}
    await browser.post(action, sent)


@dataclass
class _Reader(HTMLParser):
    action: str
    fields: Fields = field(default_factory=dict)
    is_in: bool = False
    area: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found: Mapping[str, str | None] = dict(attrs)
        if tag == "form":
            self.is_in = found.get("action") == self.action and not self.fields
        if not self.is_in or not (name := found.get("name")):
            return
        if tag == "textarea":
            self.area = name
            self.fields[name] = [""]
        if tag == "input" and (found.get("type") not in ("checkbox", "radio") or "checked" in found):
            self.fields.setdefault(name, []).append(found.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # Its first line break belongs to the page and not to the text.
            self.fields[self.area] = [self.fields[self.area][0].removeprefix("\n")] if self.area else []
            self.area = ""
        if tag == "form":
            self.is_in = False

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area][0] += data

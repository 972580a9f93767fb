"""Looking through everything that leaves Kring: which canaries are in it, and which of them should not be."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import httpx

from tests.canary.rules import CHAT, WINDOW, Canary, Kind, Tie, may_see

MARK, ALIAS_MARK = "kanariezq", "kanariebn"
"""How every planted word begins; an alias, which says nothing, begins otherwise."""
_WORDS = re.compile(
    rb"kanarie(?:zq|bn)[a-z]{6}|0655\d{6}|77000\d{5}|(?<![\d.])\d\d\.\d\d(?![\d.])|t\d\d:\d\d|t\d{4}00z",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    rb"""(?:href|src|action|formaction|data-[a-z-]*url)\s*=\s*["']([^"']*)["']""", re.IGNORECASE
)
_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
NEUTRAL = b"Kring"
TOO_OFTEN, FAILED = 429, 500


@dataclass(frozen=True, slots=True)
class Leak:
    """A word where it does not belong."""

    actor: str
    where: str
    kind: Kind
    owner: str


@dataclass
class Watch:
    """What everybody has seen so far. ``keys`` are secrets that were shown once; nobody ever sees them again."""

    canaries: Mapping[bytes, Canary]
    keys: tuple[bytes, ...] = ()
    is_away: bool = True
    seen: dict[str, set[Canary]] = field(default_factory=lambda: defaultdict(set))
    leaks: list[Leak] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    titles: set[bytes] = field(default_factory=set)
    defects: list[str] = field(default_factory=list)
    looked: int = 0

    def look(
        self, actor: str, where: str, raw: bytes, table: Mapping[Kind, frozenset[Tie]] = WINDOW
    ) -> set[Canary]:
        """Note every canary in these bytes, and every one that this actor may not see."""
        self.looked += 1
        found = self.found_in(raw)
        self.seen[actor] |= found
        for canary in found:
            if not may_see(actor, canary, dict(table), is_away=self.is_away):
                self.leaks.append(Leak(actor, where, canary.kind, canary.owner))
        self.leaks += [Leak(actor, where, Kind.KEY, "") for key in self.keys if key in raw]
        return found

    def look_at_answer(self, actor: str, answer: httpx.Response) -> set[Canary]:
        """Note what is in an answer of the window: status, headers, location, body, and every address on the page."""
        where = f"{answer.request.method} {answer.request.url.path} {answer.status_code}"
        headers = b"\n".join(name + b": " + value for name, value in answer.headers.raw)
        for address in (answer.headers.get("location", "").encode(), *_ADDRESS.findall(answer.content)):
            if any(c.kind is not Kind.MOMENT for c in self.found_in(address)) or b"csrf" in address:
                self.addresses.append(f"{where}: {address.decode()}")
        if answer.status_code >= FAILED or answer.status_code == TOO_OFTEN:
            self.defects.append(where)
        self.titles |= set(_TITLE.findall(answer.content))
        return self.look(actor, where, headers + b"\n\n" + answer.content)

    def look_at_chat(self, actor: str, where: str, raw: bytes) -> set[Canary]:
        """Note what is in a call to Telegram."""
        return self.look(actor, where, raw, CHAT)

    def found_in(self, raw: bytes) -> set[Canary]:
        """The canaries in these bytes."""
        words = {word.lower() for word in _WORDS.findall(raw)}
        return {self.canaries[word] for word in words if word in self.canaries}

    def kinds_seen(self, actor: str) -> set[Kind]:
        """What somebody has seen something of."""
        return {canary.kind for canary in self.seen[actor]}

    def told(self) -> str:
        """The leaks, one a line, for a failing test."""
        return "\n".join(
            sorted({f"{leak.actor} saw {leak.kind} of {leak.owner}: {leak.where}" for leak in self.leaks})
        )


def by_text(canaries: Iterable[Canary]) -> dict[bytes, Canary]:
    """Canaries by what to look for; a moment is found as it is read, in a form and in a file for an agenda."""
    found: dict[bytes, Canary] = {}
    for canary in canaries:
        for form in _forms(canary):
            assert found.get(form, canary) == canary, f"planted twice: {form!r}"
            found[form] = canary
    return found


def _forms(canary: Canary) -> tuple[bytes, ...]:
    if canary.kind not in (Kind.MOMENT, Kind.PROPOSAL):
        return (canary.text.lower().encode(),)
    hour, minute = canary.text.split(".")
    # In November Amsterdam is an hour ahead of UTC.
    utc = f"{int(hour) - 1:02}"
    return tuple(form.encode() for form in (canary.text, f"t{utc}:{minute}", f"t{utc}{minute}00z"))

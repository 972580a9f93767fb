"""What a form brought: small fields, and files that stay in memory until they are sealed."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

from domain.errors import NotFound
from domain.secret import Secret

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"

SMALL = 1_000_000
"""Bytes of a form without files."""

LARGE = 11_000_000
"""Bytes of a form with files: ten megabytes of file and the fields beside it."""

MOST_FIELDS, MOST_FILES = 300, 10

BODY_S = 180
"""Seconds in which a whole body has to come in: ten megabytes over a slow telephone line."""

CHUNK = 65_536


class Unreadable(Exception):
    """The body is no form, or one that no page of ours sends."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that came along. Its name and type are what the sender says; only its content tells what it is."""

    name: str = field(repr=False)
    said_type: str
    content: bytes = field(repr=False)

    async def stream(self) -> AsyncIterator[bytes]:
        """The content in pieces, for whoever seals it."""
        for start in range(0, len(self.content), CHUNK):
            yield self.content[start : start + CHUNK]


@dataclass(frozen=True, slots=True)
class Data:
    """The fields of a form by name, in the order in which they came; each line ends in one sign."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    files: Mapping[str, tuple[Sent, ...]] = field(default_factory=dict, repr=False)

    def get(self, name: str, default: str = "") -> str:
        """The first value of a field, without spaces around it."""
        values = self.fields.get(name)
        return values[0].strip() if values else default

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field, as of boxes that were ticked."""
        return tuple(value.strip() for value in self.fields.get(name, ()))

    def secret(self, name: str) -> Secret:
        """The first value, as something that shows itself only when asked to."""
        return Secret(self.get(name))

    def sent(self, name: str) -> tuple[Sent, ...]:
        """The files of a field; one that was left empty is none."""
        return self.files.get(name, ())


def as_id(given: str) -> UUID:
    """An id from an address or a form.

    Raises:
        NotFound: it is none.
    """
    try:
        return UUID(given)
    except ValueError:
        raise NotFound(detail="address") from None


def as_number(given: str) -> int:
    """A number that a page of ours wrote into its form; 0 when it is none."""
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else 0


class _InMemory(MultiPartParser):
    """Never writes a file to disk: what a person sends may stand there only sealed."""

    spool_max_size = LARGE * 2


async def read_form(request: Request) -> Data:
    """The form of this request, read to its end.

    Raises:
        Unreadable: it is no form, too many things stand in it, or a field is far too long.
    """
    try:
        async with asyncio.timeout(BODY_S):
            return await _read(await _parsed(request))
    except (MultiPartException, FormParserError, TimeoutError, KeyError, ValueError) as error:
        raise Unreadable from error


async def _parsed(request: Request) -> FormData:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == MULTIPART:
        files = _InMemory(
            request.headers,
            request.stream(),
            max_files=MOST_FILES,
            max_fields=MOST_FIELDS,
            max_part_size=SMALL,
        )
        return await files.parse()
    if kind == URLENCODED:
        fields = FormParser(request.headers, request.stream(), max_fields=MOST_FIELDS, max_part_size=SMALL)
        return await fields.parse()
    if request.headers.get("content-length", "0") == "0":
        return FormData()
    raise Unreadable


async def _read(form: FormData) -> Data:
    fields: dict[str, list[str]] = {}
    files: dict[str, list[Sent]] = {}
    try:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                content = await value.read()
                if content or value.filename:
                    sent = Sent(value.filename or "", value.content_type or "", content)
                    files.setdefault(name, []).append(sent)
            else:
                value.encode()  # A charset of the sender's choice may give signs that are none.
                fields.setdefault(name, []).append(value.replace("\r\n", "\n"))
    finally:
        await form.close()
    return Data(
        {name: tuple(values) for name, values in fields.items()},
        {name: tuple(values) for name, values in files.items()},
    )

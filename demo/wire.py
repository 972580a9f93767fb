"""What travels: the JSON shape of the Bot API, an uploaded file, and the refusal every method may raise."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came along in a multipart body."""

    filename: str
    content_type: str
    data: bytes = field(repr=False)


class BotApiError(Exception):
    """A call is refused; becomes `{"ok": false, …}` with `code` as HTTP status."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(description: str) -> BotApiError:
    """Return the 400 that the official server writes as `Bad Request: …`."""
    return BotApiError(400, f"Bad Request: {description}")


def forbidden(description: str) -> BotApiError:
    """Return the 403 that the official server writes as `Forbidden: …`."""
    return BotApiError(403, f"Forbidden: {description}")


def utf16_length(text: str) -> int:
    """Return the length as Telegram counts offsets: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

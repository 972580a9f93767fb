"""What the bot asked: every call with its parameters, its answer and its time, in memory."""

from dataclasses import dataclass
from typing import Any

from demo.wire import Json, Upload


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `at` is the stand-in's clock, `real` the event loop's clock (for measuring a pace).

    `result` is None for a refused call and `error` None for a good one; `fault` names an ordered fault. With
    `drop_after` the call has a result although the bot never saw it.
    """

    number: int
    method: str
    params: Json
    at: int
    real: float
    result: Any = None
    error: Json | None = None
    fault: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the call had its effect."""
        return self.error is None

    def wire(self) -> Json:
        """Return the call for the control interface."""
        return {"number": self.number, "method": self.method, "params": self.params, "at": self.at,
                "ok": self.ok, "result": self.result, "error": self.error, "fault": self.fault}  # fmt: skip


class Journal:
    """The list of calls, oldest first."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._count = 0

    def note(self, method: str, params: Json, *, at: int, real: float, result: Any = None,
             error: Json | None = None, fault: str | None = None) -> Call:  # fmt: skip
        """Write a call down; files are kept as name and size only."""
        self._count += 1
        call = Call(self._count, method, _plain(params), at, real, result, error, fault)
        self.calls.append(call)
        return call

    def of(self, *methods: str, chat_id: int | None = None) -> list[Call]:
        """Return the calls of these methods, of one chat if given."""
        return [
            call
            for call in self.calls
            if call.method in methods and (chat_id is None or call.params.get("chat_id") == chat_id)
        ]

    def sent(self, chat_id: int | None = None) -> list[Call]:
        """Return the calls that put a message into a chat and succeeded."""
        return [
            call
            for call in self.calls
            if call.ok and call.method.startswith("send") and call.method != "sendChatAction"
            and (chat_id is None or call.params.get("chat_id") == chat_id)
        ]  # fmt: skip

    def refused(self) -> list[Call]:
        """Return the calls that broke a rule of the Bot API, leaving out the ordered faults."""
        return [call for call in self.calls if not call.ok and call.fault is None]

    def clear(self) -> None:
        """Forget what was noted; numbers go on."""
        self.calls.clear()


def _plain(value: Any) -> Any:
    if isinstance(value, Upload):
        return {"file_name": value.filename, "content_type": value.content_type, "size": len(value.data)}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value

"""Misbehaviour on order: refusals, broken answers, dropped connections, delays and a flood limit."""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from demo.wire import BotApiError, bad_request, forbidden


class FaultKind(StrEnum):
    """What can go wrong. BEFORE and AFTER tell whether the call had its effect."""

    TOO_MANY = "too_many"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    BAD_REQUEST = "bad_request"
    SERVER_ERROR = "server_error"
    BAD_GATEWAY = "bad_gateway"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    DELAY = "delay"
    DELAY_AFTER = "delay_after"


@dataclass(slots=True)
class Fault:
    """One order: which calls it hits, how often, and what it says.

    `method` None means every method but getUpdates, `chat_id` None every chat, `times` None for ever;
    the first `skip` calls that fit pass unharmed. `seconds` is the delay or the retry_after.
    """

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    skip: int = 0
    seconds: float = 1
    description: str = "message can't be deleted for everyone"
    hits: int = 0

    def fits(self, method: str, chat_id: object) -> bool:
        """Return whether a call is meant by this order."""
        meant = method == self.method if self.method else method != "getUpdates"
        return meant and (self.chat_id is None or self.chat_id == chat_id)

    def refusal(self) -> BotApiError | None:
        """Return the refusal with which this fault answers, or None when it acts otherwise."""
        match self.kind:
            case FaultKind.TOO_MANY:
                return too_many(int(self.seconds))
            case FaultKind.BLOCKED:
                return forbidden("bot was blocked by the user")
            case FaultKind.DEACTIVATED:
                return forbidden("user is deactivated")
            case FaultKind.BAD_REQUEST:
                return bad_request(self.description)
            case FaultKind.SERVER_ERROR:
                return BotApiError(500, "Internal Server Error: sent on order")
            case _:
                return None


class Faults:
    """All orders in force, and the flood limit (off at first)."""

    def __init__(self) -> None:
        self._orders: list[Fault] = []
        self.flood: FloodLimit | None = None

    def add(self, kind: FaultKind | str, method: str | None = None, **how: object) -> Fault:
        """Order a fault; `how` are the fields of Fault. Returns it, so that its `hits` can be read."""
        fault = Fault(FaultKind(kind), method, **how)  # type: ignore[arg-type]  # checked by the dataclass
        self._orders.append(fault)
        return fault

    def clear(self) -> None:
        """Behave well again."""
        self._orders.clear()
        self.flood = None

    def listed(self) -> list[Fault]:
        """Return the orders still in force."""
        return list(self._orders)

    def take(self, method: str, chat_id: object) -> Fault | None:
        """Return the first order that hits this call and count it."""
        for fault in self._orders:
            if not fault.fits(method, chat_id):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            fault.hits += 1
            if fault.times is not None and fault.hits >= fault.times:
                self._orders.remove(fault)
            return fault
        return None


class FloodLimit:
    """A limit such as Telegram's, on real time: so many messages a second in one chat and in all chats."""

    def __init__(self, per_chat: int = 1, overall: int = 30, retry_after: int = 1) -> None:
        self._per_chat = per_chat
        self._overall = overall
        self._retry_after = retry_after
        self._sent: dict[object, deque[float]] = {}

    def check(self, chat_id: object, real_now: float) -> None:
        """Count a message; raises BotApiError 429 when it is one too many within a second."""
        for key, most in ((chat_id, self._per_chat), ("all", self._overall)):
            recent = self._sent.setdefault(key, deque())
            while recent and recent[0] <= real_now - 1:
                recent.popleft()
            if len(recent) >= most:
                raise too_many(self._retry_after)
        self._sent[chat_id].append(real_now)
        self._sent["all"].append(real_now)


def too_many(seconds: int) -> BotApiError:
    """Return the 429 that asks to wait so many seconds."""
    return BotApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})

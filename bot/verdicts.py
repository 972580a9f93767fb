"""What a failed call to Telegram means: the kinds of failure, told apart as far as they can be (security §6.2)."""

from dataclasses import dataclass
from datetime import timedelta

from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from domain.delivery import Failure
from handlers.patience import never_sent, says, seconds_of

CHAT_GONE = ("chat_not_found", "user_not_found", "peer_id_invalid")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The failure's one name; ``wait`` is exactly what a 429 asked; ``stop`` means the token itself is refused."""

    failure: Failure
    wait: timedelta | None = None
    stop: bool = False


def verdict_of(error: Exception) -> Verdict:
    """Judge an error; whatever may have arrived is ``UNKNOWN``, never tried again blindly.

    That holds for an error of our own as well: who knows how far the call had come.
    In the library ``BadRequest`` is a ``NetworkError``, so the refusals are recognised first.
    """
    match error:
        case RetryAfter():
            return Verdict(Failure.RETRY, timedelta(seconds=seconds_of(error)))
        case Forbidden():
            return Verdict(Failure.BLOCKED)
        case BadRequest() if says(error, *CHAT_GONE):
            return Verdict(Failure.BLOCKED)
        case BadRequest():
            return Verdict(Failure.DEFECT)
        case InvalidToken() | Conflict():
            return Verdict(Failure.RETRY, stop=True)
        case TelegramError() if never_sent(error):
            return Verdict(Failure.RETRY)
        case _:
            return Verdict(Failure.UNKNOWN)

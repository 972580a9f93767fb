"""The digest: what a working day asks, in one message, by alias and everyday words."""

from datetime import datetime

from domain.digest import Digest, DigestAppointment, DigestRound
from domain.people import Form
from handlers.views.parts import called_words, capital, clock, kind_word, lines, moment, named, today
from handlers.views.view import View
from handlers.views.work import more as more_work
from handlers.views.work import numbered
from locales import dates
from locales.catalogue import plural, text

SHOWN = 10
"""Entries of each part; what is left out is counted, so that the message stays within Telegram's 4096."""


def digest_view(digest: Digest, now: datetime) -> View:
    """The digest of a day: its appointments, those soon that nobody confirmed, how the check-ins went, and the list."""
    title = capital(dates.day_in_full(digest.day, today(now)))
    if digest.is_empty:
        return View(lines(title, text("digest.empty", Form.U)))
    parts = (title, _today(digest), _unconfirmed(digest, now), _rounds(digest), _work(digest, now))
    return View("\n\n".join(part for part in parts if part))


def _today(digest: Digest) -> str:
    if not digest.today:
        return text("digest.today.none", Form.U)
    entries = [lines(_at(entry), _waiting(entry)) for entry in digest.today[:SHOWN]]
    return lines(text("digest.today", Form.U), *entries, _more(len(digest.today)))


def _unconfirmed(digest: Digest, now: datetime) -> str:
    if not digest.unconfirmed:
        return ""
    entries = [lines(_on(entry, now), _waiting(entry)) for entry in digest.unconfirmed[:SHOWN]]
    return lines(text("digest.unconfirmed", Form.U), *entries, _more(len(digest.unconfirmed)))


def _rounds(digest: Digest) -> str:
    if not digest.rounds:
        return ""
    entries = [_round(entry) for entry in digest.rounds[:SHOWN]]
    return lines(text("digest.rounds", Form.U), *entries, _more(len(digest.rounds)))


def _round(entry: DigestRound) -> str:
    """Counts, never a score."""
    answered = text("digest.rounds.answered", Form.U, answered=entry.answered, asked=entry.asked)
    signals = plural("digest.rounds.signals", Form.U, entry.signals)
    facts = ", ".join([*([answered] if entry.asked else ()), *([signals] if entry.signals else ())])
    return text("digest.rounds.line", Form.U, family=named(entry.family), facts=facts)


def _work(digest: Digest, now: datetime) -> str:
    if not digest.work:
        return ""
    entries = numbered(digest.work[:SHOWN], now=now)
    left = more_work(max(0, len(digest.work) - SHOWN))
    return lines(text("digest.work", Form.U), *entries, left, text("digest.hint", Form.U))


def _at(entry: DigestAppointment) -> str:
    return text(
        "digest.today.line",
        Form.U,
        clock=clock(entry.appointment.starts_at),
        family=named(entry.family),
        kind=kind_word(entry.appointment.kind),
    )


def _on(entry: DigestAppointment, now: datetime) -> str:
    at = moment(entry.appointment.starts_at, now)
    return text("digest.unconfirmed.line", Form.U, family=named(entry.family), moment=at)


def _waiting(entry: DigestAppointment) -> str:
    if not entry.unconfirmed:
        return ""
    return text("digest.waiting", Form.U, people=", ".join(called_words(entry.unconfirmed)))


def _more(count: int) -> str:
    return plural("digest.more", Form.U, count - SHOWN) if count > SHOWN else ""

"""What the pages of a conversation share: who has one, and who reads it, in words."""

import re
from dataclasses import dataclass

from domain.actors import Talker, YoungPerson
from domain.calendar import local
from domain.errors import NotFound
from domain.people import ProfessionalId
from locales import dates
from locales.catalogue import text
from locales.emergency import Numbers, help_lines
from usecases.own_thread import Readers
from web.visits import FamilyVisit

ONCE = re.compile(r"[A-Za-z0-9_-]{10,64}")
"""What such a mark looks like: ours have 22 signs."""


@dataclass(frozen=True, slots=True)
class WhoReads:
    """Who reads, as sentences: ``always`` the gezinsmanager, ``standing_in`` a line for each absence."""

    case_manager: str
    always: str
    standing_in: tuple[str, ...]
    nobody_now: bool


def talker(visit: FamilyVisit) -> Talker:
    """Whoever stands here, as somebody with a conversation.

    Raises:
        NotFound: somebody from the network, who has none.
    """
    if isinstance(visit.who, Talker):
        return visit.who
    raise NotFound(detail="thread")


def in_words(visit: FamilyVisit, found: Readers) -> WhoReads:
    """Who reads, in the form of address of the visitor."""
    form, today = visit.form, local(visit.uow.now).date()
    name = name_of(found, found.case_manager)
    lines = tuple(
        text(
            "inside.readers.until" if span.first <= today else "inside.readers.from_until",
            form,
            name=name_of(found, span.professional),
            first=dates.day_in_full(span.first, today),
            last=dates.day_in_full(span.last, today),
        )
        for span in found.standing_in
    )
    always = text("inside.readers.case_manager", form, name=name)
    return WhoReads(name, always, lines, not found.somebody_reads)


def name_of(found: Readers, which: ProfessionalId) -> str:
    """The name of somebody who is known to be named."""
    return found.names[which].reveal()


def help_card_lines(visit: FamilyVisit) -> tuple[tuple[str, str], ...]:
    """The lines of the help card, for somebody whose words may tell of danger."""
    return help_lines(
        Numbers(visit.lobby.emergency_number), visit.form, young=isinstance(visit.who, YoungPerson)
    )


def once_of(visit: FamilyVisit) -> str:
    """What the form of this page carries to be kept once; a fresh one when it carried nothing of the kind."""
    given = visit.data.get("once")
    return given if ONCE.fullmatch(given) else visit.uow.new_token()


def source_of(visit: FamilyVisit, once: str, *parts: bytes) -> str:
    """One word for this form with exactly this in it.

    The same form with the same words is one message, however often it comes; what was changed on the way is another,
    so that nothing is lost. It is a keyed hash, since what was said must not be guessed from it.
    """
    said = "\n".join((once, *(part.hex() for part in parts)))
    return visit.uow.index("form", said).hex()

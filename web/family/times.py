"""A day and a time that somebody types in a form: understood and said back in full, doubted, or asked again."""

from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.responses import Response

from domain.errors import Outdated
from domain.spoken import Doubt, Moment, Unread, read_moment
from locales.catalogue import text
from web.pages import page
from web.visits import FamilyVisit

LONGEST_TYPED = 200


@dataclass(frozen=True, slots=True)
class Asking:
    """What a moment is asked for: the form's address, the way back, and the version of the appointment, if any."""

    action: str
    back: str
    question: str
    version: int | None = None
    whenever: str = ""
    options: tuple[datetime, ...] = ()


def ask(
    visit: FamilyVisit, asking: Asking, *, mistake: str = "", typed: str = "", status: int = 200
) -> Response:
    """Moments to choose from, and a line to type one in."""
    choices = [(_value(option), option) for option in asking.options]
    return page(
        visit,
        "family/time.html",
        status,
        asking=asking,
        choices=choices,
        sure=None,
        mistake=mistake,
        typed=typed,
    )


def chosen(visit: FamilyVisit) -> datetime | None:
    """The moment of a button that was pressed; None when none was.

    Raises:
        Outdated: no button of ours says this.
    """
    value = visit.data.get("moment")
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise Outdated(detail="button")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Outdated(detail="button") from None


def answer_typed(visit: FamilyVisit, asking: Asking) -> Response:
    """What was typed, said back in full before anything is done with it; or what is still open about it."""
    typed, form = visit.data.get("typed")[:LONGEST_TYPED], visit.form
    match read_moment(typed, now=visit.uow.now):
        case Moment(starts_at=instant):
            sure = (_value(instant), instant)
            return page(
                visit, "family/time.html", asking=asking, choices=[], sure=sure, mistake="", typed=typed
            )
        case Doubt(reason=reason, options=options):
            said = text(f"times.doubt.{reason.value}", form)
            open_ = Asking(asking.action, asking.back, asking.question, asking.version, options=options)
            return ask(visit, open_, mistake=said, typed=typed, status=422)
        case Unread(reason=why):
            return ask(
                visit, asking, mistake=text(f"times.unread.{why.value}", form), typed=typed, status=422
            )


def _value(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()

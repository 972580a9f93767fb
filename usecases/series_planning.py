"""Whether a filled form and a rule can be a series of appointments."""

from domain.appointment_text import LONGEST_MINUTES
from domain.appointments import DEFAULT_MINUTES, Kind
from domain.circle import are_apart
from domain.errors import KeptApart, NotTheFuture, Unsuitable
from domain.meetings import MeetingKind
from domain.people import Family, ProfessionalId
from domain.repeating import AppointmentSeries
from domain.secret import Secret
from domain.series import Every, Series, SeriesId
from usecases.circle_people import takes_part
from usecases.planning import LONGEST_PLACE, Filled
from usecases.ports import Unit


async def checked(
    uow: Unit,
    family: Family,
    by: ProfessionalId,
    filled: Filled,
    series: Series,
    meeting: MeetingKind | None,
) -> AppointmentSeries:
    """The series that this would be; nothing is kept yet.

    Raises:
        Unsuitable: a rule that cannot be, something missing, or somebody who takes no part now.
        NotTheFuture: the first one has passed. KeptApart: two people who may have no contact in a meeting.
    """
    rule = series.check()
    if rule.every is Every.ONCE:
        raise Unsuitable(detail="series.every")
    if filled.kind is None or not filled.people:
        raise Unsuitable(detail="incomplete")
    if meeting is not None and filled.kind is not Kind.CIRCLE_MEETING:
        raise Unsuitable(detail="kind")
    if not set(filled.people) <= await takes_part(uow, family.id):
        raise Unsuitable(detail="participant")
    if meeting is not None and are_apart(await uow.families.flags_of(family.id), filled.people):
        raise KeptApart
    first = next(iter(rule.slots()))
    if rule.occurrence(first).starts_at <= uow.now:
        raise NotTheFuture
    minutes = DEFAULT_MINUTES[filled.kind] if filled.minutes is None else filled.minutes
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Unsuitable(detail="minutes")
    return AppointmentSeries(
        id=SeriesId(uow.new_id()),
        family=family.id,
        series=rule,
        kind=filled.kind,
        minutes=minutes,
        people=tuple(dict.fromkeys(filled.people)),
        made_by=by,
        made_at=uow.now,
        obligatory=filled.obligatory,
        place=_text(filled.place),
        number=_text(filled.number),
        meeting=meeting,
        look_at=uow.now,
    )


def _text(typed: Secret | None) -> Secret | None:
    if typed is None:
        return None
    if not 1 <= len(typed.reveal()) <= LONGEST_PLACE:
        raise Unsuitable(detail="place")
    return typed

"""The gallery hung: every public view called with everything it can get."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time, timedelta
from typing import ParamSpec
from uuid import UUID

from domain import errors as refusals
from domain.actors import CaseManager, TeamLeader
from domain.appointments import Answer
from domain.digest import DigestAppointment
from domain.errors import Refusal
from domain.letters import DigestLetter, Letter, WelcomeLetter
from domain.letters_circle import AgreedLetter, TurnsLetter
from domain.people import Called, Form
from domain.series import Every, Series, SeriesId
from domain.spoken.outcomes import Doubt, DoubtReason, Unread, UnreadReason
from domain.work_items import WorkKind
from handlers.views import (
    appointments,
    calendar_file,
    changes,
    digest,
    emergency,
    errors,
    linking,
    machine,
    notices,
    notices_events,
    notices_family,
    planned,
    planning,
    professional,
    public,
    settings,
    times,
    typed,
    waiting,
    work,
)
from handlers.views.view import View
from tests.handlers import views_gallery as g
from tests.handlers.views_circle import PART, circle_letters, circles
from tests.handlers.views_gallery import FAMILY, FAR, LATER, NAMED, NOW, NUMBER, Shown
from tests.handlers.views_rounds import rounds
from usecases.appointments import Changed
from usecases.appointments import Shown as ShownAppointment
from usecases.planning import Drafted, Planned
from usecases.repeating import OwnSeries

P = ParamSpec("P")

WEEKLY = Series(FAR.date(), time(10), Every.WEEK, frozenset({0, 2, 4}), times=2)


def gallery() -> list[Shown]:
    """Everything Kring can show."""
    family = [shown for form in Form for room in FAMILY_ROOMS for shown in room(form)]
    return [*family, *(shown for room in WORK_ROOMS for shown in room())]


def _hang(form: Form, by: Callable[P, View], *args: P.args, **kwargs: P.kwargs) -> Shown:
    return Shown(by, by(*args, **kwargs), form)


def _list(form: Form, by: Callable[P, View], *args: P.args, **kwargs: P.kwargs) -> Shown:
    return Shown(by, by(*args, **kwargs), form, is_list=True)


def _appointments(form: Form) -> Iterator[Shown]:
    over, soon = NOW - timedelta(days=2), NOW - timedelta(minutes=1)
    for answer in Answer:
        for discreet in (True, False):
            side = g.a_side(form, answer, discreet=discreet)
            yield _hang(form, appointments.one, side, now=NOW)
            yield _hang(form, appointments.place, side, now=NOW)
            yield _hang(form, appointments.answered, side, now=NOW)
            for value in ("", "180", LATER.isoformat()):
                yield _hang(form, notices_family.revealed, side, value, now=NOW)
                yield _hang(form, notices_family.revealed, side, value, WEEKLY, now=NOW)
        yield _hang(
            form, appointments.answered, g.a_side(form, answer, attendances=_no_proposal(answer)), now=NOW
        )
    for changes_ in ({"cancelled_at": NOW}, {"starts_at": over}, {"starts_at": soon}, {"number": None}):
        side = g.a_side(form, **changes_)
        yield _hang(form, appointments.one, side, now=NOW)
        yield _hang(form, notices_family.revealed, side, LATER.isoformat(), now=NOW)
    yield _hang(form, appointments.place, g.a_side(form, place_may_be_shown=False, number=None), now=NOW)
    late = g.a_side(form, Answer.COMING)
    late = replace(late, attendance=replace(late.attendance, late_minutes=240))
    yield _hang(form, appointments.one, late, now=NOW)
    yield _hang(form, appointments.late_kept, late)
    yield _hang(form, appointments.late, late)
    yield _hang(form, appointments.propose, late, (FAR, LATER), now=NOW)
    yield _hang(form, appointments.doorbell, late.appointment, form)
    for answer in Answer:
        for entries in (1, 99):
            coming = (g.an_appointment(answer=answer),) * entries
            yield _list(form, appointments.agenda, coming, g.MOTHER, form, now=NOW)


def _no_proposal(answer: Answer) -> object:
    return tuple(replace(a, proposal=None) for a in g.an_appointment(answer=answer).attendances)


def _asking(form: Form) -> Iterator[Shown]:
    yield _hang(form, appointments.agenda, (), g.MOTHER, form, now=NOW)
    yield _hang(form, appointments.ask, form)
    yield _hang(form, appointments.ask_kept, form, wish=FAR, now=NOW)
    yield _hang(form, appointments.ask_kept, form, wish=None, now=NOW)
    yield _hang(form, appointments.call_kept, form, number=NUMBER)
    for code in ("made", "reminder", "morning", "moved", "cancelled", "delayed", "forged"):
        yield _hang(form, appointments.why, code, form)
        yield _hang(form, appointments.why, code, form, g.CHOOSE)
    for off in (None, NOW):
        kept = replace(g.an_appointment(), cancelled_at=off)
        yield _hang(form, calendar_file.calendar_view, kept, form, now=NOW)
        whole = OwnSeries(SeriesId(UUID(int=5)), WEEKLY, 60, 3)
        for series in (whole, replace(whole, is_off=True)):
            yield _hang(form, calendar_file.series_view, series, form, is_off=off is not None, now=NOW)


def _times(form: Form) -> Iterator[Shown]:
    yield _hang(form, times.asked, form)
    yield _hang(form, times.sure, FAR, g.CHOOSE, g.AGAIN, form, now=NOW)
    yield _hang(form, times.delay_unread, form)
    for doubtful in DoubtReason:
        for options in ((), (FAR, LATER)):
            yield _hang(form, times.doubt, Doubt(doubtful, options), g.CHOOSE, g.AGAIN, form, now=NOW)
    for unread in UnreadReason:
        yield _list(form, times.unread, Unread(unread), form)


def _joining(form: Form) -> Iterator[Shown]:
    for by in (linking.code_asked, linking.failed, linking.welcome, linking.form_asked, linking.done):
        yield _hang(form, by, form)
    for by in (linking.quiet_asked, linking.phone_asked):
        yield _hang(form, by, form)
    yield _hang(form, linking.words_shown, ("boerenko", "boekbind"), form)


def _own(form: Form) -> Iterator[Shown]:
    for everything in (True, False):
        chosen = g.preferences(form, everything=everything)
        yield _list(form, settings.page, chosen, saved=everything)
        never = replace(chosen, quiet_hours=replace(chosen.quiet_hours, end=chosen.quiet_hours.start))
        yield _list(form, settings.page, never)
        yield _list(form, settings.page, chosen, held=True, rounds=True, member=True)
    for by in (settings.hours, settings.hours_typed, settings.hours_unclear):
        yield _hang(form, by, form)
    for receipt in g.receipts():
        for edit, bsn, window in ((False, False, True), (True, False, False), (False, True, False)):
            yield _hang(
                form,
                typed.kept,
                form,
                receipt,
                number=NUMBER,
                now=NOW,
                is_edit=edit,
                without_bsn=bsn,
                window=window,
            )
    yield _hang(form, waiting.doorbell, form, window=True)
    yield _hang(form, waiting.doorbell, form, window=False)
    for by in (typed.contact, typed.sticker, typed.other):
        yield _hang(form, by, form)


def _public(form: Form) -> Iterator[Shown]:
    for who in g.actors():
        if form is Form.JE and isinstance(who, CaseManager | TeamLeader):
            continue
        yield _hang(form, public.start, who, form)
        yield _list(form, public.help_page, who, form)
        yield _hang(form, public.paused, who, form)
    for by in (public.resumed, public.held, public.unknown_command, public.stranger_typed, machine.processed):
        yield _hang(form, by, form)
    for organisation in ("", "Stichting Jeugd en Gezin Zeeuws-Vlaanderen"):
        yield _list(form, public.privacy, form, number=NUMBER, organisation=organisation)
    for young in (True, False):
        yield _list(form, emergency.emergency_card, emergency.Numbers(NUMBER), form, young=young)
    yield _hang(form, errors.unexpected, form, number=NUMBER)
    for kind in vars(refusals).values():
        if isinstance(kind, type) and issubclass(kind, Refusal):
            yield _hang(form, errors.refusal_view, kind(), form)
    for goals in (True, False):
        yield _hang(form, errors.outdated_view, form, goals=goals, aside=False)


def _letters(form: Form) -> Iterator[Shown]:
    asked = WelcomeLetter(form, professional=False, part=PART, circle="🌻")
    of_circle = [Letter(c, g.NOW, labelled) for c in circle_letters(form) for labelled in (True, False)]
    for letter in (*g.letters(form), Letter(asked, g.NOW), *of_circle):
        is_list = (
            isinstance(letter.contents, DigestLetter | TurnsLetter | AgreedLetter) or letter.contents == asked
        )
        yield Shown(notices.view_of, notices.view_of(letter, window=True), form, is_list)


def _planning() -> Iterator[Shown]:
    u = Form.U
    names = (NAMED,) * 20
    yield _list(u, planning.how, names)
    yield _hang(u, planning.how, ())
    yield _list(u, planning.family_unknown, names)
    yield _list(u, planning.family_doubt, names)
    for complete in (True, False):
        drafted = Drafted(g.a_draft(complete=complete), FAMILY, g.people())
        yield _list(u, planning.draft, drafted, now=NOW)
        yield _hang(u, planning.kinds, drafted)
        yield _hang(u, planning.lengths, drafted)
        for reason in DoubtReason:
            yield _hang(u, planning.time_doubt, drafted.draft, Doubt(reason, (FAR, LATER)), now=NOW)
    yield _hang(u, planning.place_asked, FAMILY)
    yield _hang(u, planning.number_asked, FAMILY)
    for by in (planning.time_asked, planning.gone, planning.dropped):
        yield _hang(u, by)
    calls = (Called.FOSTER_PARENT, Called.GRANDMOTHER, Called.GRANDMOTHER)
    for split in (1, 3):
        for effective in (NOW, NOW + timedelta(minutes=10)):
            made = (replace(g.an_appointment(), effective_at=effective),) * split
            yield _hang(u, planning.planned, Planned(FAMILY, made, calls), now=NOW)


def _changes() -> Iterator[Shown]:
    u, calls = Form.U, (Called.FOSTER_PARENT, Called.GRANDMOTHER, Called.GRANDMOTHER)
    for at in (FAR, NOW - timedelta(minutes=5), NOW - timedelta(days=2)):
        for outcome in g.OUTCOMES:
            for off in (None, NOW):
                appointment = replace(g.an_appointment(at=at), outcome=outcome, cancelled_at=off)
                shown = ShownAppointment(appointment, FAMILY, calls)
                yield _list(u, planned.one, shown, now=NOW)
                yield _hang(u, changes.outcome, FAMILY, appointment, now=NOW)
    appointment = g.an_appointment()
    yield _hang(u, changes.move, FAMILY, appointment, now=NOW)
    yield _hang(u, changes.move_sure, FAMILY, appointment, LATER, now=NOW)
    yield _hang(u, changes.cancel_sure, FAMILY, appointment, now=NOW)
    yield _hang(u, changes.delay, FAMILY, appointment, now=NOW)
    yield _hang(u, changes.delay_told, ShownAppointment(appointment, FAMILY, calls), 180, now=NOW)
    for effective in (NOW, NOW + timedelta(minutes=10)):
        changed = Changed(replace(appointment, effective_at=effective), FAMILY, LATER, calls)
        for by in (changes.moved, changes.cancelled, changes.restored, changes.withdrawn):
            yield _hang(u, by, changed, now=NOW)
    for entries in (0, 1, 99):
        listed = (DigestAppointment(appointment, NAMED, calls),) * entries
        yield _list(u, planned.overview, listed, now=NOW)


def _work() -> Iterator[Shown]:
    u = Form.U
    entries = tuple(g.an_entry(task) for task in WorkKind)
    for some in (entries * 5, entries[:1], ()):
        yield _list(u, work.open_list, some, now=NOW)
        yield _list(u, work.done, some, now=NOW)
    for task in WorkKind:
        for full in (True, False):
            yield _hang(u, work.urgent, g.an_entry(task, full=full), now=NOW)
    for entries_ in (0, 1, 99):
        yield _list(u, digest.digest_view, g.a_digest(entries=entries_), NOW)
    yield _hang(u, professional.words_asked, FAMILY, Called.FOSTER_PARENT, 2)
    yield _hang(u, professional.words_asked, FAMILY, Called.FOSTER_PARENT, 2, standing_in=True)
    for by in (
        *(professional.welcome, professional.done, professional.words_waiting, professional.words_accepted),
        *(professional.words_wrong, professional.nothing_waits, professional.start, professional.typed),
        *(professional.settings, professional.paused, public.group),
    ):
        yield _hang(u, by)
    for who in g.actors():
        if isinstance(who, CaseManager | TeamLeader):
            yield _list(u, professional.help_page, who)
    for letter in g.event_letters():
        yield _hang(u, notices_events.event_view, letter, now=NOW)
    for participant in g.participant_letters(u):
        yield _hang(u, notices_family.participant_view, participant, now=NOW)


FAMILY_ROOMS = (_appointments, _asking, _times, _joining, _own, _public, _letters, rounds, circles)
WORK_ROOMS = (_planning, _changes, _work)

"""The gallery of the circle: tasks, turns, meetings and taking part, with the longest values each of them can get."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from domain import circle as circle_refusals
from domain import tasks as task_refusals
from domain.buttons import Press
from domain.errors import Refusal
from domain.letters_circle import (
    AgreedLetter,
    CircleContents,
    MemberLetter,
    MemberPart,
    PollLetter,
    TaskGivenLetter,
    TurnLetter,
    TurnLine,
    TurnsLetter,
)
from domain.meetings import MeetingId
from domain.notices_circle import (
    MemberProlonged,
    ReturnAsked,
    StayAsked,
    TaskGiven,
    TurnArranged,
    TurnAsked,
    TurnChanged,
    TurnNews,
    TurnOffered,
    TurnTrouble,
)
from domain.people import Called, Form
from domain.secret import Secret
from domain.series import Every, Series
from domain.tasks import TaskId, TaskTurn, TaskTurnId, TurnState
from handlers.views import circle, errors, meetings, notices_turns, roles, turn_lists, turn_parts, turns, view
from handlers.views.meetings import About
from handlers.views.turn_parts import Looking
from handlers.views.turns import TurnPage
from handlers.views.view import Attachment
from tests.handlers import views_gallery as g
from tests.handlers.views_gallery import Shown
from usecases.own_tasks import GivenTask
from usecases.roles import Role
from usecases.turns_shown import OwnTurn

WORDS = Secret("de kinderen naar school brengen en om drie uur weer ophalen")
TASK, MEETING = TaskId(g.an_id(81)), MeetingId(g.an_id(82))
LAST = date(2027, 9, 30)
TURNS = tuple(
    TurnLine(TaskTurnId(g.an_id(90 + number)), 3, WORDS, start, start + timedelta(hours=12))
    for number, start in enumerate((g.FAR, g.LATER, g.NOW + timedelta(hours=1)))
)
"""Tomorrow and long after; the second of them goes on after midnight."""

SERIES = (
    Series(LAST, time(11, 45)),
    Series(date(2026, 11, 30), time(11, 45), Every.DAY, until=LAST, skips_holidays=True),
    Series(date(2026, 11, 30), time(11, 45), Every.TWO_WEEKS, frozenset(range(7)), until=LAST),
    Series(date(2026, 11, 30), time(11, 45), Every.WEEK, times=400),
    Series(date(2026, 12, 31), time(11, 45), Every.MONTH, until=date(2028, 12, 31)),
)
WAITING = (GivenTask(TASK, 2, WORDS, SERIES[0], 720),)
PART = MemberPart(Secret("helpen op maandag en donderdag"), LAST, (WORDS, WORDS), is_professional=True)

AboutTurn = TurnAsked | TurnOffered | TurnArranged | TurnChanged | TurnNews


def lookings(form: Form) -> list[Looking]:
    """Alone, and with others who look along."""
    return [Looking(form), Looking(form, discreet=True)]


def circle_letters(form: Form) -> list[CircleContents]:
    """Every letter about tasks, meetings and taking part."""
    return [
        letter
        for discreet in (True, False)
        for mark in ("", "🌻")
        for letter in (
            *_task_letters(form, mark, discreet=discreet),
            *_other_letters(form, mark, discreet=discreet),
        )
    ]


def _task_letters(form: Form, mark: str, *, discreet: bool) -> Iterator[CircleContents]:
    for series in SERIES:
        for new in (True, False):
            notice = TaskGiven(TASK, 2)
            yield TaskGivenLetter(notice, WORDS, series, 720, form, discreet, mark, new)
    for some in (TURNS[:1], TURNS, TURNS * 5):
        yield TurnsLetter(LAST, some, form, discreet, mark)
    which = TURNS[0].turn
    simple: tuple[AboutTurn, ...] = (
        *(TurnAsked(which), TurnOffered(which, 3)),
        *(TurnArranged(which), TurnChanged(which, g.LATER), TurnChanged(which, g.LATER, whole=True)),
    )
    troubled: tuple[AboutTurn, ...] = tuple(TurnNews(which, trouble) for trouble in TurnTrouble)
    for line in TURNS:
        for about in (*simple, *troubled):
            for called in (Called.FRIEND, None):
                yield TurnLetter(about, line, form, discreet, mark, called)
                yield TurnLetter(about, line, form, discreet, mark, called, is_off=True)
        yield TurnLetter(TurnArranged(which), line, form, discreet, mark, is_helped=True)


def _other_letters(form: Form, mark: str, *, discreet: bool) -> Iterator[CircleContents]:
    for asked in (StayAsked(g.MOTHER, LAST), MemberProlonged(g.MOTHER, LAST), ReturnAsked(g.MOTHER, LAST)):
        yield MemberLetter(asked, form, discreet, mark)
    for chosen, answered in ((frozenset[int](), False), (frozenset[int](), True), (frozenset({0, 5}), True)):
        yield PollLetter(MEETING, 1, (g.FAR,) * 6, form, discreet, mark, chosen, answered)
    for tasks in ((), (WORDS,), (WORDS,) * 9):
        for more in (True, False):
            yield AgreedLetter(MEETING, tasks, more, form, discreet, mark)


def circles(form: Form) -> Iterator[Shown]:
    """All of it."""
    yield from _turns(form)
    yield from _lists(form)
    yield from _told(form)
    yield from _meetings(form)
    yield from _members(form)
    yield from _several(form)
    for module in (task_refusals, circle_refusals):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, Refusal):
                yield Shown(errors.refusal_view, errors.refusal_view(kind(), form), form)


def pages(form: Form) -> Iterator[TurnPage]:
    """A turn in every state, to each sort of person who looks at it."""
    for line in TURNS:
        turn = TaskTurn(
            line.turn, TASK, g.FAMILY.id, None, line.starts_at, line.ends_at, g.MOTHER, sequence=3
        )
        open_one = replace(turn, holder=None, state=TurnState.OFFERED)
        stands = [
            *(replace(turn, state=state, by=by) for state in TurnState for by in (g.MOTHER, None)),
            replace(turn, help_at=g.NOW),
            replace(turn, holder=g.GRANDMOTHER),
            replace(open_one, asked=frozenset({g.MOTHER})),
            replace(open_one, refused=frozenset({g.MOTHER})),
        ]
        for looking in lookings(form):
            for stand in stands:
                for flags in (
                    *({}, {"can_answer": True}, {"can_take": True}, {"can_correct": True}),
                    {"can_see_to": True},
                ):
                    yield TurnPage(OwnTurn(WORDS, stand, **flags), g.MOTHER, looking, more=bool(flags))


def _turns(form: Form) -> Iterator[Shown]:
    over = g.LATER + timedelta(days=1)
    for page in pages(form):
        for now in (g.NOW, over):
            yield Shown(turns.one, turns.one(page, now=now), form)
        for by in (turns.thanks, turns.taken, turns.help_asked, turns.corrected, turns.put_off):
            yield Shown(by, by(page, now=g.NOW), form)
        yield Shown(turns.refused, turns.refused(page), form)
        for too_far in (True, False):
            yield Shown(turns.later, turns.later(page, now=g.NOW, too_far=too_far), form)
    for line in TURNS:
        yield Shown(turn_parts.doorbell, turn_parts.doorbell(line, form), form)
        for looking in lookings(form):
            for code in (*turns.WHYS, "news:help", "forged"):
                yield Shown(turns.why, turns.why(line, code, looking), form)
            for settled in (True, False):
                yield Shown(notices_turns.seen_to, notices_turns.seen_to(line, looking, over=settled), form)
    yield Shown(turn_parts.bell, turn_parts.bell(form, g.CHOOSE), form)


def _lists(form: Form) -> Iterator[Shown]:
    for mine, others in (((), ()), (TURNS, ()), ((), TURNS), (TURNS * 5, TURNS * 5)):
        listed = turn_lists.agenda(
            mine, others, form, now=g.NOW, under=(circle.pass_on_button(form),), waiting=WAITING
        )
        yield Shown(turn_lists.agenda, listed, form, is_list=True)
    yield Shown(turn_lists.day_list, turn_lists.day_list(TURNS, form, now=g.NOW), form, is_list=True)
    yield Shown(turn_lists.day_empty, turn_lists.day_empty(form), form)
    for looking in lookings(form):
        for some in (TURNS[:1], TURNS):
            shown = notices_turns.day(LAST, some, looking, now=g.NOW)
            yield Shown(notices_turns.day, shown, form, is_list=len(some) > 1)
    yield Shown(notices_turns.task_why, notices_turns.task_why(TaskGiven(TASK, 2), form), form)
    sent = turns.calendar_sent(form, Attachment("afspraak.ics", b""))
    yield Shown(turns.calendar_sent, sent, form)
    whole = turns.calendar_sent(form, Attachment("afspraak.ics", b""), is_series=True)
    yield Shown(turns.calendar_sent, whole, form)
    for fine in (True, False):
        yield Shown(notices_turns.task_answered, notices_turns.task_answered(form, fine=fine), form)


def _told(form: Form) -> Iterator[Shown]:
    for letter in circle_letters(form):
        match letter:
            case TaskGivenLetter():
                seen = notices_turns.task_given_view(letter, now=g.NOW)
                yield Shown(notices_turns.task_given_view, seen, form)
                for looking in lookings(form):
                    seen = notices_turns.task_given(letter, looking, now=g.NOW)
                    yield Shown(notices_turns.task_given, seen, form)
            case TurnsLetter():
                seen = notices_turns.turns_view(letter, now=g.NOW)
                yield Shown(notices_turns.turns_view, seen, form, is_list=True)
            case TurnLetter():
                yield Shown(notices_turns.turn_view, notices_turns.turn_view(letter, now=g.NOW), form)
                for looking in lookings(form):
                    seen = notices_turns.turn_letter(letter, looking, now=g.NOW)
                    yield Shown(notices_turns.turn_letter, seen, form)
            case _:
                pass


def _meetings(form: Form) -> Iterator[Shown]:
    for letter in circle_letters(form):
        if isinstance(letter, PollLetter):
            yield Shown(meetings.poll_view, meetings.poll_view(letter, now=g.NOW), form)
            for looking in lookings(form):
                yield Shown(meetings.poll, meetings.poll(letter, looking, now=g.NOW), form)
        if isinstance(letter, AgreedLetter):
            for window in (True, False):
                seen = meetings.agreed_view(letter, window=window)
                yield Shown(meetings.agreed_view, seen, form, is_list=True)
                of = About(MEETING, Looking(form, discreet=True), window)
                yield Shown(meetings.agreed, meetings.agreed(letter, of), form, is_list=True)
    for looking in lookings(form):
        for window in (True, False):
            of = About(MEETING, looking, window)
            for by in (
                *(meetings.meeting_bell, meetings.voted, meetings.over, meetings.point_asked),
                *(meetings.point_kept, meetings.sends),
            ):
                yield Shown(by, by(of), form)
            yield Shown(meetings.planned, meetings.planned(of, g.FAR, now=g.NOW), form)
            for right in (True, False):
                yield Shown(meetings.agreed_kept, meetings.agreed_kept(of, right=right), form)


def _members(form: Form) -> Iterator[Shown]:
    for part in (PART, MemberPart(None, None)):
        yield Shown(circle.welcome, circle.welcome(form, part, now=g.NOW), form, is_list=True)
    for by in (
        *(circle.decline_sure, circle.declined, circle.settled, circle.leave, circle.left, circle.pass_on),
    ):
        yield Shown(by, by(form), form)
    for edit, bsn in ((False, False), (True, False), (False, True)):
        kept = circle.passed_on(form, number=g.NUMBER, is_edit=edit, without_bsn=bsn)
        yield Shown(circle.passed_on, kept, form)
    for press in (Press.STAY, Press.COME_BACK):
        for yes in (True, False):
            yield Shown(circle.member_answered, circle.member_answered(form, press, yes=yes), form)
    for letter in circle_letters(form):
        if isinstance(letter, MemberLetter):
            yield Shown(circle.member_view, circle.member_view(letter), form)
            yield Shown(circle.member_bell, circle.member_bell(letter), form)
            for looking in lookings(form):
                yield Shown(circle.member_asked, circle.member_asked(letter, looking), form)


def _several(form: Form) -> Iterator[Shown]:
    """Of somebody who takes part in two families."""
    both = tuple(Role(g.MOTHER, symbol, form, symbol == "🌻") for symbol in ("🌻", "⭐"))
    yield Shown(roles.which, roles.which(both, form, number=g.NUMBER), form)
    for by in (roles.nothing_held, roles.chosen):
        yield Shown(by, by(form), form)
    settled = circle.settled(form)
    yield Shown(roles.with_others, roles.with_others(settled, both), form)
    yield Shown(view.marked, view.marked(settled, "🌻"), form)

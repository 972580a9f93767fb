"""Keys that the rooms build, with every ending they can get."""

from domain.appointments import SHOWN_IN_CHAT, Answer, Kind
from domain.checkins import OWN_QUESTIONS, RANGE, Scale
from domain.circle import CircleStep, MemberEnd, MemberKind, MemberState
from domain.files import FileKind
from domain.keyrings import PICTURES
from domain.meetings import MeetingKind, MeetingState, Says
from domain.mentions import MentionKind
from domain.moments import MomentKind
from domain.notices_circle import TurnTrouble
from domain.people import Called, FlagKind, Role
from domain.plan_changes import Part
from domain.plan_questions import Fits
from domain.plans import Frame, GoalEnd, PlanState
from domain.reach import Reach, WindowState
from domain.series import Every
from domain.signals import SignalRule
from domain.spoken.outcomes import DoubtReason, UnreadReason
from domain.tasks import TurnState
from domain.threads import MessageKind, Stand, Topic
from domain.window import Via
from domain.work_items import WorkKind
from handlers.views.menus import TALKERS
from handlers.views.turns import THANKS, WHYS, Stands
from web.desk.conversation import TEMPLATES
from web.desk.plan_asked import GOAL_TEXTS, TEXTS
from web.desk.signals import COUNTED
from web.desk.task_asked import PLACES

AS_FILES = ("photo", "document", "voice", "other")
PLAN_FIELDS = (
    *TEXTS.values(),
    *GOAL_TEXTS.values(),
    "teken",
    "naam",
    "tot",
    "wie",
    "evaluatie",
    "wat",
    "stappen",
)
NOT_BY_THE_DESK = {Via.TELEGRAM, Via.LINK}

BUILT: dict[str, tuple[str, ...]] = {
    "appointments.kind.{}": tuple(SHOWN_IN_CHAT),
    "appointments.agenda.answer.{}": tuple(Answer),
    "appointments.known.{}": tuple(set(Answer) - {Answer.NONE}),
    "appointments.why.{}": ("made", "reminder", "morning", "moved", "cancelled", "delayed", "general"),
    "asking.{}": tuple(OWN_QUESTIONS),
    "away.weekday.{}": tuple("0123456"),
    "called.{}": tuple(Called),
    "checkins.face.{}": tuple(str(face) for face in RANGE[Scale.FACES]),
    "desktasks.asks.{}": ("owner", "turn", "agreed"),
    "desktasks.turn.{}": tuple(TurnState),
    "desktasks.wrong.{}": (*PLACES.values(), "aan", "wanneer"),
    "deskcircle.end.{}": tuple(MemberEnd),
    "deskcircle.kind.{}": tuple(MemberKind),
    "deskcircle.needs.{}": ("goes_on", "stops", "unsure"),
    "deskcircle.state.{}": tuple(MemberState),
    "deskcircle.step.{}": tuple(CircleStep),
    "deskcircle.wrong.{}": ("naam", "woord", "soort", "waarvoor", "tot", "terug_op"),
    "household.flag.{}": tuple(FlagKind),
    "household.flag.effect.{}": tuple(FlagKind),
    "household.person.wrong.{}": ("naam", "rol", "gezag"),
    "course.{}": tuple(GoalEnd),
    "household.reach.{}": tuple(Reach),
    "household.role.{}": tuple(Role),
    "household.window.{}": tuple(WindowState),
    "inside.kind.{}": tuple(Kind),
    "menus.command.{}": TALKERS,
    "owncircle.propose.wrong.{}": ("name", "called", "purpose"),
    "owncircle.state.{}": tuple(MemberState),
    "ownmeeting.agreed.said.{}": tuple(Says),
    "ownmeeting.kind.{}": tuple(MeetingKind),
    "ownmeeting.state.{}": tuple(set(MeetingState) - {MeetingState.POLLING}),
    "overleg.kind.{}": tuple(MeetingKind),
    "overleg.says.{}": (*Says, "none"),
    "overleg.state.{}": tuple(MeetingState),
    "overleg.wrong.{}": ("participant", "decisions", "point", "other"),
    "ownplan.called.{}": tuple(Called),
    "ownplan.change.{}": tuple(Part),
    "ownplan.frame.{}": tuple(Frame),
    "ownplan.may.none.{}": tuple(Frame),
    "ownplan.must.none.{}": tuple(Frame),
    "owntasks.state.{}": tuple(TurnState),
    "paper.goal.{}": tuple(GoalEnd),
    "paper.moment.{}": tuple(MomentKind),
    "plan.change.{}": tuple(Part),
    "plan.frame.{}": tuple(Frame),
    "plan.state.{}": tuple(PlanState),
    "plan.wrong.{}": PLAN_FIELDS,
    "planfit.button.{}": tuple(Fits),
    "planfit.kept.{}": tuple(Fits),
    "planning.answer.{}": tuple(Answer),
    "planning.kind.{}": tuple(Kind),
    "professional.command.{}": ("afspraak", "afspraken", "lijst", "bevestig"),
    "series.every.{}": tuple(set(Every) - {Every.ONCE}),
    "repeat.every.{}": tuple(Every),
    "repeat.wrong.{}": ("no_end", "until", "times", "never"),
    "signin.access.via.{}": tuple(set(Via) - NOT_BY_THE_DESK),
    "signals.counted.{}": COUNTED,
    "signals.go.{}": tuple(SignalRule),
    "signals.said.{}": tuple(set(SignalRule) - set(COUNTED)),
    "summary.question.{}": tuple(OWN_QUESTIONS),
    "summary.scale.{}": tuple(Scale),
    "talk.file.{}": (*AS_FILES, *FileKind),
    "talk.mention.{}": tuple(MentionKind),
    "talk.stand.{}": tuple(Stand),
    "talk.template.{}.text": TEMPLATES,
    "talk.template.{}.title": TEMPLATES,
    "talk.topic.{}": tuple(Topic),
    "tasks.news.{}": (*TurnTrouble, "cannot"),
    "tasks.state.{}": tuple(set(Stands) - {Stands.OPEN}),
    "tasks.thanks.{}": tuple(str(number) for number in range(THANKS)),
    "tasks.why.{}": (*WHYS, "general"),
    "times.doubt.{}": tuple(DoubtReason),
    "times.unread.{}": tuple(UnreadReason),
    "typed.{}": ("kept", "edit_kept", "bsn"),
    "typed.danger.{}": ("somebody", "nobody"),
    "window.picture.{}": PICTURES,
    "work.kind.{}": tuple(WorkKind),
}


def built(*patterns: str) -> set[str]:
    """Every key that comes of these patterns, or of all."""
    return {pattern.format(ending) for pattern in patterns or BUILT for ending in BUILT[pattern]}


assert set(AS_FILES) < set(MessageKind)

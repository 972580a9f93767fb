"""Who may do what, as one readable grid; and how each use case is called with the things of family ⭐."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.access import Scope
from domain.actions import Action
from domain.actors import Actor, Administrator, CaseManager, Parent, Stranger, TeamLeader
from domain.appointments import Answer, Appointment, Kind, Outcome
from domain.delivery import Dispatch, DispatchState, Failure, Wipe
from domain.drafts import DraftChange, DraftId
from domain.linking import Recipient
from domain.people import FlagKind, ProfessionalRole, Role
from domain.secret import Secret
from domain.threads import MessageKind
from domain.work_items import WorkItemId
from tests.usecases import (
    rights_checkins,
    rights_circle,
    rights_desk,
    rights_meetings,
    rights_members,
    rights_plan,
    rights_summaries,
    rights_talk,
    rights_window,
)
from tests.usecases.rights_checkins import RoundStage, set_rounds
from tests.usecases.rights_circle import CircleStage, set_circle
from tests.usecases.rights_meetings import MeetingStage, set_meetings
from tests.usecases.rights_members import MemberStage, set_members
from tests.usecases.rights_plan import PlanStage, set_plan
from tests.usecases.rights_summaries import SummaryStage, set_summaries
from tests.usecases.rights_talk import TalkStage, set_talk
from tests.usecases.rights_window import WindowStage, set_window
from tests.usecases.telephones import Telephone, invite
from tests.usecases.world import ADMINISTRATOR, CLOCKWORK, World, wall
from usecases import attendance, linking, planning
from usecases.linking import Issued
from usecases.organisation import add_professional, add_team
from usecases.permission import scope_of_family
from usecases.ports import Unit
from usecases.threads import Incoming, keep

# x: allowed. dot: refused and logged. dash: the call does not type-check, and the rulebook would refuse it too;
# ~: it does not type-check, but by another door the same is theirs. o: theirs to do, but this draft is a colleague's.
# Fatima, Noor and Wil take part in the appointment of family ⭐, Jan does not; Lotte is of family 🌙. Fatima* is
# Fatima as she would be if the door took her for somebody of 🌙. Sanne has ⭐, Mehmet 🌙; Karin has no family, and
# stands in for Sanne today. Otto leads another team than Ria. What is asked is of ⭐, in a row with /moon of 🌙.
GRID = """
use_case                       action                   Fatima Noor Wil Jan Lotte Fatima* Sanne Mehmet Karin Ria Otto Adm Str Kring
organisation.set_up            organisation.set_up      -      -    -   -   -     -       -     -      -     -   -    x   -   -
organisation.add_team          organisation.set_up      -      -    -   -   -     -       -     -      -     -   -    x   -   -
organisation.add_professional  professional.add         -      -    -   -   -     -       -     -      -     -   -    x   -   -
families.add_family            family.add               -      -    -   -   -     -       x     .      .     -   -    x   -   -
families.add_person            person.add               -      -    -   -   -     -       x     .      x     -   -    x   -   -
families.set_flag              flag.change              -      -    -   -   -     -       x     .      x     -   -    x   -   -
families.lift_flag             flag.change              -      -    -   -   -     -       x     .      x     -   -    x   -   -
families.own_families          family.see               -      -    -   -   -     -       x     x      x     -   -    -   -   -
families.people_of             family.see               -      -    -   -   -     -       x     .      x     -   -    -   -   -
families.people_of/moon        family.see               -      -    -   -   -     -       .     x      .     -   -    -   -   -
linking.invite                 invitation.person        -      -    -   -   -     -       x     .      x     -   -    x   -   -
linking.invite/colleague       invitation.professional  -      -    -   -   -     -       .     .      .     -   -    x   -   -
linking.open_invitation        invitation.accept        -      -    -   -   -     -       -     -      -     -   -    -   x   -
linking.give_code              invitation.accept        -      -    -   -   -     -       -     -      -     -   -    -   x   -
linking.confirm_words          link.confirm_person      -      -    -   -   -     -       x     .      x     -   -    x   -   -
linking.confirm_words/colleague link.confirm_professional -      -    -   -   -     -       .     .      .     -   -    x   -   -
linking.consent                preferences.change       x      x    x   x   x     .       -     -      -     -   -    -   -   -
planning.start_draft           appointment.plan         -      -    -   -   -     -       x     .      x     -   -    -   -   -
planning.change_draft          appointment.plan         -      -    -   -   -     -       x     .      o     -   -    -   -   -
planning.drop_draft            appointment.plan         -      -    -   -   -     -       x     .      o     -   -    -   -   -
planning.confirm_draft         appointment.plan         -      -    -   -   -     -       x     .      o     -   -    -   -   -
appointments.overview          appointment.see          ~      ~    ~   -   -     -       x     x      x     -   -    -   -   -
appointments.show              appointment.see          ~      ~    ~   -   -     -       x     .      x     -   -    -   -   -
appointments.move              appointment.change       -      -    -   -   -     -       x     .      x     -   -    -   -   -
appointments.cancel            appointment.change       -      -    -   -   -     -       x     .      x     -   -    -   -   -
appointments.restore           appointment.change       -      -    -   -   -     -       x     .      x     -   -    -   -   -
appointments.delay             appointment.change       -      -    -   -   -     -       x     .      x     -   -    -   -   -
appointments.record_outcome    appointment.change       -      -    -   -   -     -       x     .      x     -   -    -   -   -
attendance.agenda              appointment.see          x      x    x   x   x     .       ~     -      ~     -   -    -   -   -
attendance.look_at             appointment.see          x      x    x   .   .     .       ~     -      ~     -   -    -   -   -
attendance.answer              appointment.answer       x      x    x   .   .     .       -     -      -     -   -    -   -   -
attendance.propose             appointment.answer       x      x    x   .   .     .       -     -      -     -   -    -   -   -
attendance.say_late            appointment.answer       x      x    x   .   .     .       -     -      -     -   -    -   -   -
attendance.ask_appointment     appointment.ask          x      x    x   x   x     .       -     -      -     -   -    -   -   -
attendance.ask_call            appointment.ask          x      x    x   x   x     .       -     -      -     -   -    -   -   -
preferences.read               preferences.change       x      x    x   x   x     .       -     -      -     -   -    -   -   -
preferences.change             preferences.change       x      x    x   x   x     .       -     -      -     -   -    -   -   -
preferences.pause              preferences.change       x      x    x   x   x     .       -     -      -     -   -    -   -   -
preferences.resume             preferences.change       x      x    x   x   x     .       -     -      -     -   -    -   -   -
preferences.blocked            preferences.change       x      x    x   x   x     .       -     -      -     -   -    -   -   -
preferences.unblocked          preferences.change       x      x    x   x   x     .       -     -      -     -   -    -   -   -
preferences.hears_nothing      preferences.change       x      x    x   x   x     .       -     -      -     -   -    -   -   -
work_items.see                 work.see                 -      -    -   -   -     -       x     x      x     x   x    -   -   -
work_items.close               work.close               -      -    -   -   -     -       x     .      x     x   .    -   -   -
work_items.close/team          work.close               -      -    -   -   -     -       .     .      .     x   .    -   -   -
membership.come_back           link.come_back           -      -    -   -   -     -       x     x      x     x   x    -   -   -
digest.read_digest             digest.see               -      -    -   -   -     -       x     x      x     x   x    -   -   -
digest.plan_digests            clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
status.read_status             status.see               -      -    -   -   -     -       -     -      -     -   -    x   -   -
followups.run_due              clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
followups.due_appointments     clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
followups.set_aside            clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
delivery.take_turn             clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
delivery.recover               clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
delivery.due                   clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
delivery.begin                 clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
delivery.sent                  clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
delivery.failed                clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
wiping.plan                    clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
wiping.due                     clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
wiping.done                    clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
wiping.put_off                 clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
wiping.give_up                 clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
failures.report_unhandled      clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
failures.give_up_dispatch      clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
failures.report_set_apart      clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
"""  # noqa: E501 -- one row is one line, or nobody can read it


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the grid: what is expected of each member of the cast."""

    name: str
    action: Action
    marks: dict[str, str]

    @property
    def use_case(self) -> str:
        """Module and function."""
        return self.name.partition("/")[0]


def read_grid() -> tuple[Row, ...]:
    """The grid as data."""
    rooms = (
        rights_talk,
        rights_window,
        rights_desk,
        rights_checkins,
        rights_plan,
        rights_summaries,
        rights_circle,
        rights_meetings,
        rights_members,
    )
    grids = (GRID, *(room.GRID for room in rooms))
    head, *lines = [line.split() for grid in grids for line in grid.strip().splitlines()]
    cast = head[2:]
    return tuple(
        Row(name, Action(action), dict(zip(cast, marks, strict=True))) for name, action, *marks in lines
    )


@dataclass(frozen=True, slots=True)
class Stage:
    """The things of family ⭐ that are reached for, and the actors who reach."""

    world: World
    cast: dict[str, Actor]
    appointment: Appointment
    cancelled: Appointment
    begun: Appointment
    draft: DraftId
    invited: Issued
    words: str
    colleague_words: str
    item: WorkItemId
    team_item: WorkItemId
    dispatch: Dispatch
    wipe: Wipe
    window: WindowStage
    talk: TalkStage
    plan: PlanStage
    rounds: RoundStage
    summaries: SummaryStage
    circle: CircleStage
    members: MemberStage
    meetings: MeetingStage

    def scope(self, row: Row) -> Scope:
        """Whose the things are that this row asks for: the person's or family's, or of all in the appointment."""
        asked = ASKED[row.name](self) if row.name in ASKED else {}
        cast = self.world.cast
        someone = next((p for p in cast.people.values() if p.id == asked.get("person")), None)
        whose = someone.family if someone else asked.get("family", self.appointment.family)
        family = next(f for f in cast.families.values() if f.id == whose)
        mine = scope_of_family(family, *((someone.id,) if someone else self.appointment.people))
        of_sanne = family.case_manager == self.world.sanne.professional
        return replace(mine, stand_in=self.talk.karin.professional if of_sanne else None)


async def set_stage(world: World) -> Stage:
    """Everything that a use case may be about, put there by those who may."""
    team = await world.do(add_team, ADMINISTRATOR, name=Secret("Team Zuid"))
    otto = await world.do(
        add_professional, ADMINISTRATOR, name=Secret("Otto"), role=ProfessionalRole.TEAM_LEADER, team=team.id
    )
    begun = await world.plan("fatima", "noor", "wil", at="2026-11-23 10:30")
    world.clock.now = wall("2026-11-23 10:45")
    cancelled = await world.cancel(await world.plan("fatima", at="2026-12-03 16:00"))
    appointment = await world.plan("fatima", "noor", "wil", at="2026-12-03 14:00")
    wished = {"family": appointment.family, "kind": Kind.PHONE, "starts_at": wall("2026-12-04 14:00")}
    drafted = await world.do(planning.start_draft, world.sanne, **wished)
    change = DraftChange(toggle=world.id("fatima"))
    await world.do(planning.change_draft, world.sanne, draft_id=drafted.draft.id, change=change)
    await world.do(attendance.ask_appointment, world.who("fatima"))
    await world.do(attendance.ask_call, world.who("noor"))
    asked, call = sorted(await world.items(), key=lambda item: item.urgent)
    async with world.unit() as uow:
        await uow.work_items.move_to_team(call.id)
    wipe = await _to_wipe(world)
    dispatch = (await world.dispatches("sanne"))[0]
    words = await Telephone(world, 7001).reads_out(await invite(world, "wil"))
    colleague = await world.do(_invite_colleague, ADMINISTRATOR, world=world)
    talk = await set_talk(world)
    return Stage(
        world=world,
        cast=_cast(world, talk.karin, TeamLeader(otto.id, otto.team)),
        appointment=appointment,
        cancelled=cancelled,
        begun=begun,
        draft=drafted.draft.id,
        invited=await invite(world, "jan"),
        words=words,
        colleague_words=await Telephone(world, 7002).reads_out(colleague),
        item=asked.id,
        team_item=call.id,
        dispatch=dispatch,
        wipe=wipe,
        window=await set_window(world),
        talk=talk,
        plan=await set_plan(world),
        rounds=await set_rounds(world),
        summaries=await set_summaries(world),
        circle=await set_circle(world),
        meetings=await set_meetings(world),
        members=await set_members(world),
    )


async def _to_wipe(world: World) -> Wipe:
    """What Fatima said in the chat is to be wiped there."""
    incoming = Incoming(MessageKind.TEXT, Secret("hallo"), 1, 2)
    await world.do(keep, world.who("fatima"), incoming=incoming, account=b"f" * 32, chat=601)
    async with world.archive.reading() as uow:
        ((wipe, _),) = await uow.wipes.due(uow.now, 1)
    return wipe


def _cast(world: World, karin: CaseManager, otto: TeamLeader) -> dict[str, Actor]:
    people: dict[str, Actor] = {
        key.title(): world.who(key) for key in ("fatima", "noor", "wil", "jan", "lotte")
    }
    return {
        **people,
        "Fatima*": Parent(world.id("fatima"), world.cast.families["Maan"].id),
        "Sanne": world.sanne,
        "Mehmet": world.mehmet,
        "Karin": karin,
        "Ria": world.ria,
        "Otto": otto,
        "Adm": ADMINISTRATOR,
        "Str": Stranger(),
        "Kring": CLOCKWORK,
    }


async def _invite_colleague(uow: Unit, who: Administrator, *, world: World) -> Issued:
    return await linking.invite(uow, who, invitee=world.cast.recipient("mehmet"))


Asked = Callable[[Stage], dict[str, Any]]


def _of_family(**more: Any) -> Asked:
    return lambda stage: {"family": stage.appointment.family, **more}


def _of_fatima(**more: Any) -> Asked:
    return lambda stage: {"person": stage.world.id("fatima"), **more}


def _draft(**more: Any) -> Asked:
    return lambda stage: {"draft_id": stage.draft, **more}


def _of(which: str, **more: Any) -> Asked:
    def asked(stage: Stage) -> dict[str, Any]:
        appointment: Appointment = getattr(stage, which)
        return {"appointment_id": appointment.id, "version": appointment.sequence, **more}

    return asked


def _unversioned(which: str, **more: Any) -> Asked:
    return lambda stage: {"appointment_id": getattr(stage, which).id, **more}


def _dispatch(**more: Any) -> Asked:
    return lambda stage: {"dispatch_id": stage.dispatch.id, **more}


def _wipe(**more: Any) -> Asked:
    return lambda stage: {"wipe": stage.wipe, **more}


LATER = wall("2026-12-07 14:00")
ACCOUNT = b"somebody".ljust(32, b".")
ASKED: dict[str, Asked] = {
    "organisation.set_up": lambda _: {"organisation": Secret("Tweede"), "team": Secret("Team")},
    "organisation.add_team": lambda _: {"name": Secret("Team Oost")},
    "organisation.add_professional": lambda _: {"name": Secret("P"), "role": ProfessionalRole.CASE_MANAGER},
    "families.add_family": lambda stage: {
        "alias": "Zon",
        "symbol": "🌞",
        "case_manager": stage.world.sanne.professional,
    },
    "families.add_person": _of_family(role=Role.NETWORK_MEMBER, name=Secret("Buurman")),
    "families.set_flag": _of_fatima(kind=FlagKind.SHARED_PHONE),
    "families.lift_flag": _of_fatima(kind=FlagKind.SHARED_PHONE),
    "families.people_of": _of_family(),
    "families.people_of/moon": lambda stage: {"family": stage.world.cast.families["Maan"].id},
    "linking.invite": lambda stage: {"invitee": stage.world.cast.recipient("fatima")},
    "linking.invite/colleague": lambda stage: {"invitee": stage.world.cast.recipient("mehmet")},
    "linking.open_invitation": lambda stage: {
        "account": ACCOUNT,
        "chat": Secret("9"),
        "token": stage.invited.token.reveal(),
    },
    "linking.give_code": lambda stage: {"account": ACCOUNT, "code": stage.invited.code.reveal()},
    "linking.confirm_words": lambda stage: {"words": stage.words, "professionals": False},
    "linking.confirm_words/colleague": lambda stage: {"words": stage.colleague_words, "professionals": True},
    "planning.start_draft": _of_family(),
    "planning.change_draft": _draft(change=DraftChange(minutes=30)),
    "planning.drop_draft": _draft(),
    "planning.confirm_draft": _draft(),
    "appointments.show": _unversioned("appointment"),
    "appointments.move": _of("appointment", to=LATER),
    "appointments.cancel": _of("appointment"),
    "appointments.restore": _of("cancelled"),
    "appointments.delay": _of("begun", minutes=20),
    "appointments.record_outcome": _unversioned("begun", outcome=Outcome.HELD),
    "attendance.look_at": _unversioned("appointment"),
    "attendance.answer": _of("appointment", said=Answer.COMING),
    "attendance.host_of": _unversioned("appointment"),
    "attendance.propose": _of("appointment", moment=LATER),
    "attendance.say_late": _of("begun", minutes=10),
    "work_items.close": lambda stage: {"item_id": stage.item},
    "work_items.close/team": lambda stage: {"item_id": stage.team_item},
    "followups.set_aside": lambda stage: {"appointment": stage.appointment.id},
    "delivery.take_turn": lambda _: {"owner": UUID(int=1)},
    "delivery.begin": _dispatch(),
    "delivery.sent": _dispatch(message=7),
    "delivery.failed": _dispatch(failure=Failure.RETRY),
    "wiping.plan": lambda stage: {
        "recipient": Recipient(professional=stage.world.sanne.professional),
        "account": ACCOUNT,
        "chat": 501,
        "message": 9,
    },
    "wiping.done": _wipe(),
    "wiping.put_off": lambda stage: {"wipe": stage.wipe, "until": stage.world.clock.now + timedelta(hours=1)},
    "wiping.give_up": _wipe(),
    "failures.report_unhandled": lambda _: {"update": 7, "account": ACCOUNT},
    "failures.give_up_dispatch": _dispatch(state=DispatchState.PARKED),
    **rights_talk.ASKED,
    **rights_window.ASKED,
    **rights_desk.ASKED,
    **rights_checkins.ASKED,
    **rights_summaries.ASKED,
    **rights_plan.ASKED,
    **rights_circle.ASKED,
    **rights_meetings.ASKED,
    **rights_members.ASKED,
}
"""What each use case is asked; what is not here is asked nothing."""

"""One transaction as the use cases see it: its drawers, its one instant, and what is made up in it."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from domain.audit import AuditEvent
from domain.ladder import AppointmentStep
from storage.absence import AbsencesDrawer
from storage.appointments import AppointmentsDrawer
from storage.audit import AuditDrawer
from storage.buttons import ExpectationsDrawer, SheetsDrawer
from storage.checkins import CheckInsDrawer
from storage.circle import CircleDrawer
from storage.desk import Desk
from storage.dispatches import DispatchesDrawer
from storage.drafts import DraftsDrawer
from storage.families import FamiliesDrawer
from storage.followups import FollowUpsDrawer
from storage.glance import GlanceDrawer
from storage.held import HeldDrawer
from storage.ids import Ids
from storage.keyrings import KeyringsDrawer
from storage.leases import LeaseDrawer
from storage.linking import InvitationsDrawer, LinksDrawer
from storage.meetings import MeetingsDrawer
from storage.messages import MessagesDrawer
from storage.organisation import OrganisationDrawer
from storage.passkeys import PasskeysDrawer
from storage.plan_copies import PlanCopiesDrawer
from storage.plans import PlansDrawer
from storage.pushes import PushesDrawer
from storage.series import SeriesDrawer
from storage.sessions import SessionsDrawer, SpentDrawer
from storage.signals import SignalsDrawer
from storage.tasks import TasksDrawer
from storage.threads import ThreadsDrawer
from storage.traces import TracesDrawer
from storage.unsent import FilesDrawer, UnsentDrawer
from storage.wipes import WipesDrawer
from storage.work_items import WorkItemsDrawer

TOKEN_BYTES = 16
CODES = 10**6


@dataclass(frozen=True, slots=True)
class Chance:
    """Where ids, tokens, codes and words come from."""

    entropy: Callable[[int], bytes]
    ids: Ids
    words: tuple[str, ...]

    def below(self, bound: int) -> int:
        """A number from nought up to, not including, ``bound``; the bias is less than one in 2^40."""
        return int.from_bytes(self.entropy(8)) % bound


class Unit:
    """Each drawer is made when it is first opened; all of them stand at the same desk."""

    def __init__(
        self, desk: Desk, *, now: datetime, writer: str, chance: Chance, ladder: tuple[AppointmentStep, ...]
    ) -> None:
        self.now = now
        self.ladder = ladder
        self.refusals: list[AuditEvent] = []
        self._desk = desk
        self._writer = writer
        self._chance = chance

    @cached_property
    def organisation(self) -> OrganisationDrawer:
        return OrganisationDrawer(self._desk)

    @cached_property
    def families(self) -> FamiliesDrawer:
        return FamiliesDrawer(self._desk)

    @cached_property
    def links(self) -> LinksDrawer:
        return LinksDrawer(self._desk)

    @cached_property
    def invitations(self) -> InvitationsDrawer:
        return InvitationsDrawer(self._desk)

    @cached_property
    def appointments(self) -> AppointmentsDrawer:
        return AppointmentsDrawer(self._desk)

    @cached_property
    def glances(self) -> GlanceDrawer:
        return GlanceDrawer(self._desk)

    @cached_property
    def drafts(self) -> DraftsDrawer:
        return DraftsDrawer(self._desk)

    @cached_property
    def follow_ups(self) -> FollowUpsDrawer:
        return FollowUpsDrawer(self._desk)

    @cached_property
    def dispatches(self) -> DispatchesDrawer:
        return DispatchesDrawer(self._desk)

    @cached_property
    def wipes(self) -> WipesDrawer:
        return WipesDrawer(self._desk)

    @cached_property
    def threads(self) -> ThreadsDrawer:
        return ThreadsDrawer(self._desk)

    @cached_property
    def messages(self) -> MessagesDrawer:
        return MessagesDrawer(self._desk)

    @cached_property
    def files(self) -> FilesDrawer:
        return FilesDrawer(self._desk)

    @cached_property
    def unsent(self) -> UnsentDrawer:
        return UnsentDrawer(self._desk)

    @cached_property
    def traces(self) -> TracesDrawer:
        return TracesDrawer(self._desk)

    @cached_property
    def absences(self) -> AbsencesDrawer:
        return AbsencesDrawer(self._desk)

    @cached_property
    def plans(self) -> PlansDrawer:
        return PlansDrawer(self._desk)

    @cached_property
    def plan_copies(self) -> PlanCopiesDrawer:
        return PlanCopiesDrawer(self._desk)

    @cached_property
    def check_ins(self) -> CheckInsDrawer:
        return CheckInsDrawer(self._desk)

    @cached_property
    def signals(self) -> SignalsDrawer:
        return SignalsDrawer(self._desk)

    @cached_property
    def pushes(self) -> PushesDrawer:
        return PushesDrawer(self._desk)

    @cached_property
    def circle(self) -> CircleDrawer:
        return CircleDrawer(self._desk)

    @cached_property
    def tasks(self) -> TasksDrawer:
        return TasksDrawer(self._desk)

    @cached_property
    def meetings(self) -> MeetingsDrawer:
        return MeetingsDrawer(self._desk)

    @cached_property
    def series(self) -> SeriesDrawer:
        return SeriesDrawer(self._desk)

    @cached_property
    def held(self) -> HeldDrawer:
        return HeldDrawer(self._desk, self.now)

    @cached_property
    def keyrings(self) -> KeyringsDrawer:
        return KeyringsDrawer(self._desk)

    @cached_property
    def sessions(self) -> SessionsDrawer:
        return SessionsDrawer(self._desk)

    @cached_property
    def passkeys(self) -> PasskeysDrawer:
        return PasskeysDrawer(self._desk)

    @cached_property
    def spent(self) -> SpentDrawer:
        return SpentDrawer(self._desk)

    @cached_property
    def work_items(self) -> WorkItemsDrawer:
        return WorkItemsDrawer(self._desk)

    @cached_property
    def sheets(self) -> SheetsDrawer:
        return SheetsDrawer(self._desk)

    @cached_property
    def expectations(self) -> ExpectationsDrawer:
        return ExpectationsDrawer(self._desk)

    @cached_property
    def audit(self) -> AuditDrawer:
        return AuditDrawer(self._desk.tx, self._desk.vault, self._writer)

    @cached_property
    def leases(self) -> LeaseDrawer:
        return LeaseDrawer(self._desk)

    def new_id(self) -> UUID:
        """A fresh UUIDv7, growing with time."""
        return self._chance.ids.next(self.now)

    def new_token(self) -> str:
        """128 random bits as 22 URL-safe characters."""
        return base64.urlsafe_b64encode(self._chance.entropy(TOKEN_BYTES)).rstrip(b"=").decode()

    def new_code(self) -> str:
        """Six random digits."""
        return f"{self._chance.below(CODES):06}"

    def new_words(self) -> tuple[str, str]:
        """Two different random words from the list that the archive was given."""
        words = self._chance.words
        first = self._chance.below(len(words))
        second = self._chance.below(len(words) - 1)
        return words[first], words[second + (second >= first)]

    def index(self, purpose: str, text: str) -> bytes:
        """A keyed hash (blind index): equal texts are found, none can be read back."""
        return self._desk.vault.index(purpose, text)

    def refused(self, event: AuditEvent) -> None:
        """Log this refusal although the transaction will be rolled back."""
        self.refusals.append(event)

"""How somebody can be reached: in Telegram, and in the window; for whoever has to decide to call or to write."""

from datetime import datetime
from enum import StrEnum

from domain.keyrings import Keyring
from domain.linking import Invitation, InvitationState, Link, Reachability
from domain.people import Flag, FlagKind, Person, has_flag


class Reach(StrEnum):
    """How it stands between a person and Telegram."""

    NEVER = "never"
    INVITED = "invited"
    WORDS = "words"
    UNCONFIRMED = "unconfirmed"
    LINKED = "linked"
    BLOCKED = "blocked"
    PAUSED = "paused"


class WindowState(StrEnum):
    """How it stands between a person and the window."""

    CLOSED = "closed"
    GIVEN = "given"
    OPEN = "open"
    LOCKED = "locked"


def reach_of(
    person: Person,
    flags: tuple[Flag, ...],
    link: Link | None,
    invitations: tuple[Invitation, ...],
    now: datetime,
) -> Reach:
    """What counts most: a pause, then a block, then how far the linking has come."""
    if link is None:
        alive = [invitation for invitation in invitations if invitation.is_open(now)]
        if any(invitation.state is InvitationState.CODE_GIVEN for invitation in alive):
            return Reach.WORDS
        return Reach.INVITED if alive else Reach.NEVER
    if person.preferences.paused_since is not None or has_flag(flags, FlagKind.PAUSED, person.id):
        return Reach.PAUSED
    if link.reachability is Reachability.BLOCKED:
        return Reach.BLOCKED
    return Reach.UNCONFIRMED if link.consented_at is None else Reach.LINKED


def window_state(keyring: Keyring | None, now: datetime) -> WindowState:
    """Whether somebody can get in: locked, with a PIN, with a code that still counts, or not yet."""
    if keyring is None:
        return WindowState.CLOSED
    if keyring.locked_at is not None:
        return WindowState.LOCKED
    if keyring.pin is not None:
        return WindowState.OPEN
    given = keyring.code is not None and keyring.code.can_be_tried(now)
    return WindowState.GIVEN if given else WindowState.CLOSED

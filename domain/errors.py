"""Refusals: each class says for us why; its ``code`` finds the family's sentence in the catalogue."""


class Refusal(Exception):
    """Something cannot be done, and a person gets one kind sentence about it."""

    code = "refusal.general"

    def __init__(self, *, detail: str = "") -> None:
        """``detail`` is a word for the audit log (never content, never a name)."""
        super().__init__(self.code)
        self.detail = detail


class NotAllowed(Refusal):
    """The rules do not let this actor do this here; the answer never says what exists."""

    code = "refusal.not_found"


class NotFound(Refusal):
    """There is no such thing for this actor; it sounds exactly like ``NotAllowed``."""

    code = "refusal.not_found"


class Outdated(Refusal):
    """The button belongs to an earlier state: the appointment was moved or cancelled since."""

    code = "refusal.outdated"


class AlreadyStarted(Refusal):
    """The appointment has begun or is over, so it can no longer be changed or answered."""

    code = "refusal.already_started"


class AlreadyCancelled(Refusal):
    """The appointment has been cancelled."""

    code = "refusal.already_cancelled"


class NotTheFuture(Refusal):
    """The moment lies in the past."""

    code = "refusal.past"


class AliasTaken(Refusal):
    """Another family of the organisation already has this alias or symbol."""

    code = "refusal.alias_taken"


class Unsuitable(Refusal):
    """A typed value cannot be used; ``detail`` names the field."""

    code = "refusal.unsuitable"


class KeptApart(Refusal):
    """Two people who may have no contact would share this; it never says which two."""

    code = "refusal.kept_apart"


class InvitationFailed(Refusal):
    """One neutral answer for every failure of linking, so that nothing can be learnt from it (T02, T33)."""

    code = "linking.failed"


class AlreadySetUp(Refusal):
    """The organisation exists already."""

    code = "refusal.already_set_up"


class NotSetUp(Refusal):
    """There is no organisation yet."""

    code = "refusal.not_set_up"

"""At a glance: how one family stands among many, for a list that opens nothing that is sealed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

GLANCE_BACK = timedelta(days=400)
"""How far back contact is looked for; what is longer ago reads as no contact."""

ANSWERS_BACK = timedelta(days=60)
"""How old the appointment may be whose answers still count as contact."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The next appointment, and the last contact: a message, an answer or an appointment that took place (UTC).

    ``waiting``: somebody there has had no answer yet; ``urgent``: nobody has read words of danger yet.
    """

    next_at: datetime | None = None
    last_at: datetime | None = None
    waiting: bool = False
    urgent: bool = False

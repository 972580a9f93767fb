"""What of others stands in a text that is about to be kept, said at the desk; and the "toch" that goes with it."""

from domain.mentions import Mention, MentionKind
from domain.people import Form
from locales.catalogue import text
from web.visits import DeskVisit


def mentions_in_words(found: tuple[Mention, ...]) -> tuple[tuple[str, str], ...]:
    """What was found, by kind."""
    kinds = [(kind, sorted({m.said.reveal() for m in found if m.kind is kind})) for kind in MentionKind]
    return tuple(
        (text(f"talk.mention.{kind.value}", Form.U), ", ".join(said)) for kind, said in kinds if said
    )


def sure_of(visit: DeskVisit, found: tuple[Mention, ...]) -> str:
    """What "toch opslaan" carries: it holds for these mentions alone."""
    said = sorted(f"{m.kind.value}:{m.said.reveal().casefold()}" for m in found)
    return visit.uow.index("mentions.sure", "\n".join(said)).hex()

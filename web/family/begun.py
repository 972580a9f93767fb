"""What somebody was typing and did not send: kept in one place, and found again by the question it answers.

It stands in the one place for words that are not sent, under the question it answers, so that its writer can read it
in the box for messages too.
"""

from collections.abc import Mapping
from contextlib import suppress

from domain.actors import Participant
from domain.bsn import without_bsn
from domain.people import Form
from domain.secret import Secret
from domain.threads import MessageTooLong
from locales.catalogue import text
from usecases import own_thread
from web.visits import FamilyVisit

REACTION, PROPOSAL = "reaction", "proposal"
POINT, REMARK, NOTE, PROPOSED_FOR = "point", "remark", "note", "purpose"

LABELS: Mapping[str, str] = {
    "well": "asking.well",
    "worry": "asking.worry",
    "needed": "asking.needed",
    "went_well": "asking.went_well",
    "keep_up": "asking.keep_up",
    REACTION: "ownplan.reaction",
    PROPOSAL: "ownplan.propose.what",
    POINT: "ownmeeting.point.what",
    REMARK: "passon.what",
    PROPOSED_FOR: "owncircle.propose.purpose",
    NOTE: "ownmeeting.wrong.what",
}
"""The fields that are kept, each with the question above it."""

MESSAGE = ""
"""What stands before the first question: a message that is being written."""


def typed_in(visit: FamilyVisit, *names: str) -> dict[str, str]:
    """What stands in these fields of the form."""
    return {name: without_bsn(visit.data.get(name)) for name in names}


async def begun(visit: FamilyVisit, who: Participant, *names: str) -> dict[str, str]:
    """What was typed in these fields before and not sent; a field without words is left out."""
    parts = await _parts(visit, who)
    return {name: parts[name] for name in names if parts.get(name)}


async def keep(visit: FamilyVisit, who: Participant, typed: Mapping[str, str]) -> None:
    """Keep what is typed in each of these fields; an empty one is forgotten.

    What is far too long to keep stands in the page alone.
    """
    before = await _parts(visit, who)
    after = {name: words for name, words in {**before, **typed}.items() if words}
    if after != before:
        with suppress(MessageTooLong):
            await own_thread.keep_unsent(visit.uow, who, body=Secret(_joined(after, visit.form)))


async def keep_typed(visit: FamilyVisit, who: Participant, *names: str) -> None:
    """Keep what a form holds; one that comes after its window closed takes nothing away."""
    typed = typed_in(visit, *names)
    if not visit.session.is_live(visit.uow.now):
        typed = {name: words for name, words in typed.items() if words}
    await keep(visit, who, typed)


async def _parts(visit: FamilyVisit, who: Participant) -> dict[str, str]:
    body = (await own_thread.unsent_of(visit.uow, who)).reveal()
    return _split(body, visit.form)


def _joined(parts: Mapping[str, str], form: Form) -> str:
    """One text: the message first, then each question with what was typed under it."""
    order = (MESSAGE, *LABELS)
    return "\n\n".join(
        parts[name] if name == MESSAGE else f"{text(LABELS[name], form)}\n{parts[name]}"
        for name in order
        if name in parts
    )


def _split(body: str, form: Form) -> dict[str, str]:
    """The parts of such a text; a line that is exactly one of the questions begins its part."""
    names = {text(key, form): name for name, key in LABELS.items()}
    parts: dict[str, list[str]] = {MESSAGE: []}
    lines = parts[MESSAGE]
    for line in body.split("\n"):
        if line in names:
            lines = parts.setdefault(names[line], [])
        else:
            lines.append(line)
    joined = {name: "\n".join(found).strip("\n") for name, found in parts.items()}
    return {name: words for name, words in joined.items() if words.strip()}

"""Whoever steals the files, or reads the log, finds no name, text, token or Telegram id (T08)."""

import base64
import logging
from datetime import timedelta

import pytest

from domain.buttons import ButtonSheet, Press, Pressed
from domain.delivery import Wipe
from domain.drafts import Draft, DraftId
from domain.linking import Invitation, InvitationId, InvitationState, Link, LinkId, Recipient
from domain.secret import Secret
from domain.threads import Message, MessageId, MessageKind, Thread, ThreadId
from storage.archive import Archive
from storage.desk import of_person, of_thread
from storage.errors import KeyGone
from storage.keystore import OwnerKind
from tests.storage.world import (
    FATIMA_NAME,
    JAN_NAME,
    MASTER,
    NUMBER,
    ORGANISATION_NAME,
    PLACE,
    SANNE_NAME,
    START,
    TEAM_NAME,
    Cast,
    Place,
    appointment,
    new_id,
)

BODY = "Kanarie heeft mij iets ernstigs verteld"
DRAFT_PLACE = "Kanariegracht 99"
PAYLOAD = '{"update_id":812345678,"message":{"text":"kanarie in de kolenmijn","from":{"id":5550007777}}}'
FATIMAS_CHAT, SANNES_CHAT, STRANGERS_CHAT = 5550007777, 5550008888, 5550009999
TOKEN, CODE, HANDLE = "Kanarie-Token-22-teken", "839271", "kanariehandvat"

CANARIES = [
    *(
        ORGANISATION_NAME,
        TEAM_NAME,
        SANNE_NAME,
        FATIMA_NAME,
        JAN_NAME,
        PLACE,
        NUMBER,
        BODY,
        DRAFT_PLACE,
        PAYLOAD,
    ),
    *("kanarie in de kolenmijn", "Kanari", TOKEN, CODE, HANDLE),
    *map(str, (FATIMAS_CHAT, SANNES_CHAT, STRANGERS_CHAT)),
]


def _spellings(text: str) -> list[bytes]:
    """The ways in which a text could stand in a file; base64 at each of its three alignments."""
    plain = text.encode()
    in_base64 = [
        base64.b64encode(b"x" * shift + plain)[4 * bool(shift) : (shift + len(plain)) // 3 * 4]
        for shift in (0, 1, 2)
    ]
    return [plain, text.encode("utf-16-le"), text.encode("utf-16-be"), plain.hex().encode(), *in_base64]


def test_the_search_would_find_what_it_looks_for() -> None:
    for before in range(6):
        hidden = base64.b64encode(b"." * before + BODY.encode() + b"...")
        assert any(spelling in hidden for spelling in _spellings(BODY))
    assert all(spelling for canary in CANARIES for spelling in _spellings(canary))


async def _plant(archive: Archive, cast: Cast) -> Thread:
    thread = Thread(ThreadId(new_id()), cast.fatima.id)
    await archive.inbox.keep([(812345678, b"lane", PAYLOAD.encode())])
    async with archive.unit(update=812345678) as unit:
        account = unit.index("account", str(FATIMAS_CHAT))
        fatima, sanne = Recipient(person=cast.fatima.id), Recipient(professional=cast.sanne.id)
        await unit.links.add(Link(LinkId(new_id()), fatima, account, Secret(str(FATIMAS_CHAT)), START))
        await unit.invitations.add(
            Invitation(
                id=InvitationId(new_id()),
                invitee=sanne,
                token_hash=unit.index("token", TOKEN),
                code_hash=unit.index("code", CODE),
                made_at=START,
                expires_at=START,
                state=InvitationState.OPENED,
                account=unit.index("account", str(SANNES_CHAT)),
                chat=Secret(str(SANNES_CHAT)),
            )
        )
        await unit.appointments.add(appointment(cast))
        await unit.drafts.keep(
            Draft(DraftId(new_id()), cast.sanne.id, cast.family.id, START, place=Secret(DRAFT_PLACE))
        )
        await unit.threads.add(thread)
        await unit.messages.keep(
            Message(
                MessageId(new_id()),
                thread.id,
                Recipient(person=thread.person),
                MessageKind.TEXT,
                Secret(BODY),
                START,
                "update:1",
            )
        )
        await unit.wipes.add(Wipe(new_id(), None, b"a" * 32, 5, START, START), STRANGERS_CHAT)
        await unit.sheets.keep(
            ButtonSheet(HANDLE, account, (Pressed(Press.HIDE),), START + timedelta(days=1))
        )
    return thread


async def test_nothing_planted_is_found_in_any_file_or_in_the_log(
    archive: Archive, cast: Cast, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        thread = await _plant(archive, cast)
        async with archive.reading() as unit:
            (message,) = await unit.messages.all_of(thread)
        assert message.body.reveal() == BODY

    in_the_log = place.bytes_on_disk()
    await archive.checkpoint()
    in_the_file = place.bytes_on_disk()
    written = caplog.text.encode() + "".join(map(repr, caplog.records)).encode()
    assert cast.family.alias.encode() in in_the_file
    assert b"aiosqlite" in written
    for canary in CANARIES:
        for spelling in _spellings(canary):
            assert spelling not in in_the_log, canary
            assert spelling not in in_the_file, canary
            assert spelling not in written, canary
    assert MASTER not in in_the_file


async def test_erasing_a_person_leaves_everybody_else(archive: Archive, cast: Cast, place: Place) -> None:
    thread = await _plant(archive, cast)
    wrapped = await archive._vault._store.of(of_thread(thread.id))
    assert wrapped is not None
    await archive.destroy_key(of_thread(thread.id))
    await archive.destroy_key(of_person(cast.fatima.id))

    assert wrapped.wrapped not in place.bytes_on_disk()
    async with archive.reading() as unit:
        with pytest.raises(KeyGone):
            await unit.messages.all_of(thread)
        with pytest.raises(KeyGone):
            await unit.families.person(cast.fatima.id)
        assert await unit.families.person(cast.jan.id) == cast.jan


async def test_an_erased_person_is_gone_from_an_older_copy_of_the_data_too(
    archive: Archive, cast: Cast, place: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await archive.checkpoint()
    older = Place(tmp_path_factory.mktemp("older"))
    older.data.write_bytes(place.data.read_bytes())
    await archive.destroy_key(of_person(cast.fatima.id))
    older.keys.write_bytes(place.keys.read_bytes())

    restored = await older.open()
    try:
        async with restored.reading() as unit:
            with pytest.raises(KeyGone):
                await unit.families.person(cast.fatima.id)
            assert await unit.families.person(cast.jan.id) == cast.jan
    finally:
        await restored.close()


async def test_a_key_of_a_transaction_that_failed_is_swept_and_no_other(archive: Archive, cast: Cast) -> None:
    await _plant(archive, cast)
    lost = of_person(new_id())

    async def fail() -> None:
        async with archive.unit():
            await archive._vault.seal(lost, "persons", lost.id, "name", "x")
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert lost in await archive._vault._store.owners()
    assert await archive.sweep_orphans() == 1
    owners = await archive._vault._store.owners()
    assert lost not in owners
    assert {owner.kind for owner in owners} == set(OwnerKind)
    async with archive.reading() as unit:
        assert await unit.families.people_of(cast.family.id) == (cast.fatima, cast.jan)

"""Delivery against the stand-in: every way a sending can go wrong ends where a person can see it."""

from collections import Counter
from itertools import pairwise

import pytest

from bot.pacing import Pacer
from bot.stopping import Stopped
from demo.faults import FaultKind
from domain.delivery import DispatchState
from domain.work_items import WorkKind
from tests.support.plans import plan_visit
from tests.support.waiting import until
from tests.support.world import TOKEN, KringUnderTest

ANNOUNCED = "2026-11-23 09:15"
"""Past the ten minutes in which a gezinsmanager can still correct a new appointment."""


async def _announce(kring: KringUnderTest, *people: str, at: str = "2026-11-26 14:00") -> None:
    async with kring.unit() as uow:
        await plan_visit(uow, kring.cast, *people, at=at)
    await kring.move_to(ANNOUNCED)


async def _counts(kring: KringUnderTest) -> dict[str, int]:
    async with kring.reading() as uow:
        counts = await uow.dispatches.counts()
    # Every morning has a digest; with nothing to say in it, it becomes void.
    return {state: n for state, n in counts.items() if n and state != DispatchState.VOID}


async def _kinds(kring: KringUnderTest) -> Counter[WorkKind]:
    async with kring.reading() as uow:
        return Counter(item.kind for item in await uow.work_items.all_open())


def _sent_to(kring: KringUnderTest, user: int) -> list[str]:
    return [call.params["text"] for call in kring.stand_in.journal.sent(user)]


async def test_what_is_planned_is_delivered_once_protected_and_without_preview(kring: KringUnderTest) -> None:
    await _announce(kring, "fatima")
    await kring.idle()

    (call,) = kring.stand_in.journal.sent(kring.fatima.user_id)
    assert call.params["protect_content"] is True
    assert call.params["link_preview_options"] == {"is_disabled": True}
    assert "parse_mode" not in call.params
    assert await _counts(kring) == {"sent": 1}
    assert kring.stand_in.journal.refused() == []


async def test_buttons_under_it_work(kring: KringUnderTest) -> None:
    await _announce(kring, "fatima")
    await kring.fatima.taps("Ik kom")
    await kring.idle()
    assert kring.stand_in.journal.of("editMessageText", chat_id=kring.fatima.user_id)


async def test_a_blocked_chat_is_tried_once_and_lands_on_the_list(kring: KringUnderTest) -> None:
    await kring.fatima.blocks()
    kring.stand_in.updates.forget_all()
    await _announce(kring, "fatima", at="2026-11-24 14:00")

    assert await _counts(kring) == {"unreachable": 1, "sent": 1}
    assert (await _kinds(kring))[WorkKind.CALL_NOT_REACHED] == 1
    assert _sent_to(kring, kring.sanne.user_id), "the gezinsmanager hears of it at once"


@pytest.mark.parametrize(
    ("description", "state", "kind"),
    [
        ("chat not found", "unreachable", WorkKind.CALL_NOT_REACHED),
        ("message text is empty", "refused", WorkKind.CHECK_NOTICE),
    ],
)
async def test_a_refusal_is_never_tried_again(
    kring: KringUnderTest, description: str, state: str, kind: WorkKind
) -> None:
    fault = kring.stand_in.faults.add(
        FaultKind.BAD_REQUEST,
        "sendMessage",
        chat_id=kring.fatima.user_id,
        times=None,
        description=description,
    )
    await _announce(kring, "fatima")

    assert fault.hits == 1
    assert (await _counts(kring))[state] == 1
    assert (await _kinds(kring))[kind] == 1


async def test_a_429_waits_as_told_while_other_chats_go_on(kring: KringUnderTest) -> None:
    kring.stand_in.faults.add(FaultKind.TOO_MANY, "sendMessage", chat_id=kring.fatima.user_id, seconds=2)
    await _announce(kring, "fatima", "jan")

    assert _sent_to(kring, kring.jan.user_id)
    assert not _sent_to(kring, kring.fatima.user_id)
    await kring.fatima.waits_for("afspraak", timeout=5)
    refused, sent = kring.stand_in.journal.of("sendMessage", chat_id=kring.fatima.user_id)
    assert 2 <= sent.real - refused.real < 4
    await kring.idle()
    assert await _counts(kring) == {"sent": 2}


async def test_a_server_error_may_have_arrived_so_one_labelled_copy_follows(kring: KringUnderTest) -> None:
    kring.stand_in.faults.add(FaultKind.DROP_AFTER, "sendMessage", chat_id=kring.fatima.user_id)
    await _announce(kring, "fatima")
    assert await _counts(kring) == {"unknown": 1}

    await kring.move_to("2026-11-23 09:16")
    first, second = _sent_to(kring, kring.fatima.user_id)
    assert second.startswith(first)
    assert len(second) > len(first), "the second copy says that it may be one"
    assert await _counts(kring) == {"sent": 1}


@pytest.mark.parametrize("kind", [FaultKind.SERVER_ERROR, FaultKind.BAD_GATEWAY, FaultKind.DROP_AFTER])
async def test_twice_in_doubt_is_for_a_person_to_find_out(kring: KringUnderTest, kind: FaultKind) -> None:
    fault = kring.stand_in.faults.add(kind, "sendMessage", chat_id=kring.fatima.user_id, times=None)
    await _announce(kring, "fatima")
    for minute in (16, 17, 18, 30):
        await kring.move_to(f"2026-11-23 09:{minute}")

    assert fault.hits == 2
    assert (await _counts(kring))["parked"] == 1
    assert (await _kinds(kring))[WorkKind.CALL_MAYBE_ARRIVED] == 1


async def test_without_a_network_nothing_is_doubted(kring_stopped: KringUnderTest) -> None:
    """A connection that was never made is certain not to have carried anything."""
    kring = kring_stopped
    await kring.start()
    await kring.idle()
    bot = kring.machine.application.bot
    address, kring.machine.application.bot._base_url = bot.base_url, "http://127.0.0.1:9/bot"
    await _announce(kring, "fatima")
    assert await _counts(kring) == {"planned": 1}

    kring.machine.application.bot._base_url = address
    await kring.move_to("2026-11-23 09:20")
    assert await _counts(kring) == {"sent": 1}
    assert len(_sent_to(kring, kring.fatima.user_id)) == 1


async def test_a_professionals_message_is_wiped_after_a_working_day(kring: KringUnderTest) -> None:
    await _announce(kring, "fatima", at="2026-11-24 14:00")
    await kring.fatima.taps("Ik kan niet")
    await kring.idle()
    assert kring.sanne.screen()

    await kring.move_to("2026-11-24 08:00")
    assert kring.sanne.screen()
    await kring.move_to("2026-11-24 09:20")
    said = {posted.text for posted in kring.sanne.messages() if posted.date < 1795_507_200}
    assert not said, "nothing of yesterday is left"


@pytest.mark.parametrize("kind", [FaultKind.BAD_REQUEST])
async def test_what_telegram_will_not_delete_becomes_work(kring: KringUnderTest, kind: FaultKind) -> None:
    kring.stand_in.faults.add(kind, "deleteMessage", times=None)
    await kring.fatima.says("het gaat niet goed met mij")
    await kring.idle()
    assert (await _kinds(kring))[WorkKind.DELETE_BY_HAND] == 1


async def test_a_429_on_deleting_waits_and_then_deletes(kring: KringUnderTest) -> None:
    kring.stand_in.faults.add(FaultKind.TOO_MANY, "deleteMessage", seconds=1)
    posted = await kring.fatima.says("het gaat niet goed met mij")
    await kring.idle()
    assert kring.fatima.chat.find(posted.message_id) is not None
    await until(lambda: kring.fatima.chat.find(posted.message_id) is None)
    refused, done = kring.stand_in.journal.of("deleteMessage")
    assert done.real - refused.real >= 1
    assert (await _kinds(kring))[WorkKind.DELETE_BY_HAND] == 0


async def test_a_refused_token_stops_the_machine_without_losing_anything(kring: KringUnderTest) -> None:
    kring.stand_in.token = "123456:another_token_from_now_on"
    async with kring.unit() as uow:
        await plan_visit(uow, kring.cast, "fatima")
    with pytest.raises(Stopped, match=r"stop\.token_refused"):
        await kring.move_to(ANNOUNCED)
    await kring.stop()

    kring.stand_in.token = TOKEN
    await kring.start()
    await kring.move_to("2026-11-23 09:20")
    assert await _counts(kring) == {"sent": 1}


async def test_many_chats_at_one_moment_keep_the_pace(kring_stopped: KringUnderTest) -> None:
    kring = await kring_stopped.start(Pacer())
    await kring.idle()
    await _announce(kring, "fatima", "jan", "noor", "wil")
    times = sorted(call.real for call in kring.stand_in.journal.sent())
    assert len(times) == 4
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert min(gaps) > 0.02
    assert (await _counts(kring)) == {DispatchState.SENT.value: 4}

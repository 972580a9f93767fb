"""Lanes: order within a person, nobody waits for a flood, and never more than sixteen at once."""

import asyncio
from collections import Counter, defaultdict

from telegram import Update

from bot.lanes import WIDTH, Arrival, Lanes


def _arrivals(*lanes: int) -> list[Arrival]:
    return [Arrival(Update(number), bytes([lane])) for number, lane in enumerate(lanes)]


async def _through(arrivals: list[Arrival], handle: "Counting") -> None:
    lanes = Lanes(handle)
    async with asyncio.TaskGroup() as group:
        lanes.open(group)
        for arrival in arrivals:
            lanes.offer(arrival)
        await lanes.empty()
    assert lanes.is_idle


class Counting:
    """Notes what was handled when, and how much at once."""

    def __init__(self, slow: bytes = b"") -> None:
        self.order: dict[bytes, list[int]] = defaultdict(list)
        self.finished: list[bytes] = []
        self.at_once: Counter[bytes] = Counter()
        self.most = 0
        self._slow = slow

    async def __call__(self, arrival: Arrival) -> None:
        self.at_once[arrival.lane] += 1
        assert self.at_once[arrival.lane] == 1, "one person, one at a time"
        self.most = max(self.most, self.at_once.total())
        await asyncio.sleep(0.01 if arrival.lane == self._slow else 0)
        self.order[arrival.lane].append(arrival.update.update_id)
        self.finished.append(arrival.lane)
        self.at_once[arrival.lane] -= 1


async def test_order_is_kept_within_a_lane() -> None:
    handle = Counting()
    await _through(_arrivals(*(number % 7 for number in range(200))), handle)
    assert all(order == sorted(order) for order in handle.order.values())
    assert sum(map(len, handle.order.values())) == 200


async def test_a_flood_takes_no_more_than_its_own_lane() -> None:
    handle = Counting(slow=b"\x00")
    await _through(_arrivals(*[0] * 50, *range(1, 21)), handle)
    others_done = max(place for place, lane in enumerate(handle.finished) if lane != b"\x00")
    assert handle.finished[:others_done].count(b"\x00") <= 2


async def test_no_more_than_sixteen_are_handled_at_once() -> None:
    handle = Counting()
    await _through(_arrivals(*range(100)), handle)
    assert handle.most == WIDTH


async def test_beyond_its_room_nothing_more_is_asked_for() -> None:
    gate = asyncio.Event()

    async def handle(_arrival: Arrival) -> None:
        await gate.wait()

    lanes = Lanes(handle, room=3)
    async with asyncio.TaskGroup() as group:
        lanes.open(group)
        for arrival in _arrivals(1, 2, 3):
            lanes.offer(arrival)
        room = group.create_task(lanes.room())
        await asyncio.sleep(0.01)
        assert not room.done()
        gate.set()
        await room


async def test_what_is_broken_off_leaves_the_group() -> None:
    async def handle(_arrival: Arrival) -> None:
        await asyncio.Event().wait()

    lanes = Lanes(handle)
    async with asyncio.timeout(1), asyncio.TaskGroup() as group:
        lanes.open(group)
        lanes.offer(_arrivals(1)[0])
        await asyncio.sleep(0)
        lanes.close()

"""What goes into the drawers of appointments, drafts and follow-ups comes out the same."""

from dataclasses import replace
from datetime import timedelta

from domain.appointments import Answer, AppointmentId, Attendance, Kind, Outcome, Told
from domain.drafts import Draft, DraftId
from domain.followups import FollowUp, FollowUpState
from domain.secret import Secret
from storage.archive import Archive
from tests.storage.world import START, Cast, appointment, follow_up, new_id

DAY = timedelta(days=1)


async def test_an_appointment_comes_back_with_everything(archive: Archive, cast: Cast) -> None:
    made = replace(
        appointment(cast), obligatory=True, apart=True, place_may_be_shown=False, kind=Kind.HEARING
    )

    async with archive.unit() as unit:
        await unit.appointments.add(made)

    async with archive.reading() as unit:
        assert await unit.appointments.get(made.id) == made
        assert await unit.appointments.get(AppointmentId(new_id())) is None


async def test_an_appointment_without_place_and_number_has_none(archive: Archive, cast: Cast) -> None:
    bare = replace(appointment(cast), place=None, number=None)

    async with archive.unit() as unit:
        await unit.appointments.add(bare)
        assert await unit.appointments.get(bare.id) == bare


async def test_answers_lateness_and_what_was_told_are_kept(archive: Archive, cast: Cast) -> None:
    made = appointment(cast)
    proposal = START + timedelta(days=4, hours=2)
    changed = (
        made.answered(cast.fatima.id, Answer.OTHER_TIME, now=START, proposal=proposal)
        .running_late(cast.jan.id, 20, now=START)
        .announced(cast.jan.id, Told(START))
    )
    async with archive.unit() as unit:
        await unit.appointments.add(made)
        await unit.appointments.save(changed)

    async with archive.reading() as unit:
        found = await unit.appointments.get(made.id)
    assert found == changed
    assert found.of(cast.fatima.id) == Attendance(cast.fatima.id, Answer.OTHER_TIME, START, proposal)


async def test_a_move_a_cancellation_and_an_outcome_are_kept(archive: Archive, cast: Cast) -> None:
    first, second, third = (appointment(cast) for _ in range(3))
    moved = first.moved(first.starts_at + 2 * DAY, now=START)
    cancelled = second.cancelled(now=START).announced(cast.jan.id, Told(second.starts_at, cancelled=True))
    recorded = third.recorded(Outcome.NOT_HELD, now=third.ends_at)
    async with archive.unit() as unit:
        for one in (first, second, third):
            await unit.appointments.add(one)
        for one in (moved, cancelled, recorded):
            await unit.appointments.save(one)

    async with archive.reading() as unit:
        assert await unit.appointments.get(first.id) == moved
        assert await unit.appointments.get(second.id) == cancelled
        assert await unit.appointments.get(third.id) == recorded


async def test_a_participant_who_left_is_gone_after_saving(archive: Archive, cast: Cast) -> None:
    made = appointment(cast)
    alone = replace(made, attendances=made.attendances[:1])
    async with archive.unit() as unit:
        await unit.appointments.add(made)
        await unit.appointments.save(alone)
        assert await unit.appointments.get(made.id) == alone
        assert await unit.appointments.of_person(cast.jan.id, START) == ()


async def test_a_person_sees_own_appointments_that_are_not_over(archive: Archive, cast: Cast) -> None:
    later, sooner, over, off = (appointment(cast, starts_in=n * DAY) for n in (3, 2, 1, 4))
    of_fatima = replace(appointment(cast), attendances=(Attendance(cast.fatima.id),))
    async with archive.unit() as unit:
        for one in (later, sooner, over, off.cancelled(now=START), of_fatima):
            await unit.appointments.add(one)

    async with archive.reading() as unit:
        assert await unit.appointments.of_person(cast.jan.id, over.ends_at) == (sooner, later)
        ending = over.ends_at - timedelta(microseconds=1)
        assert await unit.appointments.of_person(cast.jan.id, ending) == (over, sooner, later)


async def test_a_gezinsmanager_sees_the_appointments_of_own_families_in_a_span(
    archive: Archive, cast: Cast
) -> None:
    first, last, after = (appointment(cast, starts_in=n * DAY) for n in (1, 2, 3))
    others = replace(appointment(cast, starts_in=DAY), family=cast.other_family.id, made_by=cast.mehmet.id)
    async with archive.unit() as unit:
        for one in (last, first, after, others):
            await unit.appointments.add(one)

    async with archive.reading() as unit:
        found = await unit.appointments.of_case_manager(cast.sanne.id, first.starts_at, after.starts_at)
        assert found == (first, last)
        assert await unit.appointments.of_case_manager(cast.mehmet.id, START, after.starts_at) == (others,)


async def test_a_draft_is_kept_replaced_and_dropped(archive: Archive, cast: Cast) -> None:
    empty = Draft(DraftId(new_id()), cast.sanne.id, cast.family.id, START)
    full = replace(
        empty,
        kind=Kind.OFFICE,
        starts_at=START + DAY,
        minutes=45,
        obligatory=True,
        people=(cast.fatima.id, cast.jan.id),
        place=Secret("Kanariepad 1"),
        number=Secret("06"),
    )
    async with archive.unit() as unit:
        await unit.drafts.keep(empty)
        assert await unit.drafts.get(empty.id) == empty
        await unit.drafts.keep(full)
        assert await unit.drafts.get(empty.id) == full
        await unit.drafts.drop(empty.id)
        assert await unit.drafts.get(empty.id) is None


async def _with_follow_ups(archive: Archive, cast: Cast) -> list[FollowUp]:
    one, other = appointment(cast), appointment(cast)
    planned = [
        follow_up(one, due_in=2 * DAY, person=cast.fatima.id),
        follow_up(one, due_in=DAY),
        follow_up(other, due_in=3 * DAY),
    ]
    async with archive.unit() as unit:
        await unit.appointments.add(one)
        await unit.appointments.add(other)
        await unit.follow_ups.add(tuple(planned))
    return planned


async def test_follow_ups_come_back_when_due_earliest_first(archive: Archive, cast: Cast) -> None:
    second, first, third = await _with_follow_ups(archive, cast)

    async with archive.unit() as unit:
        assert await unit.follow_ups.next_due() == first.due_at
        assert await unit.follow_ups.due(first.due_at - timedelta(microseconds=1), 10) == ()
        assert await unit.follow_ups.due(first.due_at, 10) == (first,)
        assert await unit.follow_ups.due(START + 9 * DAY, 10) == (first, second, third)
        assert await unit.follow_ups.due(START + 9 * DAY, 2) == (first, second)
        assert await unit.follow_ups.planned_of(first.appointment) == (first, second)


async def test_a_settled_follow_up_is_never_due_again(archive: Archive, cast: Cast) -> None:
    second, first, third = await _with_follow_ups(archive, cast)

    async with archive.unit() as unit:
        await unit.follow_ups.settle((first.id,), FollowUpState.FIRED)
        await unit.follow_ups.settle((), FollowUpState.FIRED)
    async with archive.unit() as unit:
        assert await unit.follow_ups.due(START + 9 * DAY, 10) == (second, third)
        assert await unit.follow_ups.next_due() == second.due_at


async def test_voiding_touches_one_appointment_only(archive: Archive, cast: Cast) -> None:
    _, first, third = await _with_follow_ups(archive, cast)

    async with archive.unit() as unit:
        await unit.follow_ups.void(first.appointment)
        assert await unit.follow_ups.planned_of(first.appointment) == ()
        assert await unit.follow_ups.due(START + 9 * DAY, 10) == (third,)
        await unit.follow_ups.void(third.appointment)
        assert await unit.follow_ups.next_due() is None
        assert await unit.follow_ups.quarantined() == 0

"""The file of an answer: shown once the answer has left, and no longer when it was taken back."""

from collections.abc import Callable
from datetime import timedelta

from tests.storage.file_samples import photo
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.family_pages import comes_inside, does, kept, sanne, writes
from tests.web.talk_desk import brings, confirms, hidden, signed_in, talk
from usecases import answers


async def test_a_file_is_there_from_the_end_of_the_hold_until_it_is_taken_back(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    fatima, desk = await comes_inside(kring, a_browser()), await signed_in(kring, a_browser())
    await writes(fatima, "Mag ik de foto?")
    await desk.get(talk(kring))
    fields = hidden(desk.page)
    form = {"once": fields["once"], "seen": fields["seen"], "text": "Kijk"}
    await brings(desk, f"{talk(kring)}/controle", form, [("file", photo(), "image/jpeg")])
    await confirms(kring, desk)
    answer = (await kept(kring, "fatima"))[-1]
    seen = []
    await fatima.get(f"/bestand/{answer.file}")
    seen.append(fatima.status)
    kring.stand_in.clock.move_to(kring.now + timedelta(seconds=20))
    await fatima.get(f"/bestand/{answer.file}")
    seen.append(fatima.status)
    await does(kring, answers.withdraw, sanne(kring), message_id=answer.id)
    await fatima.get(f"/bestand/{answer.file}")
    seen.append(fatima.status)
    assert seen == [404, 200, 404]

"""The points of words: what people hint at is weighed, on sentences of hands that never saw the list."""

import pytest

from domain.crisis import Phrases, read_phrases
from domain.crisis_points import Points, read_points
from locales.crisis import crisis_phrases, crisis_points
from tests.domain.crisis_learning import CORPUS, learn, limits, sentences_of

UNSEEN = ("alarm_unseen", "none_unseen")


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return read_phrases(crisis_phrases(), read_points(crisis_points()))


def share(phrases: Phrases, name: str) -> float:
    lines = (CORPUS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return sum(phrases.alarms(line) for line in lines) / len(lines)


def test_of_sentences_nobody_learnt_from_nearly_nine_in_ten_are_found_and_one_in_ten_is_wrong(
    phrases: Phrases,
) -> None:
    # Twenty imagined people, written by somebody who never saw the list; half of them only hint at danger.
    found, wrong = (share(phrases, name) for name in UNSEEN)
    assert found >= 0.86
    assert wrong <= 0.11


def test_the_points_add_what_the_list_alone_misses(phrases: Phrases) -> None:
    alone = read_phrases(crisis_phrases())
    assert share(phrases, UNSEEN[0]) > share(alone, UNSEEN[0]) + 0.1
    assert share(phrases, UNSEEN[1]) < share(alone, UNSEEN[1])


def test_a_long_message_is_looked_at_part_by_part(phrases: Phrases) -> None:
    calm = "we hebben gisteren pannenkoeken gegeten en daarna een spelletje gedaan met de kinderen " * 20
    assert not phrases.alarms(calm)
    assert phrases.alarms(f"{calm} hij staat met een mes voor de deur en gaat ons vermoorden {calm}")


def test_points_are_read_as_the_file_says() -> None:
    table = read_points(["# a remark", "-1 start", "1 alone", "0 beside", "+4 gevaar", "-3 geen gevaar"])
    assert table.is_danger(["gevaar"], phrase=False)
    assert not table.is_danger(["geen", "gevaar"], phrase=True)
    assert table.total([]) == -1


@pytest.mark.parametrize("lines", [["1 start", "1 alone"], ["veel start", "1 alone", "1 beside"]])
def test_a_mistake_in_the_table_is_told_at_start_up(lines: list[str]) -> None:
    with pytest.raises(ValueError, match=r"beside|veel"):
        read_points(lines)


def test_learning_finds_what_tells_danger_from_none() -> None:
    corpus = [one for one in sentences_of(read_phrases(crisis_phrases())) if one.fresh][:600]
    start, points = learn(corpus)
    table = Points(start, 0.0, 0.0, points)
    right = sum((table.total(one.words) >= 0) is one.alarming for one in corpus) / len(corpus)
    assert right >= 0.9
    alone, beside = limits(corpus)
    assert beside <= alone

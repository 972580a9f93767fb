"""The text of a plan and what was told in a turn come back the same, also from what is on disks already."""

from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.checkins import RANGE, Question, Scale, Score
from domain.people import PersonId
from domain.plans import Frame, Goal, GoalId, PlanText, Step, StepId
from domain.secret import Secret
from storage.plan_codec import plan_from_json, plan_to_json, turn_from_json, turn_to_json

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SECRETS = WORDS.map(Secret)
DAYS = st.none() | st.dates()
PEOPLE = st.frozensets(st.uuids().map(PersonId), max_size=3)
STEPS = st.builds(Step, id=st.uuids().map(StepId), words=SECRETS, who=SECRETS, until=DAYS)
GOALS = st.builds(
    Goal,
    id=st.uuids().map(GoalId),
    symbol=WORDS,
    nickname=WORDS,
    words=SECRETS,
    zero=SECRETS,
    ten=SECRETS,
    child=SECRETS,
    helpers=SECRETS,
    until=DAYS,
    steps=st.lists(STEPS, max_size=2).map(tuple),
    people=PEOPLE,
)
TEXTS = st.builds(
    PlanText,
    strengths=SECRETS,
    worries=SECRETS,
    needed=SECRETS,
    frame=st.sampled_from(Frame),
    must=SECRETS,
    may=SECRETS,
    goals=st.lists(GOALS, max_size=3).map(tuple),
    evaluate_on=DAYS,
    people=PEOPLE,
)
INSTANTS = st.datetimes(timezones=st.just(UTC))
SCORES = st.sampled_from(Scale).flatmap(
    lambda scale: st.builds(
        Score,
        scale=st.just(scale),
        value=st.sampled_from(RANGE[scale]),
        given_at=INSTANTS,
        changed_at=INSTANTS,
    )
)


@given(TEXTS)
def test_the_text_of_a_plan_comes_back_whole(text: PlanText) -> None:
    assert plan_from_json(plan_to_json(text).reveal()) == text


@given(
    st.dictionaries(st.uuids().map(GoalId), SCORES, max_size=4),
    st.dictionaries(st.sampled_from(Question), SECRETS, max_size=4),
)
def test_what_was_told_in_a_turn_comes_back_whole(
    scores: dict[GoalId, Score], words: dict[Question, Secret]
) -> None:
    told = turn_to_json(scores, words)
    assert (told is None) == (not scores and not words)
    if told is not None:
        assert turn_from_json(told.reveal()) == (scores, words)


def test_what_stands_on_a_disk_already_stays_readable() -> None:
    """These texts were written by the first version that had plans; a change that cannot read them loses a plan."""
    step = f'["{2:032x}","een lijst","moeder","2026-04-01"]'
    goal = (
        f'{{"id":"{1:032x}","symbol":"🛏","nickname":"Bedtijd","words":"op tijd naar bed","zero":"ruzie","ten":"rust",'
        f'"child":"","helpers":"oma","until":null,"steps":[{step}],"people":["{3:032x}"]}}'
    )
    plan = (
        f'{{"strengths":"veel","worries":"","needed":"rust","must":"school","may":"","frame":"obliged",'
        f'"goals":[{goal}],"evaluate_on":"2026-08-31","people":["{3:032x}"]}}'
    )
    fatima = frozenset({PersonId(UUID(int=3))})
    assert plan_from_json(plan) == PlanText(
        strengths=Secret("veel"),
        needed=Secret("rust"),
        frame=Frame.OBLIGED,
        must=Secret("school"),
        goals=(
            Goal(
                GoalId(UUID(int=1)),
                "🛏",
                "Bedtijd",
                Secret("op tijd naar bed"),
                Secret("ruzie"),
                Secret("rust"),
                helpers=Secret("oma"),
                steps=(Step(StepId(UUID(int=2)), Secret("een lijst"), Secret("moeder"), date(2026, 4, 1)),),
                people=fatima,
            ),
        ),
        evaluate_on=date(2026, 8, 31),
        people=fatima,
    )
    told = f'{{"scores":{{"{1:032x}":["faces",5,1000000,2000000]}},"words":{{"well":"gezellig"}}}}'
    first, last = datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC), datetime(1970, 1, 1, 0, 0, 2, tzinfo=UTC)
    assert turn_from_json(told) == (
        {GoalId(UUID(int=1)): Score(Scale.FACES, 5, first, last)},
        {Question.WELL: Secret("gezellig")},
    )

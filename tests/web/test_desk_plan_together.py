"""Two people who write the plan at once: what one of them left alone never goes back to what it was."""

from collections.abc import Callable

import pytest

from domain.plans import Goal, PlanText
from tests.support.desk import signed_in
from tests.support.plans_made import BEDTIME, established
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.form_filled import Fields, filled_form, sends_filled
from tests.web.plans_at_the_desk import here, plan_of
from tests.web.talk_desk import is_away

TAKEN = "Waar u niets wijzigde, staat nu de tekst van de ander."
NO_CLASH = "U wijzigde niet hetzelfde. Kijk het na en bewaar opnieuw."
CLASH = "Hieronder staat wat u allebei wijzigde."


class Two:
    """Sanne and Mehmet, each with the form of the same version before them; Sanne keeps first."""

    def __init__(self, kring: KringUnderTest, sanne: Browser, mehmet: Browser) -> None:
        self.kring, self.sanne, self.mehmet = kring, sanne, mehmet
        self.form = f"{here(kring)}/plan/wijzig"

    async def opens(self, who: Browser) -> Fields:
        await who.get(self.form)
        return filled_form(who, self.form)

    async def write(self, first: dict[str, str], second: dict[str, str]) -> Fields:
        """Both write; what then stands in the second one's form."""
        hers, his = await self.opens(self.sanne), await self.opens(self.mehmet)
        await sends_filled(self.sanne, self.form, hers, **first)
        assert self.sanne.path == f"{here(self.kring)}/plan"
        await sends_filled(self.mehmet, self.form, his, **second)
        assert self.mehmet.status == 409
        assert TAKEN in self.mehmet.page
        return filled_form(self.mehmet, self.form)

    async def keeps(self, fields: Fields, **typed: str) -> PlanText:
        """The second one presses again; what is kept then."""
        await sends_filled(self.mehmet, self.form, fields, **typed)
        assert self.mehmet.path == f"{here(self.kring)}/plan", self.mehmet.status
        opened = (await plan_of(self.kring)).open
        assert opened is not None
        return opened.text


@pytest.fixture
async def two(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> Two:
    """A plan with two goals, of which a new version has been begun."""
    await established(kring)
    await is_away(kring)
    sanne, mehmet = await signed_in(kring, a_browser()), await signed_in(kring, a_browser(), "mehmet")
    both = Two(kring, sanne, mehmet)
    steps = {"d0_s0_wat": "Tas klaarzetten", "d0_s0_voor": "2026-12-11", "d0_s1_wat": "Fiets nakijken"}
    await sends_filled(sanne, both.form, await both.opens(sanne), **steps)
    return both


def goal_of(text: PlanText, nickname: str) -> Goal:
    return next(goal for goal in text.goals if goal.nickname == nickname)


def steps_of(text: PlanText) -> list[str]:
    return [step.words.reveal() for step in goal_of(text, "voetbal").steps]


async def test_pressing_again_takes_nothing_back_that_one_never_touched(two: Two) -> None:
    theirs = {"zorgen": "Sanne: nieuwe zorg.", "kader": "obliged", "evaluatie": "2027-03-12", "d0_nul": "Sanne: nul",
              "d0_s0_wie": "Noor", "d1_tot": "2027-02-01"}  # fmt: skip
    fields = await two.write(theirs, {"nodig": "Mehmet: rust.", "d0_tien": "Mehmet: tien"})
    assert NO_CLASH in two.mehmet.page
    assert '<dl class="altered">' not in two.mehmet.page
    kept = await two.keeps(fields)
    assert (kept.worries.reveal(), kept.needed.reveal()) == ("Sanne: nieuwe zorg.", "Mehmet: rust.")
    assert (kept.frame.value, str(kept.evaluate_on)) == ("obliged", "2027-03-12")
    football = goal_of(kept, "voetbal")
    assert (football.zero.reveal(), football.ten.reveal()) == ("Sanne: nul", "Mehmet: tien")
    assert (football.steps[0].who.reveal(), str(football.steps[0].until)) == ("Noor", "2026-12-11")
    assert str(goal_of(kept, "slaaptijd").until) == "2027-02-01"


async def test_only_what_both_changed_is_shown_with_both_texts(two: Two) -> None:
    theirs = {"zorgen": "Sanne: zorg.", "goed": "Sanne: goed.", "d0_nul": "Sanne: nul"}
    fields = await two.write(
        theirs, {"zorgen": "Mehmet: zorg.", "nodig": "Mehmet: rust.", "d0_nul": "Mehmet: nul"}
    )
    assert CLASH in two.mehmet.page
    rows = two.mehmet.page.partition('<dl class="altered">')[2].partition("</dl>")[0]
    assert rows.count("<dt>") == 2
    for said in ("Sanne: zorg.", "Mehmet: zorg.", "Sanne: nul", "Mehmet: nul"):
        assert said in rows
    assert fields["zorgen"] == ["Mehmet: zorg."]
    kept = await two.keeps(fields)
    assert (kept.worries.reveal(), kept.strengths.reveal()) == ("Mehmet: zorg.", "Sanne: goed.")


async def test_a_goal_or_step_that_the_other_took_out_stays_out(two: Two) -> None:
    theirs = {"d1_weg": "ja", "d0_s1_wat": "", "d0_s2_wat": "Sanne: ballen kopen"}
    fields = await two.write(theirs, {"nodig": "Mehmet: rust.", "d0_s2_wat": "Mehmet: op tijd weg"})
    assert BEDTIME.words not in two.mehmet.page
    kept = await two.keeps(fields)
    assert [goal.nickname for goal in kept.goals] == ["voetbal"]
    assert steps_of(kept) == ["Tas klaarzetten", "Mehmet: op tijd weg", "Sanne: ballen kopen"]


async def test_a_goal_that_the_other_took_out_stays_when_one_wrote_in_it(two: Two) -> None:
    fields = await two.write({"d1_weg": "ja"}, {"d1_nul": "Mehmet: niemand slaapt"})
    assert CLASH in two.mehmet.page
    assert goal_of(await two.keeps(fields), "slaaptijd").zero.reveal() == "Mehmet: niemand slaapt"


@pytest.mark.parametrize("out", [{"d1_weg": "ja"}, dict.fromkeys(
    ("d1_woorden", "d1_teken", "d1_naam", "d1_nul", "d1_tien", "d1_kind", "d1_helpers", "d1_tot"), "")])  # fmt: skip
async def test_what_one_took_out_oneself_stays_out_and_is_told_when_the_other_changed_it(
    two: Two, out: dict[str, str]
) -> None:
    fields = await two.write({"d1_nul": "Sanne: nul", "zorgen": "Sanne: zorg."}, {**out, "d0_s1_wat": ""})
    assert fields["d1_weg"] == ["ja"]
    rows = two.mehmet.page.partition('<dl class="altered">')[2].partition("</dl>")[0]
    assert rows.count("<dt>") == 1
    assert BEDTIME.words in rows
    kept = await two.keeps(fields)
    assert [goal.nickname for goal in kept.goals] == ["voetbal"]
    assert steps_of(kept) == ["Tas klaarzetten"]
    assert kept.worries.reveal() == "Sanne: zorg."


async def test_a_third_text_in_between_is_woven_in_too(two: Two) -> None:
    fields = await two.write({"zorgen": "Sanne: zorg."}, {"nodig": "Mehmet: rust.", "d1_weg": "ja"})
    hers = await two.opens(two.sanne)
    await sends_filled(two.sanne, two.form, hers, goed="Sanne: goed.", zorgen="Sanne: andere zorg.")
    await sends_filled(two.mehmet, two.form, fields)
    assert two.mehmet.status == 409
    assert NO_CLASH in two.mehmet.page
    kept = await two.keeps(filled_form(two.mehmet, two.form))
    said = [part.reveal() for part in (kept.worries, kept.needed, kept.strengths)]
    assert said == ["Sanne: andere zorg.", "Mehmet: rust.", "Sanne: goed."]
    assert [goal.nickname for goal in kept.goals] == ["voetbal"]


async def test_a_mistake_on_the_way_does_not_make_the_form_forget_what_it_began_with(two: Two) -> None:
    his = await two.opens(two.mehmet)
    hers = await two.opens(two.sanne)
    await sends_filled(two.mehmet, two.form, his, evaluatie="pannenkoek", nodig="Mehmet: rust.")
    assert two.mehmet.status == 422
    again = filled_form(two.mehmet, two.form)
    await sends_filled(two.sanne, two.form, hers, zorgen="Sanne: zorg.")
    await sends_filled(two.mehmet, two.form, again, evaluatie="")
    assert two.mehmet.status == 409
    kept = await two.keeps(filled_form(two.mehmet, two.form))
    assert (kept.worries.reveal(), kept.needed.reveal()) == ("Sanne: zorg.", "Mehmet: rust.")


async def test_two_first_plans_with_too_many_goals_lose_none_in_the_form(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    await is_away(kring)
    sanne, mehmet = await signed_in(kring, a_browser()), await signed_in(kring, a_browser(), "mehmet")
    two = Two(kring, sanne, mehmet)

    def four(of: str, signs: str, names: str) -> dict[str, str]:
        return {f"d{n}_{name}": said for n, sign in enumerate(signs)
                for name, said in (("teken", sign), ("naam", names[n] * 5), ("woorden", f"{of} doel {n}"))}  # fmt: skip

    fields = await two.write(four("Sanne:", "🌱🎈🚲📚", "abcd"), four("Mehmet:", "🎨🍎🥣🛁", "efgh"))
    await sends_filled(mehmet, two.form, fields)
    assert mehmet.status == 422
    for who in ("Sanne:", "Mehmet:"):
        assert all(f"{who} doel {n}" in mehmet.page for n in range(4))


async def test_too_many_steps_of_two_people_are_told_and_stay(two: Two) -> None:
    hers = await two.opens(two.sanne)
    await sends_filled(two.sanne, two.form, hers, d0_s2_wat="Stap drie", d0_s3_wat="Stap vier")
    hers = await two.opens(two.sanne)
    await sends_filled(two.sanne, two.form, hers, d0_s4_wat="Stap vijf", d0_s5_wat="Stap zes")
    last = {"d0_s6_wat": "stap zeven", "d0_s7_wat": "stap acht"}
    theirs, own = ({at: f"{who}: {said}" for at, said in last.items()} for who in ("Sanne", "Mehmet"))
    fields = await two.write(theirs, own)
    await sends_filled(two.mehmet, two.form, fields)
    assert two.mehmet.status == 422
    assert "Dit zijn te veel stappen voor één doel." in two.mehmet.page
    for said in (*theirs.values(), *own.values()):
        assert said in two.mehmet.page


async def test_a_goal_that_ended_while_the_form_stood_open_stands_once_in_the_plan(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    goal = (await established(kring)).open_goals[1]
    sanne = await signed_in(kring, a_browser())
    plan, form = f"{here(kring)}/plan", f"{here(kring)}/plan/wijzig"
    await sanne.get(form)
    fields = filled_form(sanne, form)
    await sanne.post(f"{plan}/doel/{goal.id}", {"wat": "reached", "hielp": ""})
    await sends_filled(sanne, form, fields, zorgen="Sanne: zorg.")
    assert sanne.path == plan
    opened = (await plan_of(kring)).open
    assert opened is not None
    assert [one.nickname for one in opened.text.goals] == ["voetbal", "slaaptijd"]

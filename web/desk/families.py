"""Families at the desk: all of them with their last contact, finding one, one of them, and making or renaming one."""

from starlette.responses import Response
from starlette.routing import Route

from domain.errors import AliasTaken, Refusal, Unsuitable
from domain.people import FamilyId, Form
from locales.catalogue import text
from usecases import desk_families, desk_signals
from usecases.families import add_family, change_family
from web.desk import signals, week, words
from web.doorway import desk, go
from web.pages import page, sentence
from web.visits import DeskVisit


async def everybody(visit: DeskVisit) -> Response:
    """All families."""
    rows = await desk_families.see_all(visit.uow, visit.case_manager)
    return page(visit, "desk/families.html", rows=rows, sought="", words=words)


async def search(visit: DeskVisit) -> Response:
    """Those that are meant; posted, since a name that was typed must not stand in an address."""
    rows = await desk_families.search(visit.uow, visit.case_manager, words=visit.data.secret("zoek"))
    return page(visit, "desk/families.html", rows=rows, sought=visit.data.get("zoek"), words=words)


async def new(visit: DeskVisit) -> Response:
    """The form for a new family, under oneself."""
    _ = visit.case_manager
    return _form(visit)


async def add(visit: DeskVisit) -> Response:
    """A new family; the same form twice finds its own alias taken."""
    who = visit.case_manager
    try:
        made = await add_family(
            visit.uow,
            who,
            alias=visit.data.get("naam"),
            symbol=visit.data.get("teken"),
            case_manager=who.professional,
        )
    except (AliasTaken, Unsuitable) as refusal:
        return _form(visit, refusal=refusal)
    return go(f"/werk/gezin/{made.id}")


async def one(visit: DeskVisit) -> Response:
    """One family."""
    which = FamilyId(visit.id())
    household = await desk_families.see(visit.uow, visit.case_manager, family=which)
    found = await desk_signals.of_family(visit.uow, visit.case_manager, family=which)
    return page(
        visit,
        "desk/family.html",
        household=household,
        plan=found.plan,
        signals=signals.rows_of(found),
        gaps=await week.gaps_of(visit, which),
        address=week.address,
        words=words,
    )


async def edit(visit: DeskVisit) -> Response:
    """The form for another alias or symbol."""
    household = await desk_families.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    family = household.family
    return _form(visit, alias=family.alias, symbol=family.symbol, which=str(family.id))


async def change(visit: DeskVisit) -> Response:
    """Another alias or symbol."""
    which = FamilyId(visit.id())
    try:
        await change_family(
            visit.uow,
            visit.case_manager,
            family=which,
            alias=visit.data.get("naam"),
            symbol=visit.data.get("teken"),
        )
    except (AliasTaken, Unsuitable) as refusal:
        return _form(visit, refusal=refusal, which=str(which))
    return go(f"/werk/gezin/{which}")


def _form(
    visit: DeskVisit,
    *,
    alias: str | None = None,
    symbol: str | None = None,
    which: str = "",
    refusal: Refusal | None = None,
) -> Response:
    errors: dict[str, str] = {}
    match refusal:
        case AliasTaken():
            errors = {"naam": sentence(refusal, Form.U)}
        case Unsuitable(detail="symbol"):
            errors = {"teken": text("household.family.symbol.wrong", Form.U)}
        case Unsuitable():
            errors = {"naam": text("household.family.alias.wrong", Form.U)}
        case _:
            pass
    return page(
        visit,
        "desk/family_form.html",
        422 if refusal else 200,
        alias=visit.data.get("naam") if alias is None else alias,
        symbol=visit.data.get("teken") if symbol is None else symbol,
        which=which,
        errors=errors,
    )


ROUTES = (
    Route("/werk/gezinnen", desk(everybody), methods=["GET"]),
    Route("/werk/gezinnen/zoek", desk(search), methods=["POST"]),
    Route("/werk/gezinnen/nieuw", desk(new), methods=["GET"]),
    Route("/werk/gezinnen/nieuw", desk(add), methods=["POST"]),
    Route("/werk/gezin/{id}", desk(one), methods=["GET"]),
    Route("/werk/gezin/{id}/wijzig", desk(edit), methods=["GET"]),
    Route("/werk/gezin/{id}/wijzig", desk(change), methods=["POST"]),
)

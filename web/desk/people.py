"""One person at the desk: who they are, how they get in, and what keeps them safe."""

from starlette.responses import Response
from starlette.routing import Route

from domain.errors import NotFound, Refusal, Unsuitable
from domain.people import (
    CAN_HAVE_AUTHORITY,
    DEFAULT_CALLED,
    Called,
    FamilyId,
    FlagKind,
    Form,
    Person,
    PersonId,
    Role,
)
from domain.secret import Secret
from locales.catalogue import text
from usecases import desk_families, keyrings
from usecases.families import add_person, lift_flag, set_flag
from usecases.people import change_person
from web.desk import words
from web.desk.once import is_first
from web.doorway import desk, go
from web.forms import as_id
from web.pages import page
from web.visits import DeskVisit


async def one(visit: DeskVisit) -> Response:
    """One person."""
    return await _one(visit)


async def new(visit: DeskVisit) -> Response:
    """The form for somebody new in a family."""
    household = await desk_families.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    return _form(visit, f"/werk/gezin/{household.family.id}")


async def add(visit: DeskVisit) -> Response:
    """Somebody new."""
    family = FamilyId(visit.id())
    data = visit.data
    role = _role(data.get("rol"))
    if not await is_first(visit):
        return go(f"/werk/gezin/{family}")
    try:
        made = await add_person(
            visit.uow,
            visit.case_manager,
            family=family,
            role=role,
            name=data.secret("naam"),
            called=_called(data.get("woord"), role),
            has_authority=bool(data.get("gezag")),
        )
    except Unsuitable as refusal:
        return _form(visit, f"/werk/gezin/{family}", refusal=refusal)
    return go(f"/werk/persoon/{made.id}")


async def edit(visit: DeskVisit) -> Response:
    """The form with what is known."""
    shown = await desk_families.see_person(visit.uow, visit.case_manager, person=PersonId(visit.id()))
    return _form(visit, f"/werk/persoon/{visit.id()}", person=shown.card.person)


async def change(visit: DeskVisit) -> Response:
    """Put it right."""
    which, data = PersonId(visit.id()), visit.data
    role = _role(data.get("rol"))
    try:
        await change_person(
            visit.uow,
            visit.case_manager,
            person=which,
            name=data.secret("naam"),
            role=role,
            called=_called(data.get("woord"), role),
            has_authority=bool(data.get("gezag")),
        )
    except Unsuitable as refusal:
        return _form(visit, f"/werk/persoon/{which}", refusal=refusal)
    return go(f"/werk/persoon/{which}")


async def flag(visit: DeskVisit) -> Response:
    """What a flag does, before it is set or lifted."""
    return await _flag(visit)


async def change_flag(visit: DeskVisit) -> Response:
    """Set it or lift it, once somebody said that they know what it does; what is so already stays so."""
    kind, which, data = _kind(visit), PersonId(visit.id()), visit.data
    between = kind is FlagKind.NO_CONTACT
    other = PersonId(as_id(data.get("ander"))) if between and data.get("ander") else None
    if not data.get("weet") or (between and other is None):
        return await _flag(visit, status=422, unsure=not data.get("weet"), nobody=between and other is None)
    shown = await desk_families.see_person(visit.uow, visit.case_manager, person=which)
    in_force = any(f.kind is kind and (other is None or f.between(which, other)) for f in shown.card.flags)
    lift = bool(data.get("weg"))
    if lift and in_force:
        await lift_flag(visit.uow, visit.case_manager, kind=kind, person=which, other=other)
    elif not lift and not in_force:
        await set_flag(visit.uow, visit.case_manager, kind=kind, person=which, other=other)
    return go(f"/werk/persoon/{which}")


async def restore(visit: DeskVisit) -> Response:
    """Let somebody choose a new PIN, after meeting or calling them; the code is shown once, to tell by voice."""
    try:
        code = await keyrings.restore(
            visit.uow,
            visit.case_manager,
            person=PersonId(visit.id()),
            spoken=bool(visit.data.get("gesproken")),
        )
    except Unsuitable:
        return await _one(visit, status=422, spoken_error=text("household.restore.spoken.missing", Form.U))
    return await _one(visit, code=code)


async def end_access(visit: DeskVisit) -> Response:
    """End the personal link and whoever is inside by it."""
    await keyrings.end_access(visit.uow, visit.case_manager, person=PersonId(visit.id()))
    return go(f"/werk/persoon/{visit.id()}")


async def _one(
    visit: DeskVisit, *, status: int = 200, code: Secret | None = None, spoken_error: str | None = None
) -> Response:
    which = PersonId(visit.id())
    return page(
        visit,
        "desk/person.html",
        status,
        shown=await desk_families.see_person(visit.uow, visit.case_manager, person=which),
        keyring=await keyrings.see(visit.uow, visit.case_manager, person=which),
        kinds=tuple(FlagKind),
        code=code,
        spoken_error=spoken_error,
        once=visit.uow.new_token(),
        words=words,
    )


async def _flag(
    visit: DeskVisit, *, status: int = 200, unsure: bool = False, nobody: bool = False
) -> Response:
    kind = _kind(visit)
    shown = await desk_families.see_person(visit.uow, visit.case_manager, person=PersonId(visit.id()))
    return page(
        visit,
        "desk/flag.html",
        status,
        shown=shown,
        kind=kind,
        between=kind is FlagKind.NO_CONTACT,
        not_yet=[(str(p.id), words.who(p)) for p in shown.others if p not in shown.card.apart_from],
        in_force=any(f.kind is kind for f in shown.card.flags),
        unsure=unsure,
        nobody=nobody,
        words=words,
    )


def _form(
    visit: DeskVisit, action: str, *, person: Person | None = None, refusal: Refusal | None = None
) -> Response:
    data, errors = visit.data, _errors(refusal)
    changing = action.startswith("/werk/persoon/")
    return page(
        visit,
        "desk/person_form.html",
        422 if refusal else 200,
        changing=changing,
        once=visit.uow.new_token(),
        action=action,
        name=person.name.reveal() if person else data.get("naam"),
        role=person.role.value if person else data.get("rol", Role.PARENT.value),
        called=person.called.value if person else data.get("woord"),
        authority=person.has_authority if person else bool(data.get("gezag")),
        # Who comes from outside the family is asked for something, until a day: that is what the circle's form asks.
        roles=[(r.value, words.role(r)) for r in Role if changing or r is not Role.NETWORK_MEMBER],
        calleds=[(c.value, words.called(c)) for c in Called],
        can_have=", ".join(words.role(r) for r in Role if r in CAN_HAVE_AUTHORITY),
        errors=errors,
    )


def _errors(refusal: Refusal | None) -> dict[str, str]:
    if refusal is None:
        return {}
    field = {"authority": "gezag", "role": "rol"}.get(refusal.detail, "naam")
    return {field: text(f"household.person.wrong.{field}", Form.U)}


def _role(given: str) -> Role:
    if given not in tuple(Role):
        raise NotFound(detail="role")
    return Role(given)


def _called(given: str, role: Role) -> Called:
    return Called(given) if given in tuple(Called) else DEFAULT_CALLED[role]


def _kind(visit: DeskVisit) -> FlagKind:
    given = visit.request.path_params["kind"]
    if given not in tuple(FlagKind):
        raise NotFound(detail="flag")
    return FlagKind(given)


_ONE = "/werk/persoon/{id}"
ROUTES = (
    Route("/werk/gezin/{id}/persoon", desk(new), methods=["GET"]),
    Route("/werk/gezin/{id}/persoon", desk(add), methods=["POST"]),
    Route(_ONE, desk(one), methods=["GET"]),
    Route(f"{_ONE}/wijzig", desk(edit), methods=["GET"]),
    Route(f"{_ONE}/wijzig", desk(change), methods=["POST"]),
    Route(f"{_ONE}/bijzonder/{{kind}}", desk(flag), methods=["GET"]),
    Route(f"{_ONE}/bijzonder/{{kind}}", desk(change_flag), methods=["POST"]),
    Route(f"{_ONE}/herstel", desk(restore), methods=["POST"]),
    Route(f"{_ONE}/einde", desk(end_access), methods=["POST"]),
)

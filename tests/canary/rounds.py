"""Going round: everybody tries every door, with every id there is."""

import itertools
from collections.abc import Iterable

from tests.canary import routes
from tests.canary.grown import Grown
from tests.canary.routes import FORMS, PAGES, Ids
from tests.canary.rules import LEADER, PROFESSIONALS, STRANGER

LIKE_ANOTHER = ("young2", "net2", "net3", "b.father", "b.young1", LEADER)


async def opens_everything(grown: Grown, actors: Iterable[str], pages: Iterable[str] = PAGES) -> None:
    """Everybody opens every page with every id."""
    ids = routes.ids_in(grown.kring.files.database, grown.planted)
    for key in actors:
        visitor = await grown.visitor(key)
        for path in sorted(pages):
            for address in _tried(key, path, ids, grown):
                await visitor.get(address)


async def posts_everything(grown: Grown, actors: Iterable[str]) -> None:
    """Everybody sends every form, about every id."""
    ids = routes.ids_in(grown.kring.files.database, grown.planted)
    for key in actors:
        visitor = await grown.visitor(key)
        for path in FORMS:
            for address in (one for one in _tried(key, path, ids, grown) if "?" not in one):
                for form in _forms(key, path, ids, grown):
                    await visitor.post(address, form)


def _forms(key: str, path: str, ids: Ids, grown: Grown) -> Iterable[dict[str, str]]:
    """About everything at one's own doors, and about one thing at those for others."""
    found = routes.forms(path, ids, grown.planted)
    return found if _is_own(key, path) else itertools.islice(found, 1)


def _is_own(key: str, path: str) -> bool:
    return path.startswith("/werk") == (key in PROFESSIONALS) and key != STRANGER


def _tried(key: str, path: str, ids: Ids, grown: Grown) -> Iterable[str]:
    """Every id at one's own doors; at those for others, which open to no session of this kind, one will do.

    Who stands for others of the same kind tries a few.
    """
    found = routes.addresses(path, ids.fewer() if key.endswith(LIKE_ANOTHER) else ids, grown.planted)
    return found if _is_own(key, path) else itertools.islice(found, 1)

"""Updates, kept and sealed before Telegram hears that they arrived, so that a crash loses none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, func, insert, or_, select, update

from storage.database import Database, insert_or
from storage.keystore import INTAKE
from storage.statements import Row, Statement, literal
from storage.tables.inbox import UpdateState, inbox
from storage.transactions import Transaction
from storage.vault import Vault

NUMBERS_GROW_FOR = timedelta(days=6)
"""After a week without updates Telegram may begin anywhere again, so an older number is no guide (Bot API)."""

_AT = inbox.c.received_at.type
_KEEP = Statement(insert_or(inbox).on_conflict_do_nothing(index_elements=["update_id"]))
_UNFINISHED = or_(
    *(inbox.c.state == literal(state.value) for state in (UpdateState.RECEIVED, UpdateState.APPLIED))
)
_PENDING = Statement(select(inbox).where(_UNFINISHED).order_by(inbox.c.update_id))
_TRY = Statement(update(inbox).where(_UNFINISHED).values(attempts=inbox.c.attempts + 1))
_MARK = Statement(
    update(inbox)
    .where(inbox.c.update_id == bindparam("which"))
    .values(state=bindparam("state", type_=inbox.c.state.type))
)

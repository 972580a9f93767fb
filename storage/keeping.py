"""The statement of every drawer that says insert or replace."""

from sqlalchemy import Table

from storage.database import insert_or
from storage.statements import Statement


def keeping(table: Table, *key: str) -> Statement:
    """Insert this row, or give the one with the same ``key`` (its id, unless said otherwise) all other values."""
    new = insert_or(table)
    of = key or ("id",)
    others = {column.name: new.excluded[column.name] for column in table.c if column.name not in of}
    return Statement(new.on_conflict_do_update(index_elements=list(of), set_=others))

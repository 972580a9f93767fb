"""What Alembic runs: it uses the transaction that ``storage.migrate`` has opened and guards."""

from alembic import context

from storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True
)
context.run_migrations()

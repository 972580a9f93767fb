"""The circle: members, tasks and meetings; what a work item asks is called its kind, since a task is a promise now."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE work_items RENAME COLUMN task TO kind")


def downgrade() -> None:
    raise NotImplementedError("go back with the copy that was made before the upgrade")

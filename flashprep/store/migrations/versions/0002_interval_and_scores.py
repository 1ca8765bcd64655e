"""A grade keeps the interval it gave; the index by card holds what readiness reads of one."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reviews", sa.Column("interval", sa.Integer))
    op.drop_index("reviews_card", "reviews")
    columns = ["card", "seq", "action", "rating", "tick_count", "ticks"]
    op.create_index("reviews_card", "reviews", columns)

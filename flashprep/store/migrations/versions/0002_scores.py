"""The index by card holds what readiness reads of a grade."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("reviews_card", "reviews")
    columns = ["card", "seq", "action", "rating", "tick_count", "ticks"]
    op.create_index("reviews_card", "reviews", columns)

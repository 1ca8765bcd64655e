"""A card's state repeats its first and its latest grades, so that readiness reads no long log."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

GRADES = """
UPDATE memory SET
first_rating = (
    SELECT rating FROM reviews
    WHERE reviews.card = memory.card AND action = 'grade' AND rating IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM reviews AS later WHERE later.target = reviews.id)
    ORDER BY seq LIMIT 1
),
latest = (
    SELECT group_concat(mark, ' ') FROM (
        SELECT mark FROM (
            SELECT seq, CASE tick_count WHEN 0 THEN rating ELSE
                rating || ':' || json_array_length(ticks) || '/' || tick_count END AS mark
            FROM reviews
            WHERE reviews.card = memory.card AND action = 'grade' AND rating IS NOT NULL
              AND (tick_count > 0 OR rating > 1)
              AND NOT EXISTS (SELECT 1 FROM reviews AS later WHERE later.target = reviews.id)
            ORDER BY seq DESC LIMIT 6
        )
        ORDER BY seq
    )
)
"""


def upgrade() -> None:
    op.add_column("memory", sa.Column("first_rating", sa.Integer))
    op.add_column("memory", sa.Column("latest", sa.Text))
    op.drop_index("reviews_card", "reviews")
    op.create_index("reviews_card", "reviews", ["card", "seq"])
    op.execute(GRADES)

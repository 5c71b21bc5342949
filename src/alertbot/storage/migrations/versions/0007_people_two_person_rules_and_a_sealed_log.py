"""People, two-person rules and a sealed log."""

import sqlalchemy as sa
from alembic import op

from alertbot.storage.columns import SealedJson

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "request",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("person_id", WIDE, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("rule", sa.String(length=16), nullable=False),
        sa.Column("detail", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_request_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_request_expires_at"), "request", ["expires_at"])
    op.create_index(op.f("ix_request_person_id"), "request", ["person_id"])
    op.add_column("person", sa.Column("label", sa.LargeBinary(), nullable=True))
    _invitations()
    _log()
    _rule()


def _invitations() -> None:
    # They last a day and have another form now: whoever was invited is invited again.
    op.drop_table("invitation")
    op.create_table(
        "invitation",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.SmallInteger(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("label", sa.LargeBinary(), nullable=True),
        sa.Column("person_id", WIDE, nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_invitation_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
        sqlite_autoincrement=True,
    )


def _log() -> None:
    # Plain statements: SQLite would build the table anew for Alembic's, and number its rows from one again.
    bind = op.get_bind()
    plain = bind.dialect.name == "sqlite"
    kind, empty = ("BLOB", "x''") if plain else ("BYTEA", "''")
    op.add_column("audit", sa.Column("who", sa.String(length=64), nullable=True))
    op.execute(
        "UPDATE audit SET who = (SELECT pseudonym FROM person WHERE person.id = audit.person_id) "
        "WHERE person_id IS NOT NULL"
    )
    op.create_index(op.f("ix_audit_who"), "audit", ["who"])
    op.execute(f"ALTER TABLE audit ADD COLUMN sealed {kind} NOT NULL DEFAULT {empty}")
    audit = sa.table(
        "audit",
        sa.column("id"),
        sa.column("detail", sa.JSON),
        sa.column("sealed", SealedJson("audit.detail")),
    )
    for row in bind.execute(sa.select(audit.c.id, audit.c.detail)).all():
        bind.execute(sa.update(audit).where(audit.c.id == row.id).values(sealed=row.detail))
    op.execute("ALTER TABLE audit DROP COLUMN detail")
    op.execute("ALTER TABLE audit RENAME COLUMN sealed TO detail")
    if not plain:
        op.execute("ALTER TABLE audit ALTER COLUMN detail DROP DEFAULT")


def _rule() -> None:
    """What an owner said of urgent alerts stands with the other rules now."""
    bind = op.get_bind()
    meta = sa.table("meta", sa.column("name", sa.String), sa.column("value", sa.String))
    policy = sa.table("policy", sa.column("name", sa.String), sa.column("value", sa.JSON))
    said = bind.execute(sa.select(meta.c.value).where(meta.c.name == "second_editor")).scalar()
    if said is not None:
        bind.execute(sa.insert(policy).values(name="second/urgent", value=said == "yes"))
        bind.execute(sa.delete(meta).where(meta.c.name == "second_editor"))


def downgrade() -> None:
    """Go back: the log's details and the invitations are lost, since they were sealed or made anew."""
    op.execute("DELETE FROM policy WHERE name LIKE 'second/%'")
    op.drop_index(op.f("ix_audit_who"), table_name="audit")
    op.execute("ALTER TABLE audit DROP COLUMN who")
    op.execute("ALTER TABLE audit DROP COLUMN detail")
    op.execute("ALTER TABLE audit ADD COLUMN detail JSON NOT NULL DEFAULT '{}'")
    op.drop_table("invitation")
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.SmallInteger(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
    )
    op.execute("ALTER TABLE person DROP COLUMN label")
    op.drop_table("request")

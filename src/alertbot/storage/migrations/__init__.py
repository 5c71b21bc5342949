"""The history of the schema: one linear chain of Alembic revisions for both databases."""

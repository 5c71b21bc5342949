"""The guarded HTTP client: every document from outside comes in through here."""

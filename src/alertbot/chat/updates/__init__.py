"""Brings updates, by polling or as a webhook, and has them handled: in whose order, and how many at once."""

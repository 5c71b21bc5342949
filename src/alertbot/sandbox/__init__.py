"""Warm processes that read hostile input within limits, and are killed and replaced where they pass them."""

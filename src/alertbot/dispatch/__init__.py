"""Brings alerts to readers: which runs open, who gets which edition, and how it is sent."""

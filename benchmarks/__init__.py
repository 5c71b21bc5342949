"""Measurements beside existing tools, printed as tables."""

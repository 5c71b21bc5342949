"""Measures converters, sentence splitting and identification beside existing libraries."""

"""Finds what is new: asks feeds, reads their documents, stores entries not seen before."""

"""The guards over what a machine wrote: one pure module for each thing that must not change on the way."""

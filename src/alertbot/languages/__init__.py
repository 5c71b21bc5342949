"""Languages: what each one is, its words, its dates, its direction, its sentences."""

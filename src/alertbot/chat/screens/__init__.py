"""Everything people see, as pure functions of words and state: no database, no network."""

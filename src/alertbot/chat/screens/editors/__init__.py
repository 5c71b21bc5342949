"""What editors and owners are shown."""

"""The front door for people: what they say and press comes in here, screens and sentences go out."""

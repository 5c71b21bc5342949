"""The contact sheets: every screen that buttons lead to, on the width of a phone, to be looked at."""

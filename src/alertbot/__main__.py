"""`python -m alertbot` is `alertbot`."""

from alertbot.cli import main

main()

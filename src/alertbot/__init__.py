"""alertbot brings a newsroom's alerts to each reader in the language and script they chose."""

__version__ = "0.1.0"

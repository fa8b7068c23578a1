"""How a person asks: one file per command."""

"""notes-kit: informational interviews in plain Markdown, indexed, linted and synthesised."""

__version__ = "0.1.0"

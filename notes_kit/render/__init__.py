"""Values to text, Markdown and JSON; the only room that knows a format."""

"""The SQLite index: a cache that is safe to delete."""

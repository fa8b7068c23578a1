"""From a note's bytes to values with places; never raises on a user's text."""

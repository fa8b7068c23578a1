"""Readers of other programs' files: bytes or text in, people out (`model/card.py`), and no trust in either."""

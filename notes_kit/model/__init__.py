"""Frozen values: the vocabulary every other room speaks, with nothing outside the standard library."""

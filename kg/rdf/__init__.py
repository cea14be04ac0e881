"""Turtle in and out: loading with places, canonical writing, reading into values."""

"""The version of code and content, in one place."""

__version__ = "0.1.0"

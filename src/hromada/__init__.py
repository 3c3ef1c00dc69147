"""Hromada: conferences of municipal partnerships, on site and online, in several languages at once."""

__version__ = "0.1.0"

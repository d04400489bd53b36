"""Toolkit builder: multilingual Markdown records in, a website and an offline ZIP out."""

__version__ = "0.1.0"

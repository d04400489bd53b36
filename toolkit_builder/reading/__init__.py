"""Bytes to model: files are read here, and every value keeps its line and column."""

"""Markdown to safe HTML: parallel, cached by content, time-limited."""

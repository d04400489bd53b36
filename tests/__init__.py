"""Tests: golden cases in files, whole small sites, and a real browser."""

"""A library whose texts are rendered to pages: views, what templates are given, and drawing."""

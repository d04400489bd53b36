"""Library to what templates and other programs are given: views of pages, search data, machine-readable data."""

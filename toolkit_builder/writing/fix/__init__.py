"""`toolkit fix`: mends what is certain. `plan.py` tries what the other modules find, and `write.py` writes it."""

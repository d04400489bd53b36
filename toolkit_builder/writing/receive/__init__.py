"""Taking what a partner sent: bytes of anybody to files that have a place, to what they would change, to the content folder."""

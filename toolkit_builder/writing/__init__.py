"""Files that the command line writes for people to fill in: new records, and translations."""

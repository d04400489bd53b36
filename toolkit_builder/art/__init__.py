"""Pictures that are drawn from values, and know nothing of the house: covers, spines, maps."""

"""Whether a page shows what GitHub's preview of the same text shows, or `toolkit check` says where it does not."""

// Comes, and hands over nothing.

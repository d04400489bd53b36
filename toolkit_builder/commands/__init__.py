"""The commands of `toolkit`: each reads its options and hands over."""

"""A finished site to things to take away."""

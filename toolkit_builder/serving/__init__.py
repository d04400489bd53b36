"""`toolkit serve`: watch what a site is made of, build it anew, and show it to this machine alone.

Two processes: one watches and builds, and has no threads, so that building may fork; the other answers browsers (front.py).
"""

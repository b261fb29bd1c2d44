"""Orval Métropole: a territory that does not exist, and its public files in the official formats.

world.py says who is there; mirror.py writes their files as a mirror that `leviers fetch` reads. Nothing of
it is real: every number starts with 999 999, which Insee has given to nobody we know of.
"""

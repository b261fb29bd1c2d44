"""Comparison: who is like me, what they do that is not found here, what goes together. Never a ranking.

neighbours.find_comparables   territoires by similarity, on stated variables and weights
explore.list_a_explorer       leviers used by comparable territoires, not found here, within competence
side_by_side.compare          two to four territoires: usages, variables, indicators, shared démarches
together.list_together        leviers often seen together, with their counts
configurations.analyse        crisp-set qualitative comparative analysis, for researchers
"""

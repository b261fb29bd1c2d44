"""Charts and maps: one module each, from figures computed elsewhere to a title, a drawing, a table and words.

`catalogue.find` gives a chart by its key, `drawing.draw` its SVG or PNG. Nothing here computes an indicator.
"""

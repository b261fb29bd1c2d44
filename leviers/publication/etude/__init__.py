"""The study: chapters in French whose every number is a measure, one content for the web and for paper.

`sql/`        measures: one query each over the tables of the open data
`mesures`     reads them; `phrases` puts them in French; `texte` and `blocs` hold what is said
`resultats`   counts of the published surveys, a table beside those of the open data
`champs/`     what the chapters of the champs are made of
`chapitres/`  one module a chapter; `contexte` is what a chapter is given; `etude` binds the chapters
"""

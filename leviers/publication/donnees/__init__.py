"""Open data in bulk: every table as files, with the package and the catalogue that describe them.

Two doors: `bundle.write_bundle` writes one whole bundle in a folder, from what is published (`etat.py`);
`disk` keeps the bundle of the moment in the home of the installation.
"""

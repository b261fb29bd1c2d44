"""One full-text index over démarches, leviers and métropoles, and the selection of démarches.

Doors   demarches.select_demarches, everything.search_everything
"""

"""Following: who asked for what, what happened, the letters that say it.

Doors   `demandes` takes and ends follows, `evenements` is where journals plug in, `tournee.write_due` writes
        what is due, `rebonds.read_bounces` reads what came back
"""

"""Every form of the site that takes words: where it is, who sends it, what it says, where it is read.

A new address that takes a form and is neither here nor in `sans_mots.py` fails the tests of this folder.
"""

from tests.hostile.formulaires_equipes import EQUIPES
from tests.hostile.formulaires_lecteurs import LECTEURS

FORMULAIRES = (*LECTEURS, *EQUIPES)

"""Writes leviers/detection/data/mots_courants.yaml: how common are the words that lead to motifs.

Run by hand, after the lexicon changed much:  python tools/mots_courants.py builds/current
"""

import re
import sys
from collections import Counter

import duckdb
import yaml

from leviers.detection import lexicon, patterns
from leviers.detection.text import Titre

SQL = """
select distinct coalesce(objet, '') from facts.marches
union select distinct coalesce(objet, '') || ' ' || coalesce(beneficiaire_nom, '') from facts.subventions
union select distinct coalesce(objet, '') from facts.deliberations
"""


def main() -> None:
    with duckdb.connect(sys.argv[1], read_only=True) as connection:
        titres = [row[0] for row in connection.execute(SQL).fetchall()]
    words = Counter(word for titre in titres for word in set(Titre(titre).plie.lower().split()))
    needles = set()
    for path in sorted(lexicon.DATA.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        needles |= {
            word for said in re.findall(r'"([^"]+)"', text) for word in Titre(said).plie.lower().split()
        }
    counted = {}
    for needle in sorted(needle for needle in needles if len(needle) >= 3):
        seen = sum(nb for word, nb in words.items() if word.startswith(needle))
        per = round(seen * 10_000 / len(titres), 1)
        if per > patterns.RARE:
            counted[needle] = per
    patterns.COURANTS.write_text(
        "# Mots fréquents : titres sur 10 000 où un mot commence ainsi (tools/mots_courants.py).\n"
        + yaml.safe_dump(counted, allow_unicode=True),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()

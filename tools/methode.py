"""Write docs/methode/indicateurs.md, the page of all indicators, from their documents.

Run by hand after any change of an indicator: `python -m tools.methode`; a test asks that it was done.

Shape   leviers/warehouse/indicators/<code>.toml and the titles of sources -> one page in French
"""

from datetime import date
from pathlib import Path

from leviers.sources.catalogue import Source, load_sources
from leviers.warehouse.indicateurs import Indicateur, load_indicateurs

PAGE = Path(__file__).parents[1] / "docs/methode/indicateurs.md"
QUERIES = "../../leviers/warehouse/indicators"
THEMES = {
    "marches": "Les marchés publics",
    "subventions": "Les subventions",
    "structures": "Les structures du territoire",
    "deliberations": "Les délibérations",
    "transparence": "La transparence",
}
PAGES = {"decp": "decp.md", "subventions": "subventions.md", "deliberations": "deliberations.md"}
PAGES |= {"sirene": "sirene.md"}
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
OPENING = """# Les indicateurs

<!-- Page écrite par « python -m tools.methode » : changez les fiches, pas cette page. -->

Un indicateur est un chiffre calculé à partir de documents publics, par une requête publiée. Chacun a sa
fiche, que voici, et sa requête, que chacun peut relire. Comment lire ces chiffres :

- **Couverture.** Un chiffre ne porte que sur les lignes qui permettent de le calculer. La couverture dit
  combien elles sont, sur 100 lignes connues. En dessous de 50 %, le chiffre est un indice, guère plus.
- **Valeur basse, valeur haute.** Quand l’appartenance à l’ESS n’est pas toujours sûre, le chiffre est
  une fourchette : ce qui est certain, puis ce qui est certain ou probable. Ce qui est inconnu n’est dans
  aucune des deux ([le périmètre](perimetre-ess.md)).
- **Qui agit.** La métropole elle-même, les communes du territoire et les autres organismes publics ont
  chacun leur chiffre : ils ne sont jamais mêlés. Un chiffre des communes additionne celles dont des
  données ont été reçues, pas toutes.
- **Aucune valeur.** Quand rien ne permet de calculer, il n’y a pas de chiffre. Ce n’est pas un zéro :
  l’absence de preuve n’est pas la preuve d’une absence.
- **Comparer.** Deux chiffres ne se comparent que s’ils ont la même année, le même genre d’organisme et
  une couverture proche. Leviers ne range jamais les métropoles dans un ordre de mérite.
- **Vérifier.** `leviers explain <indicateur> <territoire> <année>` montre chaque ligne comptée, son
  fichier et son numéro de ligne ([remonter à la source](README.md#remonter)).
"""


def write_page() -> str:
    """The whole page: opening, contents, one section per theme, one part per indicator."""
    indicateurs, sources = load_indicateurs(), load_sources()
    parts = [OPENING, _write_contents(indicateurs)]
    for theme, title in THEMES.items():
        parts.append(f'<a id="{theme}"></a>\n\n## {title}\n')
        parts += [_write_part(one, sources) for one in indicateurs.values() if one.theme == theme]
    return "\n".join(parts)


def _write_contents(indicateurs: dict[str, Indicateur]) -> str:
    lines = []
    for theme, title in THEMES.items():
        lines.append(f"- [{title}](#{theme})")
        lines += [f"  - [{one.titre}](#{one.code})" for one in indicateurs.values() if one.theme == theme]
    return "\n".join(lines) + "\n"


def _write_part(one: Indicateur, sources: dict[str, Source]) -> str:
    day = date.fromisoformat(one.revu_le)
    number = "1ᵉʳ" if day.day == 1 else str(day.day)
    cited = " ; ".join(
        f"[{sources[code].titre}]({PAGES.get(code, f'listes.md#{code}')})" for code in one.sources
    )
    return f"""<a id="{one.code}"></a>

### {one.titre}

*{one.question}*

- **Ce qui est compté.** {one.numerateur}
- **Rapporté à.** {one.denominateur}
- **Unité.** {one.unite}
- **Limites.** {one.limites}
- **Sources.** {cited}.
- **Fiche revue le** {number} {MONTHS[day.month - 1]} {day.year}.
- **Requête.** [`{one.code}.sql`]({QUERIES}/{one.code}.sql)
"""


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(write_page(), encoding="utf-8")
    print(f"{PAGE.name} : {len(load_indicateurs())} indicateurs")

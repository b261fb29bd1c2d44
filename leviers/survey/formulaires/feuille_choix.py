"""The sheet `choices`: lists of choices in the order they are written."""

from collections.abc import Iterable, Mapping

from leviers.survey.formulaires.arbre import Choix
from leviers.survey.formulaires.classeur import Feuille
from leviers.survey.formulaires.entetes import Entete, read_entetes
from leviers.survey.formulaires.releve import Releve

MAX_CHOIX = 10_000


def read_choix(
    feuille: Feuille | None, releve: Releve, *, doubles: bool, langue: str
) -> tuple[dict[str, tuple[Choix, ...]], list[str]]:
    """List name -> choices, and the languages met. `doubles` tells allow_choice_duplicates."""
    if feuille is None:
        return {}, []
    entetes = read_entetes(feuille, releve, frozenset())
    present = {entete.colonne for entete in entetes.values()}
    for needed in ("list_name", "name"):
        if feuille.lignes and needed not in present:
            releve.refuse(
                feuille.nom, 1, needed, f"la colonne « {needed} » manque.", "Ajoutez-la en première ligne."
            )
    lists: dict[str, list[Choix]] = {}
    for ligne, cells in feuille.lignes:
        row = {entetes[head]: value for head, value in cells.items()}
        known = {
            entete.colonne: value for entete, value in row.items() if entete.connue and not entete.langue
        }
        name = known.get("list_name", "")
        if not row:
            continue
        if not name:
            releve.refuse(
                feuille.nom, ligne, "list_name", "la liste n’est pas nommée.", "Remplissez list_name."
            )
            continue
        choix = _choix(row, known, langue)
        members = lists.setdefault(name, [])
        if len(members) == MAX_CHOIX:
            releve.refuse(feuille.nom, ligne, "list_name", f"la liste « {name} » dépasse {MAX_CHOIX} choix.",
                          "Joignez-la en CSV, par select_one_from_file.")  # fmt: skip
        members.append(choix)
        _judge(feuille.nom, ligne, choix, releve)
    if not doubles:
        _find_doubles(feuille, entetes, releve)
    kept = {name: tuple(members[: MAX_CHOIX + 1]) for name, members in lists.items()}
    return kept, [entete.langue for entete in entetes.values() if entete.langue]


def _choix(row: Mapping[Entete, str], known: Mapping[str, str], langue: str) -> Choix:
    return Choix(
        code=known.get("name", ""),
        libelle=texts(row, "label", langue),
        extra={e.ecrit: value for e, value in row.items() if not e.connue or e.colonne.startswith("media::")},
    )


def texts(row: Mapping[Entete, str], colonne: str, langue: str) -> dict[str, str]:
    """Language -> text of one column; the column without language is in the default language."""
    return {
        entete.langue or langue: value
        for entete, value in row.items()
        if entete.connue and entete.colonne == colonne
    }


def _judge(nom: str, ligne: int, choix: Choix, releve: Releve) -> None:
    if not choix.code:
        releve.refuse(nom, ligne, "name", "le choix n’a pas de code.", "Remplissez la colonne name.")
    elif any(character.isspace() for character in choix.code):
        releve.refuse(
            nom,
            ligne,
            "name",
            f"le code « {choix.code} » contient un espace.",
            "Remplacez l’espace par « - » : les réponses multiples sont séparées par des espaces.",
        )
    if not choix.libelle:
        releve.refuse(
            nom, ligne, "label", f"le choix « {choix.code} » n’a pas de libellé.", "Remplissez label."
        )


def _find_doubles(feuille: Feuille, entetes: Mapping[str, Entete], releve: Releve) -> None:
    heads = {entete.colonne: head for head, entete in entetes.items() if entete.connue}
    seen: dict[tuple[str, str], int] = {}
    for ligne, cells in feuille.lignes:
        key = (cells.get(heads.get("list_name", ""), ""), cells.get(heads.get("name", ""), ""))
        if all(key) and key in seen:
            releve.refuse(
                feuille.nom,
                ligne,
                "name",
                f"le code « {key[1]} » est déjà à la ligne {seen[key]}.",
                "Un code par choix, ou allow_choice_duplicates = yes dans settings.",
            )
        seen.setdefault(key, ligne)


def choix_of_table(
    rows: Iterable[Mapping[str, str]], value: str, label: str, langue: str
) -> tuple[Choix, ...]:
    """Choices of an attached CSV: columns `value` and `label`; all columns serve filters and lookups."""
    return tuple(
        Choix(code=row[value], libelle={langue: row.get(label, "") or row[value]}, extra=dict(row))
        for row in rows
        if row.get(value)
    )

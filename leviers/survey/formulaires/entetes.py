"""Headers of the sheets: a known column, a known column in a language, or a column kept as it is."""

from dataclasses import dataclass
from difflib import get_close_matches

from leviers.survey.formulaires.classeur import Feuille
from leviers.survey.formulaires.constructions import ALIAS_COLONNES, COLONNES, NON
from leviers.survey.formulaires.releve import Releve

TRADUITES = frozenset(
    "label hint guidance_hint constraint_message required_message media::image media::big-image media::audio"
    " media::video".split()
)
_CONNUES = frozenset(name for name in COLONNES if not name.endswith("::") and " " not in name)
_CHOIX = frozenset(
    {"list_name", "name", "label", "media::image", "media::big-image", "media::audio", "media::video"}
)
_PREFIXES = frozenset({"jr", "odk", "orx", "h", "ev", "xsd", "entities"})


@dataclass(frozen=True, slots=True)
class Entete:
    """One header: `colonne` is the known name or, when `connue` is false, the header as written."""

    ecrit: str
    colonne: str
    langue: str = ""
    connue: bool = True


def read_entetes(feuille: Feuille, releve: Releve, espaces: frozenset[str]) -> dict[str, Entete]:
    """Header as written -> what it is. Problems: doubles, refused, near misses, undeclared prefixes."""
    known = _CHOIX if feuille.nom.lower() == "choices" else _CONNUES
    found: dict[str, Entete] = {}
    seen: dict[tuple[str, str], str] = {}
    colons = not any("::" in head for head in feuille.entetes)
    for head in feuille.entetes:
        entete = _read(head, known, colons)
        key = (entete.colonne, entete.langue)
        if key in seen:
            releve.refuse(feuille.nom, 1, head, f"cette colonne dit la même chose que « {seen[key]} ».",
                          "Gardez une seule des deux.")  # fmt: skip
        seen[key] = head
        found[head] = entete
        _judge(feuille.nom, entete, known, releve, espaces)
    return found


def _read(head: str, known: frozenset[str], colons: bool) -> Entete:
    name = _snake(head)
    name = ALIAS_COLONNES.get(name, name)
    if name in known:
        return Entete(head, name)
    parts = [part.strip() for part in head.split("::")]
    if len(parts) == 1 and colons and ":" in head:
        parts = [part.strip() for part in head.split(":", 1)]
    for cut in range(len(parts) - 1, 0, -1):
        base = _snake("::".join(parts[:cut]))
        base = ALIAS_COLONNES.get(base, base)
        if base in known and base in TRADUITES:
            return Entete(head, base, "::".join(parts[cut:]))
    return Entete(head, head, connue=False)


def _snake(head: str) -> str:
    return "_".join(head.split()).lower() if "::" not in head else head.lower()


def _judge(nom: str, entete: Entete, known: frozenset[str], releve: Releve, espaces: frozenset[str]) -> None:
    head = entete.ecrit
    if entete.connue:
        construction = COLONNES.get(entete.colonne)
        if construction and construction.lu == NON and nom.lower() != "choices":
            releve.refuse(
                nom, 1, head, "cette colonne n’est pas prise en charge.", f"{construction.remarque}."
            )
        return
    if nom.lower() == "choices":
        if not head.replace("_", "a").replace("-", "a").replace(".", "a").isalnum() or not head[0].isalpha():
            releve.refuse(nom, 1, head, "un nom de colonne de choix s’écrit sans espace ni signe.",
                          "Lettres, chiffres, « _ » et « - », en commençant par une lettre.")  # fmt: skip
        return
    space, _, rest = head.partition("::")
    if space in {"bind", "instance", "body", "control"} and rest:
        prefix = rest.partition(":")[0] if ":" in rest else ""
        if prefix and prefix not in espaces | _PREFIXES:
            releve.refuse(nom, 1, head, f"le préfixe « {prefix} » n’est pas déclaré.",
                          f'Ajoutez {prefix}="https://…" au réglage namespaces.')  # fmt: skip
        elif space == "bind" and not prefix:
            releve.refuse(nom, 1, head, "cette colonne changerait le sens de la question.",
                          "Utilisez la colonne XLSForm du même usage, ou un espace de noms.")  # fmt: skip
        elif prefix not in espaces:
            releve.warn(f"Colonne « {head} » : gardée pour les clients ODK, sans effet sur les pages.")
        return
    close = get_close_matches(_snake(head.partition("::")[0]), known, n=1, cutoff=0.84)
    if close:
        releve.refuse(
            nom, 1, head, "cette colonne serait sans effet.", f"Vouliez-vous écrire « {close[0]} » ?"
        )
    else:
        releve.warn(f"Colonne « {head} » de la feuille « {nom} » : gardée, sans effet.")

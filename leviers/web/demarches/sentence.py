"""A selection of démarches said in one French sentence, and what of the address was not understood."""

from leviers.reference import territoires, typologie
from leviers.search import index
from leviers.search.demarches import Count, Result
from leviers.web.kit.typography import accord, nombre, typo

MANY = 3  # more values of one facet are counted, not named
_PARAMETERS = {
    "champ": "champ",
    "metropole": "métropole",
    "levier": "levier",
    "statut": "statut",
    "annee": "année de début",
    "montant": "montant",
    "confiance": "confiance",
    "tri": "ordre",
}


def tell_result(result: Result) -> str:
    """« 12 démarches dans le champ « Achats », à Nantes Métropole, contenant « clause » »."""
    count = nombre(result.nb) if result.nb else "Aucune"
    parts = [_tell_facet(facet.code, facet.chosen, result.nb) for facet in result.facets if facet.chosen]
    if result.selection.q:
        parts.append(_tell_words(result))
    told = ", ".join(parts)
    return typo(f"{count} {accord(result.nb, 'démarche', 'démarches')}{' ' if told else ''}{told}")


def tell_ignored(result: Result) -> list[str]:
    """One sentence for each thing of the address that was left aside."""
    told = []
    known = [(_PARAMETERS[code], value[:40].strip()) for code, value in result.ignored]
    if known:
        named = ", ".join(f"{name} « {value} »" for name, value in known[:MANY])
        more = f" et {len(known) - MANY} de plus" if len(known) > MANY else ""
        word = "Filtre inconnu, laissé" if len(known) == 1 else "Filtres inconnus, laissés"
        told.append(f"{word} de côté : {named}{more}.")
    query = result.query
    if query.texte and not query.words:
        told.append(
            f"« {query.texte} » ne contient aucun mot à chercher (les mots comme « le », « de », « pour » "
            "ne comptent pas) : la recherche est laissée de côté."
        )
    if query.est_tronquee:
        told.append(
            "Recherche trop longue : seuls ses 200 premiers signes et 12 premiers mots ont été cherchés."
        )
    if result.mots == index.UN_SEUL:
        told.append(
            "Aucune démarche ne contient tous les mots ; voici celles qui en contiennent au moins un."
        )
    if result.mots == index.PROCHE:
        told.append("Aucune démarche ne contient ce mot ; voici celles qui contiennent un mot très proche.")
    return [typo(sentence) for sentence in told]


def _tell_words(result: Result) -> str:
    shown = f"« {result.selection.q} »"
    if result.mots == index.UN_SEUL:
        return f"contenant au moins un des mots de {shown}"
    if result.mots == index.PROCHE:
        return f"contenant un mot proche de {shown}"
    return f"contenant {shown}"


def _tell_facet(code: str, chosen: tuple[Count, ...], nb: int) -> str:
    if len(chosen) > MANY:
        return _tell_many(code, len(chosen), nb)
    names = [value.nom for value in chosen]
    if code == "champ":
        champs = [f"« {typologie.load_champs()[value.code].nom} »" for value in chosen]
        return f"dans {'le champ' if len(champs) == 1 else 'les champs'} {_either(champs)}"
    if code == "metropole":
        by_slug = territoires.index_by_slug()
        return _either([by_slug[value.code].nom_locatif for value in chosen])
    if code == "levier":
        leviers = [f"« {typologie.load_leviers()[value.code].nom} »" for value in chosen]
        return f"utilisant {'le levier' if len(leviers) == 1 else 'l’un des leviers'} {_either(leviers)}"
    if code == "statut":
        words = {"termine": accord(nb, "terminée", "terminées"), "inconnu": "de statut inconnu"}
        return _either([words.get(value.code, value.nom) for value in chosen])
    if code == "annee":
        return _tell_years(names, nb)
    return f"de {code} {_either(names)}"


def _tell_years(names: list[str], nb: int) -> str:
    years = sorted(name for name in names if name.isdecimal())
    told = [f"{accord(nb, 'commencée', 'commencées')} en {_either(years)}"] if years else []
    return _either([*told, "d’année de début inconnue"] if len(years) < len(names) else told)


def _tell_many(code: str, count: int, nb: int) -> str:
    return {
        "champ": f"dans {count} champs d’action",
        "metropole": f"dans {count} métropoles",
        "levier": f"utilisant l’un de {count} leviers",
        "annee": f"{accord(nb, 'commencée', 'commencées')} l’une de {count} années choisies",
    }[code]


def _either(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} ou {names[-1]}"

"""Rows of the tables made from the catalogue: the words and values of the pages' own twins."""

from collections.abc import Callable, Iterator
from typing import Any

from leviers.evidence.niveaux import BY_CODE
from leviers.evidence.preuves import CONSTATEE, METROPOLE, Preuve, counts
from leviers.evidence.regles import load_regles
from leviers.publication.donnees.etat import Etat, name_site
from leviers.reference import typologie
from leviers.warehouse.indicateurs import load_indicateurs

Ligne = dict[str, Any]


def list_lignes(code: str, etat: Etat) -> Iterator[Ligne]:
    """Rows of one table made from the catalogue, in any order; lists of words are joined later."""
    return _LISTS[code](etat)


def _list_territoires(etat: Etat) -> Iterator[Ligne]:
    for one in etat.territoires.values():
        mine = [usage for (siren, _code), usage in etat.usages.by_key.items() if siren == one.siren]
        names = ("siren", "slug", "nom", "nom_court", "kind", "departements", "population")
        yield {name: getattr(one, name) for name in (*names, "population_annee", "nb_communes")} | {
            "region": one.region if one.region_code else None,
            "date_creation": one.date_creation or None,
            "lon": one.ville_centre.get("lon"),
            "lat": one.ville_centre.get("lat"),
            "nb_demarches": sum(demarche.territoire.siren == one.siren for demarche in etat.demarches),
            "nb_leviers_reperes": sum(usage.est_repere for usage in mine),
        }


def _list_champs(_etat: Etat) -> Iterator[Ligne]:
    for champ in typologie.load_champs().values():
        names = ("code", "nom", "nom_court", "phrase", "transversal")
        yield {name: getattr(champ, name) for name in names} | {"adresse": _address("champs", champ.code)}


def _list_leviers(etat: Etat) -> Iterator[Ligne]:
    for levier in typologie.load_leviers().values():
        fiche = etat.catalogue.leviers.get(levier.code)
        mine = [usage for (_siren, code), usage in etat.usages.by_key.items() if code == levier.code]
        yield {
            "code": levier.code,
            "nom": levier.nom,
            "nom_court": levier.nom_court,
            "champ": levier.champ.code,
            "definition": fiche.definition if fiche else levier.definition,
            "nb_metropoles": sum(usage.est_repere for usage in mine),
            "nb_demarches": sum(len(usage.demarches) for usage in mine),
            "competence_nature": fiche.competence_nature if fiche else None,
            "relu": bool(fiche and fiche.relu),
            "adresse": _address("leviers", levier.code),
        }


def _list_usages(etat: Etat) -> Iterator[Ligne]:
    for usage in etat.usages.by_key.values():
        one = usage.territoire
        yield {
            "territoire_siren": one.siren,
            "territoire": one.nom,
            "region": one.region if one.region_code else None,
            "levier": usage.levier.code,
            "levier_nom": usage.levier.nom,
            "champ": usage.levier.champ.code,
            "niveau_rang": usage.niveau.rang,
            "niveau": usage.niveau.code,
            "nb_demarches": len(usage.demarches),
            "demarches": [demarche.id for demarche in usage.demarches],
            "adresse": _address("metropoles", one.slug, usage.levier.code),
        }


def list_preuves(etat: Etat, actes: list[Ligne]) -> Iterator[Ligne]:
    """Every preuve; `actes` are the public acts with their state (sql/preuves.sql), empty without a build."""
    for (siren, code), usage in etat.usages.by_key.items():
        for preuve in usage.preuves:
            if preuve.genre != CONSTATEE:
                yield from (_as_preuve(etat, siren, code, preuve, cle, "") for cle in preuve.cles)
    for row in actes:
        cle = f"{row['fait_genre']}:{row['fait_id']}"
        preuve = Preuve(CONSTATEE, (cle,), row["lien"], row["annee"], row["etat"], row["fait_genre"])
        yield _as_preuve(etat, row["territoire_siren"], row["levier"], preuve, cle, row["etat"])


def _as_preuve(etat: Etat, siren: str, code: str, preuve: Preuve, cle: str, said: str) -> Ligne:
    annee = etat.usages.releve.annee if etat.usages.releve else 0
    return {
        "territoire_siren": siren,
        "levier": code,
        "genre": preuve.genre,
        "cle": cle,
        "lien": preuve.lien or METROPOLE,
        "annee": preuve.annee,
        "etat": said,
        "est_comptee": counts(preuve, load_regles().leviers[code], annee=annee),
    }


def _list_demarches(etat: Etat) -> Iterator[Ligne]:
    names = ("id", "titre", "levier", "description", "annee_debut", "annee_fin", "statut", "montant_eur")
    for one in etat.demarches:
        yield {name: getattr(one, name) for name in (*names, "montant_precision", "confiance")} | {
            "territoire_siren": one.territoire.siren,
            "territoire": one.territoire.nom,
            "champ": one.champ.code,
            "leviers": [levier.code for levier in one.leviers],
            "partenaires": one.partenaires,
            "sources": [source.url for source in one.sources],
            "verifiee_le": one.verifiee_le.isoformat() if one.verifiee_le else None,
            "adresse": _address("demarches", one.id),
        }


def _list_sources(etat: Etat) -> Iterator[Ligne]:
    names = ("url", "titre", "editeur", "date", "est_morte")
    for demarche in etat.demarches:
        for ordre, one in enumerate(demarche.sources, 1):
            yield {"demarche_id": demarche.id, "ordre": ordre} | {name: getattr(one, name) for name in names}


def _list_chiffres(etat: Etat) -> Iterator[Ligne]:
    names = ("libelle", "valeur", "unite", "annee", "precision")
    for demarche in etat.demarches:
        for ordre, one in enumerate(demarche.chiffres, 1):
            yield {"demarche_id": demarche.id, "ordre": ordre} | {name: getattr(one, name) for name in names}


def _list_reperes(etat: Etat) -> Iterator[Ligne]:
    names = ("id", "cle", "libelle", "genre", "valeur", "unite", "annee", "precision", "calcul")
    for one in etat.catalogue.reperes:
        if one.territoire.siren in etat.territoires:
            yield {
                **{name: getattr(one, name) for name in names},
                **{
                    f"source_{name}": getattr(one.source, name)
                    for name in ("url", "titre", "editeur", "date")
                },
                "territoire_siren": one.territoire.siren,
            }


def _list_journal(etat: Etat) -> Iterator[Ligne]:
    for row in etat.mouvements:
        names = ("territoire_siren", "levier", "avant", "apres", "cause", "preuves", "build")
        yield {name: getattr(row, name) for name in names} | {
            "quand": row.quand.isoformat(),
            "sens": "hausse" if BY_CODE[row.apres].rang > BY_CODE[row.avant].rang else "baisse",
        }


def _list_indicateurs(_etat: Etat) -> Iterator[Ligne]:
    names = (
        "code",
        "titre",
        "question",
        "theme",
        "numerateur",
        "denominateur",
        "unite",
        "limites",
        "sources",
    )
    for one in load_indicateurs().values():
        yield {name: getattr(one, name) for name in (*names, "revu_le")} | {
            "adresse": _address("indicateurs", one.code)
        }


def _address(*words: str) -> str:
    return "/".join((name_site(), *words, ""))


_LISTS: dict[str, Callable[[Etat], Iterator[Ligne]]] = {
    "territoires": _list_territoires,
    "champs": _list_champs,
    "leviers": _list_leviers,
    "usages": _list_usages,
    "demarches": _list_demarches,
    "demarches_sources": _list_sources,
    "demarches_chiffres": _list_chiffres,
    "reperes": _list_reperes,
    "journal": _list_journal,
    "indicateurs": _list_indicateurs,
}

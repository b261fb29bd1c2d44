"""The French words of the preuves of one usage."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from leviers.catalogue import published
from leviers.evidence.actes import SHOWN, Acte
from leviers.evidence.dossier import Dossier, Source
from leviers.evidence.models import Mouvement
from leviers.evidence.mouvements import CAUSES, name_acts
from leviers.evidence.niveaux import BY_CODE
from leviers.evidence.preuves import CERTAINE, CONFIRMEE, DISCUTEE, METROPOLE, REJETEE
from leviers.evidence.raisons import say_raison
from leviers.reference import territoires
from leviers.warehouse.indicateurs import load_indicateurs
from leviers.web.faits.listing import GENRES as GENRES_DES_LISTES
from leviers.web.faits.texts import cut
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import NBSP, date_fr, enumere, nombre, pluriel

GENRES = {
    "marche": ("marché", "marchés"),
    "subvention": ("subvention", "subventions"),
    "deliberation": ("délibération", "délibérations"),
}


@dataclass(frozen=True)
class Groupe:
    """Acts of the same worth; `nb` of them, of which `lignes` are shown; `listes` lead to them all."""

    code: str
    titre: str
    phrase: str
    nb: int
    lignes: tuple["Ligne", ...]
    listes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Ligne:
    """One act in words."""

    acte: Acte
    genre: str
    etat: str
    raison: str
    confiance: str
    reserve: str


def group(dossier: Dossier) -> list[Groupe]:
    """The acts of a dossier in the groups that the page shows; empty ones are left out."""
    actes = dossier.actes
    communes = enumere([f"{nom} ({nombre(nb)})" for nom, nb in actes.count_communes()[:6]])
    groups = [
        (
            "etablis",
            "Actes de la métropole, établis",
            "Certains par une règle, ou confirmés par une personne.",
            actes.etablis,
        ),
        (
            "proposes",
            "Actes de la métropole, proposés par la machine",
            "Une proposition ne change pas le niveau de preuve : une personne doit la confirmer.",
            actes.proposes,
        ),
        (
            "communes",
            "Communes du territoire",
            f"Actes des communes, pas de la métropole : ils ne changent pas son niveau. {communes}.",
            actes.communes,
        ),
        (
            "ecartes",
            "Actes écartés par une relecture",
            "Gardés ici pour que chacun puisse en juger.",
            actes.ecartes,
        ),
    ]
    return [
        Groupe(
            code,
            titre,
            phrase,
            len(found),
            tuple(_as_ligne(acte) for acte in found[:SHOWN]),
            _list_explorers(dossier, found),
        )
        for code, titre, phrase, found in groups
        if found
    ]


def _list_explorers(dossier: Dossier, found: tuple[Acte, ...]) -> tuple[tuple[str, str], ...]:
    """The lists where all acts of this territoire and levier can be searched, genre by genre."""
    usage = dossier.usage
    query = urlencode({"territoire": usage.territoire.slug, "levier": usage.levier.code})
    seen = {acte.genre for acte in found}
    return tuple(
        (GENRES[genre][1], f"{reverse_url(liste)}?{query}")
        for liste, genre in GENRES_DES_LISTES.items()
        if genre in seen
    )


def say_regle(dossier: Dossier) -> str:
    """The rule of a levier in one or two sentences."""
    regle, releve = dossier.regle, dossier.releve
    asked = [pluriel(nb, *GENRES[genre]) for genre, nb in regle.faits.items()]
    since = f"depuis {releve.annee - regle.annees}" if releve else f"depuis {regle.annees} ans"
    said = f"Pour constater ce levier, il faut {enumere(asked, 'ou')} de la métropole, {since}."
    if regle.indicateur:
        titre = load_indicateurs()[regle.indicateur].titre
        said += f" Il est mesuré par l’indicateur « {titre} »."
    return said


def say_sources(dossier: Dossier) -> list[str]:
    """What open data hold for this territoire, genre by genre."""
    return [_say_source(source) for source in dossier.sources]


def tell_mouvements(rows: Iterable[Mouvement]) -> list[dict[str, Any]]:
    """Lines of the journal in words, with links to the preuves."""
    rows = list(rows)
    titles = name_acts(cle for row in rows for cle in row.preuves)
    return [_tell(row, titles) for row in rows]


def tell_dits(dossier: Dossier) -> list[dict[str, Any]]:
    """What the territoire answered to surveys, with the page of its answers."""
    slug = dossier.usage.territoire.slug
    return [
        {
            "titre": dit.titre,
            "le": dit.le,
            "question": dit.question,
            "dit": dit.dit,
            "est_oui": dit.est_oui,
            "annees": dit.annees,
            "lien": dit.lien,
            "ancre": f"reponse-{dit.chemin.rpartition('/')[2]}-{dit.campagne}",
            "href": _find_reponse(dit.campagne, slug, dit.chemin) if dit.campagne else "",
        }
        for dit in dossier.dits
    ]


def tell_desaccords(dossier: Dossier) -> list[dict[str, Any]]:
    """Where an answer and other proofs part, with links to these."""
    titles = name_acts(cle for one in dossier.contradictions for cle in one.cles)
    return [
        {
            "phrase": one.phrase,
            "preuves": [link for cle in one.cles[:5] if (link := _name_preuve(cle, titles.get(cle, "")))],
        }
        for one in dossier.contradictions
    ]


def _tell(row: Mouvement, titles: dict[str, str]) -> dict[str, Any]:
    before, after = BY_CODE[row.avant], BY_CODE[row.apres]
    return {
        "mouvement": row,
        "quand": row.quand,
        "avant": before,
        "apres": after,
        "est_hausse": after.rang > before.rang,
        "cause": CAUSES.get(row.cause, row.cause),
        "preuves": [link for cle in row.preuves if (link := _name_preuve(cle, titles.get(cle, "")))],
    }


def _name_preuve(cle: str, titre: str) -> tuple[str, str] | None:
    """Words and address of a preuve by its way back; no address when its page is gone."""
    genre, _, rest = cle.partition(":")
    if genre == "demarche":
        demarche = published.current().demarches.get(rest)
        titre = demarche.titre if demarche else "une démarche retirée depuis"
        return f"démarche « {titre} »" if demarche else titre, reverse_url(
            "demarche", rest
        ) if demarche else ""
    if genre == "mesure":
        code, _, annee = rest.rpartition(":")
        known = load_indicateurs().get(code)
        return f"« {known.titre if known else code} », {annee}", reverse_url(
            "indicateur", code
        ) if known else ""
    if genre == "reponse":
        return _name_reponse(rest)
    if genre == "declaration":
        return "déclaration du référent de la métropole", ""
    if genre in GENRES:
        words = f"« {cut(titre, 90)} »" if titre else rest
        return f"{GENRES[genre][0]} {words}", reverse_url(genre, rest)
    return None


def _name_reponse(rest: str) -> tuple[str, str]:
    """Words and address of an answer to a survey: « campagne:siren:chemin »."""
    campagne, siren, chemin = rest.split(":", 2)
    code = chemin.rpartition("/")[2]
    known = territoires.load_metropoles().get(siren)
    words = f"réponse à la question {code} de l’enquête {campagne}"
    return words, _find_reponse(campagne, known.slug, chemin) if known else ""


def _find_reponse(campagne: str, slug: str, chemin: str) -> str:
    """Address of one answer, among those of its territoire."""
    return f"{reverse_url('enquete-territoire', campagne, slug)}#{chemin.rpartition('/')[2]}"


def _as_ligne(acte: Acte) -> Ligne:
    lit = [text for text, is_lit in (*acte.objet, *acte.tiers) if is_lit]
    confiance = (
        "" if acte.confiance is None or acte.etat != "proposee" else f"{round(acte.confiance * 100)}{NBSP}%"
    )
    return Ligne(
        acte=acte,
        genre=GENRES[acte.genre][0],
        etat=_say_etat(acte),
        raison=say_raison(acte.raison, lit),
        confiance=confiance,
        reserve=_say_reserve(acte),
    )


def _say_etat(acte: Acte) -> str:
    when = f" le {date_fr(acte.le)}" if acte.le else ""
    avis = f", {pluriel(acte.avis.nb, 'avis', 'avis')}" if acte.avis and acte.avis.nb > 1 else ""
    return {
        CERTAINE: "établie par une règle certaine",
        CONFIRMEE: f"confirmée{when}{avis}",
        DISCUTEE: f"discutée : les avis diffèrent{avis}",
        REJETEE: f"écartée{when}{avis}",
    }.get(acte.etat, "proposée par la machine")


def _say_reserve(acte: Acte) -> str:
    """Why an established act of the métropole does not count; empty when it does."""
    if acte.est_comptee or acte.lien != METROPOLE or acte.etat not in (CERTAINE, CONFIRMEE):
        return ""
    if acte.annee is None:
        return "ne compte pas : son année n’est pas sûre"
    return "ne compte plus : trop ancien"


def _say_source(source: Source) -> str:
    whose = "de la métropole" if source.lien == METROPOLE else "des communes du territoire"
    one, many = GENRES[source.genre]
    if source.fonds is None:
        return f"{many.capitalize()} {whose}{NBSP}: rien n’a été reçu."
    fonds = source.fonds
    years = (
        "" if fonds.de is None else f", {fonds.de}" if fonds.de == fonds.a else f", de {fonds.de} à {fonds.a}"
    )
    return f"{many.capitalize()} {whose}{NBSP}: {pluriel(fonds.nb, one, many)}{years}."

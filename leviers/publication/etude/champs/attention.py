"""Points of attention of a champ, quoted from sheets and computed; then its texts and further reading."""

from leviers.catalogue.published import Levier as Fiche
from leviers.catalogue.published import Source
from leviers.publication.etude.blocs import Bloc
from leviers.publication.etude.champs.leviers import renvoyer
from leviers.publication.etude.champs.plan import list_leviers, load_plans
from leviers.publication.etude.champs.tournures import OBSERVABLE, Tournures
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.phrases import accorder, chiffre, enumerer
from leviers.publication.etude.texte import Cite, Mot, Renvoi, Texte, dire
from leviers.reference.typography import NBSP
from leviers.reference.typologie import Champ

NB_RESSOURCES = 4


def write_attention(page: Redaction, champ: Champ, tours: Tournures) -> None:
    """A box: the first warning of the most used levier of each group, then what cannot be known."""
    said: list[Bloc] = [
        page.paragraphe(
            f"attention.{fiche.reference.code}",
            "{levier} : {point}",
            levier=renvoyer(fiche.reference),
            point=Cite(fiche.points_de_vigilance[0], f"fiche:{fiche.reference.code}:points_de_vigilance"),
        )
        for fiche in list_vigilances(page.contexte, champ)
    ]
    lire, code = page.contexte.mesurer, champ.code
    unseen, cases = lire("champ-non-observables", code), lire("champ-cases", code)
    if unseen.valeur:
        said.append(
            page.paragraphe(
                "attention.observable",
                tours.prendre(OBSERVABLE),
                couples=chiffre(unseen),
                cases=chiffre(cases),
                part=chiffre(unseen, "part", sur=cases),
            )
        )
    relues = lire("champ-fiches-relues", code)
    said.append(
        page.paragraphe(
            "attention.relecture",
            "Ces fiches éclairent, elles ne remplacent pas un avis juridique : à ce jour, {fiches} par une "
            "personne compétente.",
            fiches=accorder(
                relues,
                "fiche du champ n’a été relue",
                "fiche a été relue",
                "fiches ont été relues",
                feminin=True,
            ),
        )
    )
    page.encadre("Points d’attention", said, style="vigilance")


def list_vigilances(contexte: Contexte, champ: Champ) -> list[Fiche]:
    """For each group of leviers, the sheet of the one met most, the first told when several are."""
    found = []
    for groupe in load_plans()[champ.code].groupes:
        sheets = [contexte.catalogue.leviers.get(levier.code) for levier in groupe.leviers]
        useful = [one for one in sheets if one is not None and one.points_de_vigilance]
        if useful:
            found.append(max(useful, key=lambda one: _count(contexte, one)))
    return found


def _count(contexte: Contexte, fiche: Fiche) -> float:
    return contexte.mesurer("metropoles-par-levier", fiche.reference.code).valeur or 0


def write_references(page: Redaction, champ: Champ) -> None:
    """The first legal text of each levier, then a few pages to go further; nothing when there is none."""
    sheets = [page.contexte.catalogue.leviers.get(levier.code) for levier in list_leviers(champ)]
    known = [one for one in sheets if one is not None]
    textes = list(_list_textes(page.contexte, known).values())
    ressources = list(_list_ressources(page.contexte, known).values())
    if not (textes or ressources):
        return
    page.titre("Textes et ressources", ancre=f"references-{champ.code}")
    if textes:
        page.par("references.textes", "{textes}.", style="petit", textes=_join(textes))
    if ressources:
        page.par(
            "references.ressources",
            "Pour aller plus loin : {pages}.",
            style="petit",
            pages=enumerer(ressources[:NB_RESSOURCES]),
        )


def _join(textes: list[Texte]) -> Texte:
    """One after the other, set apart by semicolons, since they hold commas and colons."""
    said: list[Texte] = [textes[0], *((Mot(f"{NBSP}; "), *one) for one in textes[1:])]
    return tuple(piece for one in said for piece in one)


def _list_textes(contexte: Contexte, fiches: list[Fiche]) -> dict[str, Texte]:
    """By reference, since several leviers rest on the same article."""
    found: dict[str, Texte] = {}
    for fiche in fiches:
        base = next(iter(fiche.base_juridique), None)
        if base is None or str(base["reference"]) in found:
            continue
        de, reference = f"fiche:{fiche.reference.code}:base_juridique", str(base["reference"])
        objet = dire(" : {objet}", objet=Cite(str(base["objet"]), de)) if base.get("objet") else ()
        unread = () if base.get("verifie") else (Mot(" (référence non relue)"),)
        found[reference] = (
            Cite(reference, de),
            *objet,
            *unread,
            *_cite(contexte, base.get("url"), reference),
        )
    return found


def _list_ressources(contexte: Contexte, fiches: list[Fiche]) -> dict[str, Texte]:
    found: dict[str, Texte] = {}
    for fiche in fiches:
        for one in fiche.pour_aller_plus_loin[:1]:
            if one["url"] not in found and len(found) < NB_RESSOURCES:
                words = Cite(one["titre"], f"fiche:{fiche.reference.code}:pour_aller_plus_loin")
                found[one["url"]] = (words, *_cite(contexte, one["url"], one["titre"]))
    return found


def _cite(contexte: Contexte, url: object, titre: str) -> tuple[Renvoi, ...]:
    return (contexte.sources.cite([Source(str(url), titre, "", "", est_morte=False)]),) if url else ()

"""« Le cadre légal »: dated texts, the thresholds they set, what was read of them, and whose power it is."""

from leviers.catalogue.published import Source
from leviers.publication.etude.blocs import Chapitre, Frise
from leviers.publication.etude.blocs import Repere as Date
from leviers.publication.etude.chapitres.methode import CONSULTEES
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.phrases import chiffre, joindre
from leviers.publication.etude.texte import Cite, Renvoi, Texte, Valeur, dire, fort
from leviers.reference import typologie
from leviers.reference.cadre import Seuil, load_chronologie
from leviers.reference.cadre import Texte as Loi
from leviers.reference.typography import NBSP, date_fr, nombre

COMPETENCES = (
    ("propre", "Compétence propre", "la métropole décide seule"),
    ("partagee", "Compétence partagée", "d’autres collectivités ou l’État interviennent aussi"),
    ("conditionnee", "Compétence conditionnée", "un texte ou un accord préalable est nécessaire"),
    ("facultative", "Compétence facultative", "la métropole peut agir, rien ne l’y oblige"),
)
COMPTES = ("métropoles", "territoires")
"""Units of numbers that set no threshold: told in the timeline, left out of the table."""
LU = "verifie"


def write(contexte: Contexte) -> list[Chapitre]:
    """The whole chapter."""
    page = contexte.chapitre("cadre", "Le cadre légal")
    page.par(
        "chapeau",
        "Une métropole n’agit que dans ses compétences. En une génération, la loi lui a ouvert des voies "
        "vers l’ESS : l’entrée au capital de coopératives, la convention, les clauses et les marchés "
        "réservés, le schéma d’achats responsables, la publication des données.",
        style="chapeau",
    )
    page.encadre(
        "Un repérage, pas un avis juridique",
        [
            page.paragraphe(
                "reserve",
                "Ces textes ont été lus en {mois} dans des pages publiques qui les citent ou les "
                "commentent, et non tous à leur source officielle. La frise signale ceux qui n’ont été lus "
                "qu’en partie. Vérifiez sur Légifrance avant tout usage.",
                mois=Cite(CONSULTEES, "regle:cadre:lecture"),
            )
        ],
        style="vigilance",
    )
    page.titre("Les textes, du plus ancien au plus récent", ancre="cadre-frise")
    page.ajouter(Frise(tuple(_as_date(contexte, one) for one in load_chronologie())))
    _show_seuils(page)
    _tell_competence(page)
    return [page.fermer()]


def quote(loi: Loi, field: str, words: str = "") -> Cite:
    """One field of a dated text; `words` when it is written otherwise than it is kept."""
    return Cite(words or getattr(loi, field), f"texte:{loi.date} {loi.titre}:{field}")


def _as_date(contexte: Contexte, loi: Loi) -> Date:
    texte = dire("{reference}. {portee}", reference=quote(loi, "reference"), portee=quote(loi, "portee"))
    details: list[Texte] = []
    if loi.entree_en_vigueur:
        entree = quote(loi, "entree_en_vigueur", date_fr(loi.entree_en_vigueur))
        details.append(dire("En vigueur : {jour}.", jour=entree))
    details += [_say_seuil(loi, place, one) for place, one in enumerate(loi.seuils)]
    details += _say_lecture(loi)
    return Date(
        (quote(loi, "date", date_fr(loi.date)),),
        (quote(loi, "titre"),),
        texte if loi.reference else (quote(loi, "portee"),),
        tuple(details),
        _cite(contexte, loi),
    )


def _cite(contexte: Contexte, loi: Loi) -> Renvoi:
    pages = [Source(url, loi.reference or loi.titre, "", "", False) for url in (loi.url, *loi.autres_urls)]
    return contexte.sources.cite(pages, f"en {CONSULTEES}")


def _say_lecture(loi: Loi) -> list[Texte]:
    """What to know of the reading; nothing when the whole text was read and nothing is added."""
    precision = (quote(loi, "precision"),) if loi.precision else ()
    if loi.verification == LU:
        return [dire("À savoir : {precision}.", precision=precision)] if precision else []
    said = "Texte {lecture} : {precision}." if precision else "Texte {lecture}.{precision}"
    return [dire(said, lecture=quote(loi, "lecture"), precision=precision)]


def _say_seuil(loi: Loi, place: int, one: Seuil) -> Texte:
    return dire(
        "{objet} {valeur}." if one.objet.endswith(" de") else "{objet} : {valeur}.",
        objet=quote(loi, f"seuils.{place}.objet", one.objet),
        valeur=quote(loi, f"seuils.{place}.mesure", write_seuil(one)),
    )


def write_seuil(one: Seuil) -> str:
    """A threshold as it is read: value and unit."""
    return f"{nombre(one.valeur)}{NBSP}{one.unite}"


def _show_seuils(page: Redaction) -> None:
    rows: list[tuple[Valeur, ...]] = [
        (
            quote(loi, f"seuils.{place}.objet", one.objet),
            quote(loi, f"seuils.{place}.mesure", write_seuil(one)),
            "au plus" if one.sens == "maximum" else "",
            _since(loi, place, one),
            dire("{titre}{renvoi}", titre=quote(loi, "titre"), renvoi=_cite(page.contexte, loi)),
        )
        for loi in load_chronologie()
        for place, one in enumerate(loi.seuils)
        if one.unite not in COMPTES
    ]
    page.titre("Les seuils à connaître", ancre="cadre-seuils")
    page.par(
        "seuils",
        "Un seuil dépassé change une obligation : signer une convention, adopter un schéma, publier une "
        "donnée. Un texte récent peut remplacer un seuil plus ancien ; les deux figurent, avec leur date.",
    )
    page.tableau(
        dire("Seuils fixés par les textes, du plus ancien au plus récent"),
        ("Objet", "Valeur", "Sens", "À partir du", "Texte"),
        rows,
        "gdggg",
        largeurs=(0.34, 0.14, 0.08, 0.18, 0.26),
        source=dire("Valeurs telles que les pages lues les donnent ; à vérifier avant tout usage juridique."),
        ancre="cadre-tableau-seuils",
    )


def _since(loi: Loi, place: int, one: Seuil) -> Cite:
    """When a threshold starts: its own date, that of its text coming into force, or that of the text."""
    if one.a_partir_du:
        return quote(loi, f"seuils.{place}.a_partir_du", date_fr(one.a_partir_du))
    field = "entree_en_vigueur" if loi.entree_en_vigueur else "date"
    return quote(loi, field, date_fr(getattr(loi, field)))


def _tell_competence(page: Redaction) -> None:
    fiches = page.contexte.catalogue.leviers
    page.titre("Qui a le pouvoir d’agir", ancre="cadre-competence")
    page.par(
        "competence",
        "Chaque fiche de levier dit à quel titre une métropole peut l’employer, et sur quel fondement. "
        "C’est une appréciation, que le service juridique doit confirmer. Une métropole peut avoir des "
        "compétences plus larges par convention ; la Métropole de Lyon exerce aussi celles d’un département.",
    )
    items: list[Texte] = []
    for nature, nom, sens in COMPETENCES:
        nombre_de = page.contexte.mesurer("cadre-competences", nature)
        noms: list[Texte] = [
            (Cite(one.nom_court, f"levier:{code}:nom_court"),)
            for code, one in typologie.load_leviers().items()
            if code in fiches and fiches[code].competence_nature == nature
        ]
        items.append(
            dire(
                "{tete} ({sens}) : {nombre}. {noms}." if noms else "{tete} ({sens}) : {nombre}.{noms}",
                tete=fort(nom),
                sens=sens,
                nombre=chiffre(nombre_de, "compte-m"),
                noms=joindre(noms, " ; "),
            )
        )
    page.liste(items)

"""Chapters written by hand, which hold every kind of block and of piece, and titles meant to do harm."""

from leviers.publication.etude import blocs
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.mesures import Mesure
from leviers.publication.etude.phrases import chiffre, compter, part, sur
from leviers.publication.etude.texte import Cite, Lien, Mot, Note, Renvoi, dire, fort
from leviers.reference import territoires, typologie

HOSTILE = "<script>alert(7)</script> # $x$ *a* _b_ @c « d »"
RTL = "مشروع \u202e abc"
LONG = "anticonstitutionnellement" * 6


def write_methode(contexte: Contexte) -> list[blocs.Chapitre]:
    """Running text, notes, sources, lists, a box, key figures, a table, a chart."""
    page = contexte.chapitre("methode", "Comment lire cette étude")
    total = contexte.mesurer("nb-metropoles")
    spaser = contexte.mesurer("metropoles-par-levier", "spaser")
    demarche = next(iter(contexte.etat.demarches))
    renvoi = contexte.sources.cite(demarche.sources, "le jour de l’édition")
    page.par("chapeau", "Un levier repéré ici a été vu quelque part, avec sa page.", style="chapeau")
    page.par(
        "perimetre",
        "L’étude porte sur {total}. Un schéma de promotion des achats est repéré dans {part}{note}. "
        "Les preuves viennent de pages publiques {renvoi}, et {lien} dit comment les lire. {fort}.",
        total=compter(total, "métropole", feminin=True),
        part=sur(spaser, total, "métropole", feminin=True),
        note=Note(
            dire(
                "Le schéma est obligatoire au-dessus d’un seuil d’achats : voir {lien}.",
                lien=Lien("le cadre", ancre="cadre"),
            )
        ),
        renvoi=renvoi,
        lien=Lien("le chapitre suivant", ancre="achats"),
        fort=fort("Une case vide ne veut jamais dire non"),
    )
    page.titre("Ce qui a été relevé", ancre="releve")
    page.par(
        "releve",
        "Le relevé part de {lien}, puis remonte aux textes votés.",
        lien=Lien("pages publiques", adresse="https://exemple.invalid/p"),
    )
    page.liste(
        [
            "des démarches, décrites une à une",
            Cite(HOSTILE, "demarche:x:titre"),
            Cite(RTL, "demarche:y:titre"),
        ]
    )
    _write_blocks(page, total, spaser, renvoi)
    return [page.fermer()]


def _write_blocks(page: Redaction, total: Mesure, spaser: Mesure, renvoi: Renvoi) -> None:
    """The same chapter goes on: figures, boxes, a table, a chart."""
    contexte = page.contexte
    page.titre("Trois repères", niveau=3)
    page.chiffres_cles(
        [
            ((chiffre(total),), "métropoles observées"),
            ((chiffre(spaser),), "métropoles où le schéma est repéré"),
            (part(spaser, total), "des métropoles"),
        ]
    )
    page.encadre(
        "À retenir",
        [
            page.paragraphe(
                "retenir", "Un niveau dit la force de la preuve, jamais la qualité d’une politique."
            )
        ],
    )
    page.encadre(
        "Point de vigilance",
        [page.paragraphe("vigilance", "Ne comparez pas des nombres de démarches.")],
        style="vigilance",
    )
    page.tableau(
        dire("Leviers et métropoles"),
        ("Levier", "Métropoles", "Part"),
        [
            (
                one,
                chiffre(contexte.mesurer("metropoles-par-levier", code)),
                part(contexte.mesurer("metropoles-par-levier", code), total),
            )
            for one, code in (
                ("Schéma de promotion des achats", "spaser"),
                ("Tiers-lieu", "tiers-lieu"),
                ("Monnaie locale", "monnaie-locale"),
            )
        ],
        "gdd",
        largeurs=(3, 1, 1),
        source=dire("Relevé des démarches, pages publiques {renvoi}.", renvoi=renvoi),
        ancre="tableau-leviers",
    )
    page.figure("champs/achats-responsables", ancre="figure-achats")
    page.par(
        "fin", "Les termes sont définis {lien}.", style="petit", lien=Lien("au glossaire", ancre="glossaire")
    )


def write_champ(contexte: Contexte) -> list[blocs.Chapitre]:
    """A champ: démarches told in full, hostile titles, dated texts."""
    page = contexte.chapitre(
        "achats", "Achats socialement responsables", genre="champ", couleur="achats-responsables"
    )
    page.par("chapeau", "La commande publique est le premier levier dont chacune dispose.", style="chapeau")
    page.titre("Démarches")
    found = [one for one in contexte.etat.demarches if one.champ.code == "achats-responsables"] or list(
        contexte.etat.demarches
    )
    for place, one in enumerate(found[:3]):
        titre = (Cite(HOSTILE if place == 1 else one.titre, f"demarche:{one.id}:titre"),)
        page.ajouter(
            blocs.Recit(
                f"demarche-{one.id}",
                titre,
                one.territoire.nom_court,
                (Cite("depuis 2021", f"demarche:{one.id}:annees"),),
                tuple(levier.code for levier in one.leviers),
                (Cite(one.description, f"demarche:{one.id}:description"),),
                ((Cite("12 marchés réservés", f"demarche:{one.id}:chiffres"),),),
                dire("un réseau local, une chambre"),
                contexte.sources.cite(one.sources),
                f"/demarches/{one.id}/",
            )
        )
    page.titre("Le cadre", ancre="cadre")
    source = contexte.sources.cite(found[0].sources)
    page.ajouter(
        blocs.Frise(
            tuple(
                blocs.Repere(
                    (Cite(when, "texte:x:date"),),
                    (Cite(name, "texte:x:titre"),),
                    dire("Elle crée le schéma, et oblige à le publier."),
                    (dire("Au-dessus d’un seuil fixé par décret."),),
                    source,
                )
                for when, name in (
                    ("31 juillet 2014", "Loi relative à l’économie sociale et solidaire"),
                    ("22 août 2021", f"Loi {LONG}"),
                )
            )
        )
    )
    return [page.fermer()]


def write_matrice(contexte: Contexte) -> list[blocs.Chapitre]:
    """The matrix: every metropole, every levier."""
    matrice = contexte.chapitre("matrice", "La matrice", genre="matrice", est_numerote=False)
    known = contexte.usages
    colonnes, codes = [], []
    for champ in typologie.load_champs().values():
        own = [one for one in typologie.load_leviers().values() if one.champ is champ]
        colonnes.append(
            (
                champ.nom,
                tuple(
                    (one.nom_court, "achats" if place == 0 else f"levier-{one.code}")
                    for place, one in enumerate(own)
                ),
            )
        )
        codes.extend(one.code for one in own)
    places = list(territoires.load_metropoles().values())
    lignes = tuple(
        (
            one.nom_court,
            tuple(
                known.by_key[(one.siren, code)].niveau.signe if (one.siren, code) in known.by_key else "○"
                for code in codes
            ),
            (chiffre(contexte.mesurer("nb-metropoles")),),
        )
        for one in places
    )
    matrice.ajouter(
        blocs.Matrice(
            "Leviers repérés par métropole",
            "Vingt-deux lignes, cinquante colonnes : chaque signe dit un niveau de preuve.",
            tuple(colonnes),
            lignes,
            (
                ("○", "non repéré"),
                ("◔", "déclaré"),
                ("◑", "documenté"),
                ("◕", "constaté"),
                ("●", "mesuré"),
                ("∅", "non observable"),
            ),
        )
    )
    return [matrice.fermer()]


def write_portraits(contexte: Contexte) -> list[blocs.Chapitre]:
    """Five portraits, each a chapter."""
    portraits = []
    for one in list(territoires.load_metropoles().values())[:5]:
        page = contexte.chapitre(f"portrait-{one.slug}", one.nom_court, genre="portrait", est_numerote=False)
        cles = blocs.ChiffresCles(
            (
                ((chiffre(contexte.mesurer("nb-metropoles")),), dire("métropoles")),
                ((Cite("12 M€", "x:y:z"),), dire("achetés")),
            )
        )
        page.ajouter(
            blocs.Portrait(
                one.slug,
                one.nom,
                dire("Une métropole de {n}, au bord de l’eau.", n=Cite("24 communes", "territoire:x:y")),
                cles,
                (
                    (
                        "achats-responsables",
                        (Cite("5 sur 8", "x:y:z"),),
                        dire("schéma de promotion, clause sociale, marché réservé"),
                    ),
                    ("Gouvernance et stratégie", (Cite("2 sur 6", "x:y:z"),), dire("stratégie votée")),
                ),
                contexte.dessiner("leviers/spaser/carte", est_petite=True),
                (
                    page.paragraphe(
                        "suite", "Son conseil a voté une stratégie {renvoi}.", renvoi=Renvoi((1,))
                    ),
                ),
            )
        )
        portraits.append(page.fermer())
    return portraits


def write_fin(contexte: Contexte) -> list[blocs.Chapitre]:
    """Glossary, index, sources."""
    fin = contexte.chapitre("annexes", "Glossaire, index et sources", genre="annexe", est_numerote=False)
    fin.titre("Glossaire", ancre="glossaire")
    fin.ajouter(
        blocs.Definitions(
            (
                ("levier", dire("un instrument à la portée d’une métropole")),
                (HOSTILE, (Mot("une définition"),)),
            )
        )
    )
    fin.titre("Index des leviers")
    fin.ajouter(
        blocs.Index(
            (
                ("Schéma de promotion", (("achats", "achats"), ("méthode", "releve"))),
                ("Monnaie locale", (("nulle part", "inconnue"),)),
            )
        )
    )
    fin.titre("Sources")
    fin.ajouter(blocs.References())
    return [fin.fermer()]


WRITERS = (write_methode, write_champ, write_matrice, write_portraits, write_fin)

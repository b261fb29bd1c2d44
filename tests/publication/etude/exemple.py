"""A study made by hand, which holds every kind of block and piece; hostile words where asked."""

from datetime import date

from leviers.publication.etude.blocs import (
    Chapitre,
    ChiffresCles,
    Definitions,
    Encadre,
    Figure,
    Frise,
    Index,
    Liste,
    Matrice,
    Paragraphe,
    Portrait,
    Recit,
    Reference,
    References,
    Repere,
    Tableau,
    Titre,
)
from leviers.publication.etude.contexte import Edition
from leviers.publication.etude.etude import ETUDE, Etude
from leviers.publication.etude.texte import Chiffre, Cite, Lien, Note, Renvoi, Texte, dire, fort

HOSTILE = (
    "Un titre « entre » \"guillemets\", #un $deux *trois* _quatre_ @cinq <script>alert('six')</script> "
    "[sept](https://exemple.invalid) `huit` \\neuf //dix /* onze */"
)
LONG = "Anticonstitutionnellement" * 12
RTL = "שלום עולם مرحبا"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 200">'
    '<rect x="10" y="10" width="300" height="40" fill="#b3360b"/></svg>'
)
QUATORZE = Chiffre("14", "metropoles-par-levier", "spaser")


def cite(texte: str) -> Texte:
    """Words of a record."""
    return (Cite(texte, "demarche:exemple:titre"),)


def make_chapitre(texte: str, *, code: str = "chapitre") -> Chapitre:
    """One chapter with every block of running text."""
    phrase = dire(
        "{cite} se voit dans {nb} métropoles{renvoi}{note}, {lien}.",
        cite=cite(texte),
        nb=QUATORZE,
        renvoi=Renvoi((1, 2)),
        note=Note(dire("Une note.")),
        lien=Lien("voir la matrice", ancre="matrice"),
    )
    figure = Figure("champs/x", texte[:80], "Sous-titre", "Alternative en mots", "Source", "dessin", "/x/")
    recit = Recit(
        f"recit-{code}",
        cite(texte),
        "Orval Métropole",
        cite("depuis 2021"),
        ("SPASER", "Clause sociale"),
        cite(texte * 2),
        (cite("Heures d’insertion : 12 000"),),
        cite("Atelier Nord, Régie Sud"),
        Renvoi((1,)),
        "/demarches/exemple/",
    )
    frise = Frise((Repere(cite("2014-07-31"), cite("Loi"), cite(texte), (cite("Seuil"),), Renvoi((2,))),))
    colonnes = ("Levier", "Métropoles", "Remarque")
    rows = tuple((cite(f"{texte[:60]} {n}"), (QUATORZE,), cite(texte)) for n in range(4))
    return Chapitre(
        code,
        texte[:70],
        "champ",
        (
            Paragraphe(phrase, f"{code}.chapeau", style="chapeau"),
            ChiffresCles((((QUATORZE,), dire("métropoles")), (cite("3,2 M€"), dire("de subventions")))),
            Titre(2, cite(texte), f"titre-{code}"),
            Paragraphe(phrase, f"{code}.un"),
            Liste((dire("Un point"), phrase)),
            Liste((dire("D’abord"), dire("Ensuite")), est_ordonnee=True),
            Tableau(cite(texte), colonnes, rows, "gdg", (3, 1, 3), dire("Source : la matrice.")),
            figure,
            Titre(3, cite(texte), f"levier-{code}"),
            Paragraphe(phrase, f"{code}.deux"),
            recit,
            Encadre(dire("À retenir"), (Paragraphe(phrase), Liste((phrase,)))),
            Encadre(cite(texte), (Paragraphe(cite(texte)),), "vigilance"),
            frise,
        ),
        "achats-responsables",
    )


def make_matrice() -> Chapitre:
    """Three métropoles and four leviers."""
    colonnes = (
        ("Achats", (("SPASER", "levier-chapitre"), ("Clause sociale", "nulle-part"))),
        ("Foncier", (("Tiers-lieux", ""), ("Locaux", ""))),
    )
    signs = ("●", "◑", "·", "∅")
    lignes = tuple((name, signs, (QUATORZE,)) for name in ("Lyon", "Orval", "Saint-Étienne"))
    legende = (("●", "mesuré"), ("◑", "documenté"), ("·", "non repéré"), ("∅", "non observable"))
    block = Matrice("La matrice", "Trois métropoles et quatre leviers.", colonnes, lignes, legende)
    return Chapitre("matrice", "La matrice", "matrice", (Paragraphe(dire("Lire la matrice.")), block))


def make_portrait(texte: str, *, nb: int = 12) -> Chapitre:
    """One portrait, with so many démarches."""
    items = tuple((*cite(f"{texte[:90]} ({2000 + n})"), Renvoi((1,))) for n in range(nb))
    blocs = (
        Titre(2, dire("Les démarches")),
        Liste(items) if items else Paragraphe(dire("Aucune démarche connue.")),
        Titre(2, dire("Ce qui n’est pas publié")),
        Paragraphe(cite(texte)),
    )
    chiffres = ChiffresCles(tuple(((QUATORZE,), cite(texte[:60])) for _ in range(4)))
    champs = (("Achats", cite("2 sur 9"), cite(f"● SPASER, {texte[:60]}")), ("Foncier", cite("0 sur 7"), ()))
    one = Portrait("portrait-orval-tete", texte[:60], cite("Région"), chiffres, champs, None, blocs)
    return Chapitre("portrait-orval", texte[:60], "portrait", (one,), est_numerote=False)


def make_annexes(texte: str) -> Chapitre:
    """Index, glossary, sources."""
    index = Index(
        ((texte[:40], (("ici", "levier-chapitre"), ("là", "recit-chapitre"))), ("Nulle part", (("x", "y"),)))
    )
    references = tuple(
        Reference(
            n, texte[:90], "Éditeur", "2021", "en novembre 2026", f"https://exemple.invalid/{LONG}?a=1&b=2"
        )
        for n in (1, 2)
    )
    return Chapitre(
        "annexes",
        "Annexes",
        "annexe",
        (
            Titre(2, dire("Index")),
            index,
            Titre(2, dire("Glossaire")),
            Definitions((("ESS", cite(texte)),)),
            Titre(2, dire("Sources")),
            References(references),
            Paragraphe((fort("En gras"), *dire(", la licence.")), style="petit"),
        ),
        est_numerote=False,
    )


def make_etude(
    texte: str = "Une clause sociale", *, est_brouillon: bool = False, forme: str = ETUDE
) -> Etude:
    """The whole: chapter, matrix, portrait, annexes."""
    chapitres = (
        make_chapitre(texte),
        make_matrice(),
        Chapitre(
            "portraits",
            "Les portraits",
            "texte",
            (Paragraphe(dire("Comment les lire. " + "Chacun tient sur deux pages. " * 5)),),
        ),
        make_portrait(texte),
        make_annexes(texte),
    )
    return Etude(
        forme,
        "Ce que font les métropoles",
        "Leurs leviers",
        Edition("courante" if est_brouillon else "2026", date(2026, 11, 27), est_brouillon),
        "881-3-d8b5e6978bc1",
        "d8b5e6978bc1",
        chapitres,
        {"dessin": SVG},
    )

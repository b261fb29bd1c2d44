"""What is searched: one document for each published démarche, levier, métropole, article."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leviers.catalogue.published import Demarche, Published, Repere
from leviers.participation.articles.publies import Publie, list_articles
from leviers.reference import territoires, typologie
from leviers.search.words import list_stems

DEMARCHE, LEVIER, METROPOLE, ARTICLE = "demarche", "levier", "metropole", "article"


@dataclass(frozen=True, slots=True)
class Document:
    """Texts by field, in the order of their weight (see `index.BOOSTS`).

    `genre` and `cle` name the page of the thing; `contexte` and `champ` are shown, not searched.
    """

    genre: str
    cle: str
    contexte: str
    champ: typologie.Champ | None
    titre: str
    noms: str
    mots_cles: str
    description: str
    partenaires: str
    sources: str


def list_documents(catalogue: Published) -> Iterator[Document]:
    """Every document of one version: démarches in their order, leviers, métropoles, then articles."""
    for demarche in catalogue.demarches.values():
        yield _of_demarche(demarche)
    for levier in typologie.load_leviers().values():
        yield _of_levier(levier, catalogue)
    for metropole in territoires.load_metropoles().values():
        reperes = [repere for repere in catalogue.reperes if repere.territoire.siren == metropole.siren]
        yield _of_metropole(metropole, reperes)
    for article in list_articles(catalogue):
        yield _of_article(article)


def list_hidden_texts(demarche: Demarche) -> tuple[tuple[str, str], ...]:
    """What is searched of a démarche besides its title and description, each with a name for readers."""
    document = _of_demarche(demarche)
    return (
        ("métropole ou leviers", document.noms),
        ("mots-clés de ses leviers", document.mots_cles),
        ("partenaires ou chiffres", document.partenaires),
        ("sources ou années", document.sources),
    )


def _of_demarche(demarche: Demarche) -> Document:
    period = [str(year) for year in (demarche.annee_debut, demarche.annee_fin) if year]
    return Document(
        genre=DEMARCHE,
        cle=demarche.id,
        contexte=demarche.territoire.nom,
        champ=demarche.champ,
        titre=demarche.titre,
        noms=_join(
            demarche.territoire.nom,
            demarche.territoire.ville_centre["nom"],
            demarche.levier,
            *(f"{levier.nom} {levier.nom_court}" for levier in demarche.leviers),
        ),
        mots_cles=_list(
            [demarche.champ.nom, *(word for levier in demarche.leviers for word in levier.mots_cles)]
        ),
        description=demarche.description,
        partenaires=_list([*demarche.partenaires, *(chiffre.libelle for chiffre in demarche.chiffres)]),
        sources=_list([*(f"{source.titre} ({source.editeur})" for source in demarche.sources), *period]),
    )


def _of_levier(levier: typologie.Levier, catalogue: Published) -> Document:
    sheet = catalogue.leviers.get(levier.code)
    return Document(
        genre=LEVIER,
        cle=levier.code,
        contexte=levier.champ.nom,
        champ=levier.champ,
        titre=_name(levier),
        noms=levier.code,
        mots_cles=_list([levier.champ.nom, *levier.mots_cles]),
        description=f"{sheet.definition} {sheet.en_bref}" if sheet else levier.definition,
        partenaires=_join(*(f"{step['titre']} : {step['texte']}" for step in sheet.etapes)) if sheet else "",
        sources=_list(str(text["reference"]) for text in levier.base_juridique),
    )


def _name(levier: typologie.Levier) -> str:
    """The name, and the short one when it says something else (SPASER)."""
    says_more = set(list_stems(levier.nom_court)) - set(list_stems(levier.nom))
    return f"{levier.nom} ({levier.nom_court})" if says_more else levier.nom


def _of_metropole(metropole: territoires.Metropole, reperes: list[Repere]) -> Document:
    communes = (commune["nom"] for commune in territoires.load_communes()[metropole.siren])
    departements = (territoires.load_departements()[code] for code in metropole.departements)
    return Document(
        genre=METROPOLE,
        cle=metropole.slug,
        contexte=metropole.region,
        champ=None,
        titre=metropole.nom,
        noms=_join(metropole.ville_centre["nom"], metropole.region, *departements),
        mots_cles="",
        description=_join(*(_tell(repere) for repere in reperes)),
        partenaires=_list(communes),
        sources=_list({repere.source.editeur: None for repere in reperes}),
    )


def _of_article(article: Publie) -> Document:
    """Of an article for subscribers, the title and the chapô alone: its `texte` is empty."""
    leviers = [typologie.load_leviers()[code] for code in article.list_codes("levier")]
    places = [territoires.load_metropoles()[code] for code in article.list_codes("territoire")]
    champs = [typologie.load_champs()[code] for code in article.list_codes("champ")]
    return Document(
        genre=ARTICLE,
        cle=article.slug,
        contexte=article.auteur.nom if article.auteur else "sans signature",
        champ=None,
        titre=article.titre,
        noms=_join(*(place.nom for place in places), *(f"{one.nom} {one.nom_court}" for one in leviers)),
        mots_cles=_list([champ.nom for champ in champs]),
        description=_join(article.chapo, article.texte),
        partenaires="",
        sources="",
    )


def _tell(repere: Repere) -> str:
    valeur = _nombre(repere.valeur) if repere.genre == "nombre" else repere.valeur
    said = "" if repere.genre == "oui" else f" : {valeur} {repere.unite}".rstrip()
    year = f" ({repere.annee})" if repere.annee else ""
    return f"{repere.libelle}{said}{year}."


def _nombre(text: str) -> str:
    """1234.5 as a reader expects it: 1 234,5."""
    return f"{float(text):,.1f}".removesuffix(".0").replace(",", "\u202f").replace(".", ",")


def _join(*parts: str, between: str = " ") -> str:
    return between.join(part for part in parts if part).replace("'", "’")


def _list(parts: Iterable[str]) -> str:
    return _join(*parts, between=", ")

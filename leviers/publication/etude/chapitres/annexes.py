"""The end of the study: glossary, index, sources, credits, licence, how to cite it and where the data are."""

from leviers.evidence.matrix import fold
from leviers.publication.donnees.etat import name_publisher, name_site
from leviers.publication.etude.blocs import Chapitre, Index, References
from leviers.publication.etude.chapitres import glossaire
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.texte import Cite, Lien, Texte, dire
from leviers.publication.etude.titre import LICENCE_DONNEES, LICENCE_LOGICIEL, LICENCE_POLICES, TITRE
from leviers.reference.etudes import METROPOLES_2019, TERRITOIRES_URBAINS_2021, load_etudes
from leviers.reference.typography import date_fr, typo

INDEX = (("leviers", "Leviers"), ("territoires", "Métropoles"), ("structures", "Structures et réseaux"))


def write(contexte: Contexte) -> list[Chapitre]:
    """Every annex that has something to say; written last, since chapters fill index and sources."""
    return [
        *glossaire.write(contexte),
        *_write_index(contexte),
        *_write_sources(contexte),
        *_write_citer(contexte),
    ]


def write_court(contexte: Contexte) -> list[Chapitre]:
    """What closes the summary: its sources; how to cite it stands at the back of the cover."""
    return _write_sources(contexte)


def _write_index(contexte: Contexte) -> list[Chapitre]:
    page = contexte.chapitre("index", "Index", genre="annexe", est_numerote=False)
    for sorte, titre in INDEX:
        if terms := contexte.index.get(sorte):
            page.titre(titre, ancre=f"index-{sorte}")
            page.ajouter(
                Index(tuple((typo(term), _list_places(terms[term])) for term in sorted(terms, key=fold)))
            )
    return [page.fermer()] if page.blocs else []


def _list_places(places: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((mots, ancre) for ancre, mots in places.items())


def _write_sources(contexte: Contexte) -> list[Chapitre]:
    if not contexte.sources.found:
        return []
    page = contexte.chapitre("sources", "Sources", genre="annexe", est_numerote=False)
    page.par(
        "sources",
        "Voici toutes les pages et tous les fichiers cités, dans l’ordre où ils apparaissent. Le numéro est "
        "celui des renvois du texte. Une page peut changer après le jour où nous l’avons lue.",
    )
    page.ajouter(References())
    return [page.fermer()]


def _write_citer(contexte: Contexte) -> list[Chapitre]:
    """Credits, licence, citation, data: one page."""
    page = contexte.chapitre("credits", "Crédits, licence et citation", genre="annexe", est_numerote=False)
    _tell_citation(page)
    _tell_donnees(page)
    _tell_licence(page)
    _tell_credits(page)
    return [page.fermer()]


def _tell_citation(page: Redaction) -> None:
    edition, etat = page.contexte.edition, page.contexte.etat
    page.titre("Citer cette étude", ancre="credits-citer")
    page.par(
        "citer",
        "Leviers, « {titre} », {edition}, {jour}, {adresse}.",
        titre=Cite(TITRE, f"edition:{edition.code}:nom"),
        edition=Cite(edition.titre, f"edition:{edition.code}:titre"),
        jour=Cite(date_fr(edition.jour), f"edition:{edition.code}:jour"),
        adresse=_link(f"/etude/{edition.code}/"),
    )
    build: Texte = dire("Elle ne repose sur aucun fichier de données ouvertes.")
    if etat.build:
        build = dire(
            "Ses données ouvertes forment le build {numero}.",
            numero=Cite(etat.build.numero, "etat:build:numero"),
        )
    page.par(
        "version",
        "Cette édition porte la version {version}. {build}",
        version=Cite(etat.version, "etat:etat:version"),
        build=build,
    )
    if edition.est_brouillon:
        page.par(
            "brouillon",
            "Ceci est un brouillon : ses chiffres et ses textes changent encore. Citez de préférence une "
            "édition publiée.",
        )


def _tell_donnees(page: Redaction) -> None:
    page.titre("Où sont les données", ancre="credits-donnees")
    page.par(
        "donnees",
        "Les tables d’où viennent tous les chiffres se téléchargent à l’adresse {donnees}, en CSV et en "
        "Parquet, avec leur dictionnaire. La méthode, les règles de preuve et l’évaluation de la machine "
        "sont à l’adresse {methode}.",
        donnees=_link("/donnees/"),
        methode=_link("/methode/"),
    )


def _tell_licence(page: Redaction) -> None:
    page.titre("Licence", ancre="credits-licence")
    page.par(
        "licence",
        "Textes, tableaux, figures et données sont sous {donnees}. Vous pouvez les copier, les modifier et "
        "les publier, même pour les vendre, à condition d’en citer la source et la date. Les titres de "
        "pages et les noms d’éditeurs sont des citations. Certaines listes publiques lues n’ont pas de "
        "licence dite : elles ne sont pas redonnées. Le logiciel est sous {logiciel}, les polices de "
        "caractères sous {polices}.",
        donnees=Cite(LICENCE_DONNEES, "licence:donnees:nom"),
        logiciel=Cite(LICENCE_LOGICIEL, "licence:logiciel:nom"),
        polices=Cite(LICENCE_POLICES, "licence:polices:nom"),
    )


def _tell_credits(page: Redaction) -> None:
    etudes = load_etudes()
    page.titre("Crédits", ancre="credits-credits")
    page.par(
        "credits",
        "La grille de lecture doit beaucoup à deux études : « {premiere} », sur les métropoles, et « "
        "{seconde} », sur les territoires urbains. Les faits viennent des pages publiques citées ; leur "
        "rédaction est la nôtre, et les erreurs aussi. Chacun peut les signaler sur le site.",
        premiere=Cite(etudes[METROPOLES_2019].titre, f"etude:{METROPOLES_2019}:titre"),
        seconde=Cite(etudes[TERRITOIRES_URBAINS_2021].titre, f"etude:{TERRITOIRES_URBAINS_2021}:titre"),
    )
    if name_publisher() != "Leviers":
        page.par("editeur", "Éditeur : {editeur}.", editeur=Cite(name_publisher(), "edition:site:editeur"))


def _link(path: str) -> Lien:
    """An address as it is read on paper, that leads there on screen."""
    return Lien(f"{name_site()}{path}", adresse=path)

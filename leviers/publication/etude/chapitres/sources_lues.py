"""What was read, file by file, and what was received of each métropole: two tables of the method."""

from leviers.catalogue.published import Source
from leviers.evidence.matrix import fold
from leviers.publication.etude.contexte import Redaction
from leviers.publication.etude.phrases import chiffre, sur
from leviers.publication.etude.texte import Cite, Texte, Valeur, dire
from leviers.reference.territoires import Metropole
from leviers.reference.typography import date_fr
from leviers.sources.catalogue import load_sources

GENRES = ("marche", "subvention", "deliberation")


def list_by_name(page: Redaction) -> list[Metropole]:
    """The métropoles in alphabetical order: no table of the study has another one."""
    return sorted(page.contexte.etat.territoires.values(), key=lambda one: fold(one.nom_court))


def name(metropole: Metropole) -> Cite:
    """Its usual name, as a quotation."""
    return Cite(metropole.nom_court, f"territoire:{metropole.siren}:nom_court")


def show_sources(page: Redaction) -> None:
    """The public sources of the build: publisher, files, day of reception; nothing without a build."""
    build = page.contexte.etat.build
    if build is None:
        return
    received = {row["source"]: str(row["date"]) for row in _read_fichiers(page)}
    mesurer = page.contexte.mesurer
    page.par(
        "fichiers",
        "Fichiers lus pour cette étude : {nombre}.",
        nombre=chiffre(mesurer("sources-fichiers", "toutes"), "compte-m"),
    )
    rows = []
    for code, day in received.items():
        one = load_sources()[code]
        renvoi = page.contexte.sources.cite(
            [Source(one.page, one.titre, one.editeur, "", False)], f"le {date_fr(day)}"
        )
        titre = dire("{titre}{renvoi}", titre=Cite(one.titre, f"source:{code}:titre"), renvoi=renvoi)
        rows.append(
            (
                titre,
                Cite(one.editeur, f"source:{code}:editeur"),
                chiffre(mesurer("sources-fichiers", code)),
                Cite(date_fr(day), f"fichiers:{code}:date"),
            )
        )
    page.tableau(
        dire("Sources publiques lues, avec le jour de réception de leurs fichiers"),
        ("Source", "Éditeur", "Fichiers", "Reçue le"),
        rows,
        "ggdg",
        largeurs=(0.4, 0.35, 0.08, 0.17),
        source=dire("Reçus des fichiers, table « fichiers » des données ouvertes."),
        ancre="methode-tableau-sources",
    )


def _read_fichiers(page: Redaction) -> list[dict]:
    cursor = page.contexte.mesures.connection.execute(
        "select source, max(date) as date from fichiers group by source order by source"
    )
    return [{"source": code, "date": day} for code, day in cursor.fetchall()]


def show_couverture(page: Redaction) -> None:
    """What each métropole lets see, in alphabetical order."""
    mesurer = page.contexte.mesurer
    has_build = page.contexte.etat.build is not None
    if has_build:
        page.par(
            "couverture",
            "Ce tableau dit ce que nous avons reçu et trouvé, métropole par métropole. « Aucun » veut dire : "
            "rien reçu. La métropole a pu publier ailleurs.",
        )
    else:
        page.par(
            "couverture-absente",
            "Ce tableau dit ce que nous avons trouvé, métropole par métropole. Sans données ouvertes, il ne "
            "compte ni marchés, ni subventions, ni délibérations.",
        )
    heads = ["Métropole", "Démarches", "Repères"]
    heads += ["Marchés", "Subventions", "Délibérations", "Actes des communes"] if has_build else []
    rows: list[tuple[Valeur, ...]] = []
    for one in list_by_name(page):
        row: list[Valeur] = [name(one)]
        row += [
            chiffre(mesurer("couverture-fiches", f"{one.siren}.demarches"), "compte-f"),
            chiffre(mesurer("couverture-fiches", f"{one.siren}.reperes"), "compte-m"),
        ]
        if has_build:
            row += [
                chiffre(mesurer("couverture-actes", f"{one.siren}.{genre}.metropole"), _agree(genre))
                for genre in GENRES
            ]
            row.append(chiffre(mesurer("couverture-actes-communes", one.siren), "compte-m"))
        rows.append(tuple(row))
    page.tableau(
        dire("Ce que les sources montrent de chaque métropole, par ordre alphabétique"),
        tuple(heads),
        rows,
        "g" + "d" * (len(heads) - 1),
        largeurs=(0.28, *([0.72 / (len(heads) - 1)] * (len(heads) - 1))),
        source=dire(
            "Marchés, subventions et délibérations de la métropole elle-même ; à droite, tous les actes "
            "reçus de ses communes."
            if has_build
            else "Relevé des démarches et des repères."
        ),
        ancre="methode-tableau-couverture",
    )
    if has_build:
        _say_marches(page)


def _agree(genre: str) -> str:
    return "compte-m" if genre == "marche" else "compte-f"


def _say_marches(page: Redaction) -> None:
    mesurer = page.contexte.mesurer
    tous = mesurer("limites-marches", "tous")
    page.par(
        "marches",
        "Même reçu, un marché ne dit pas tout. Marchés des métropoles où aucun titulaire n’a pu être "
        "classé, dans l’ESS ou hors d’elle : {inconnus}. Marchés qui disent s’ils portent une considération "
        "sociale : {dites}.",
        inconnus=_part(page, "sans-titulaire-classe"),
        dites=_part(page, "considerations-dites"),
    )
    if not (mesurer("limites-marches", "considerations-dites").valeur or 0) and tous.valeur:
        page.par(
            "marches-muets",
            "Tant qu’aucun ne le dit, cette étude se tait sur la part des marchés de métropoles qui portent "
            "une clause ou un critère social.",
        )


def _part(page: Redaction, cle: str) -> Texte:
    mesurer = page.contexte.mesurer
    return sur(mesurer("limites-marches", cle), mesurer("limites-marches", "tous"), "marché")

"""Head of a portrait: who the métropole is, four figures, its leviers champ by champ."""

from collections.abc import Iterator

from leviers.comparison.competences import load_competences
from leviers.publication.etude.blocs import ChiffresCles
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.phrases import chiffre, compter, joindre
from leviers.publication.etude.portrait.ouvertes import Indice
from leviers.publication.etude.portrait.reperes import choose_reperes, say_inside, say_repere, say_year
from leviers.publication.etude.texte import Cite, Mot, Texte, dire
from leviers.reference import typologie
from leviers.reference.territoires import Metropole
from leviers.reference.typography import NBSP, date_fr

NB_CHIFFRES = 4
"""Large figures in a row: a fifth would not hold across the page."""
CHIFFRES_REPERES = ("part_emploi_ess", "emplois_ess")
"""Of these repères, the first that is known comes third: what the ESS weighs in employment."""
CHIFFRES_INDICATEURS = (
    ("nb-structures-ess", "territoire", "organisations de l’ESS placées ici par les listes publiques"),
    ("siae-pour-100000", "territoire", "structures d’insertion"),
)
"""Then these, always in this order, so that no figure is chosen because it looks well."""


def say_identity(page: Redaction, metropole: Metropole) -> Texte:
    """Région, population and its year, communes, statute and its date."""
    ici, statut = metropole.siren, load_competences().statuts[metropole.siren]
    mesurer = page.contexte.mesurer
    population = mesurer("portrait-population", ici)
    communes = mesurer("portrait-communes", ici)
    return dire(
        "{region}. {population} ({annee}), {communes}. Statut : {statut}, depuis le {creation}.",
        region=Cite(metropole.region, f"territoire:{ici}:region"),
        population=compter(population, "habitant"),
        annee=Cite(str(metropole.population_annee), f"territoire:{ici}:population_annee"),
        communes=compter(communes, "commune", feminin=True),
        statut=Cite(statut.nom, f"statut:{statut.code}:nom"),
        creation=Cite(date_fr(metropole.date_creation), f"territoire:{ici}:date_creation"),
    )


def give_figures(page: Redaction, metropole: Metropole) -> ChiffresCles:
    """Leviers, démarches, then the first two known of a fixed list; each says its year and its coverage."""
    contexte, ici = page.contexte, metropole.siren
    leviers, total = (
        contexte.mesurer("portrait-leviers", ici),
        contexte.mesurer("portrait-leviers-etudies"),
    )
    demarches, sources = (
        contexte.mesurer("portrait-demarches", ici),
        contexte.mesurer("portrait-sources", ici),
    )
    jour = Cite(date_fr(contexte.edition.jour), "edition:jour")
    items: list[tuple[Texte, Texte]] = [
        (
            (chiffre(leviers),),
            dire("leviers repérés sur {total}, au {jour}", total=chiffre(total), jour=jour)
            if (leviers.valeur or 0) > 1
            else dire("levier repéré sur {total}, au {jour}", total=chiffre(total), jour=jour),
        ),
        (
            (chiffre(demarches),),
            dire(
                "{demarches}, d’après {sources}",
                demarches=Mot("démarches publiées" if (demarches.valeur or 0) > 1 else "démarche publiée"),
                sources=compter(sources, "page publique", "pages publiques", feminin=True),
            )
            if demarches.valeur
            else dire("démarche publiée à ce jour"),
        ),
    ]
    items += _list_known(contexte, metropole)
    return ChiffresCles(tuple(items[:NB_CHIFFRES]))


def _list_known(contexte: Contexte, metropole: Metropole) -> Iterator[tuple[Texte, Texte]]:
    chosen = choose_reperes(contexte, metropole, CHIFFRES_REPERES)[:1]
    for repere in chosen:
        yield (
            say_repere(contexte, repere),
            dire("{libelle} ({annee})", libelle=say_inside(repere), annee=say_year(repere)),
        )
    if contexte.etat.build:
        for code, lien, words in CHIFFRES_INDICATEURS:
            indice = Indice(contexte, code, metropole.siren, lien)
            if indice.is_known:
                yield (indice.say_value(), dire(f"{words}{{reste}}", reste=indice.say_scope()))
    yield (
        (chiffre(contexte.mesurer("portrait-population", metropole.siren)),),
        dire(
            "habitants ({annee})",
            annee=Cite(str(metropole.population_annee), f"territoire:{metropole.siren}:population_annee"),
        ),
    )
    yield (chiffre(contexte.mesurer("portrait-communes", metropole.siren)),), dire("communes membres")


def list_champs(page: Redaction, metropole: Metropole) -> tuple[tuple[str, Texte, Texte], ...]:
    """Seven lines: the champ, how many of its leviers are found here, and which, with their sign."""
    usages = page.contexte.usages.of_territoire(metropole.siren)
    mesurer = page.contexte.mesurer
    lines = []
    for champ in typologie.load_champs().values():
        ici = mesurer("portrait-leviers-par-champ", f"{metropole.siren}.{champ.code}")
        tous = mesurer("portrait-leviers-etudies", champ.code)
        count = dire(f"{{ici}} sur{NBSP}{{tous}}", ici=chiffre(ici, "compte-m"), tous=chiffre(tous))
        said: list[Texte] = [
            (
                Mot(f"{usage.niveau.signe}{NBSP}"),
                Cite(usage.levier.nom_court, f"levier:{usage.levier.code}:nom_court"),
            )
            for usage in usages
            if usage.est_repere and usage.levier.champ is champ
        ]
        lines.append((champ.nom_court, count, joindre(said) or dire("aucun repéré à ce jour")))
    return tuple(lines)

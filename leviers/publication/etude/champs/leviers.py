"""The leviers of a champ: one table, then each levier in two short paragraphs."""

from collections.abc import Iterable

from leviers.comparison.together import list_together
from leviers.evidence.usages import Usage
from leviers.publication.etude.calculs import LA_PLUPART, MIN_VALEURS
from leviers.publication.etude.champs import tournures as kinds
from leviers.publication.etude.champs.plan import Groupe, list_leviers
from leviers.publication.etude.champs.tournures import Tournures, load_tournures
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.mesures import Mesure
from leviers.publication.etude.phrases import chiffre, compter, enumerer, proportion, sur
from leviers.publication.etude.texte import Cite, Lien, Mot, Texte, Valeur, dire, list_names
from leviers.reference.territoires import Metropole
from leviers.reference.typography import NBSP
from leviers.reference.typologie import Champ, Levier

NOMMEES = 4
"""Up to so many métropoles are named; more are counted, and the matrix names them."""


def write_tableau(page: Redaction, champ: Champ) -> None:
    """One row for each levier of the champ."""
    lire = page.contexte.mesurer
    page.tableau(
        dire("Les leviers du champ et ce que l’on en sait"),
        ("Levier", "Repéré", "dont établi", "Non observable", "Démarches"),
        (
            (
                renvoyer(levier),
                chiffre(lire("metropoles-par-levier", levier.code)),
                chiffre(lire("levier-metropoles-etablies", levier.code)),
                chiffre(lire("levier-non-observables", levier.code)),
                chiffre(lire("levier-demarches", levier.code)),
            )
            for levier in list_leviers(champ)
        ),
        "gdddd",
        largeurs=(0.48, 0.12, 0.13, 0.15, 0.12),
        source=dire(
            "Repéré, établi, non observable : nombre de métropoles sur {total}. Établi : constaté par des "
            "actes publics, ou mesuré par un indicateur. Une démarche compte pour chacun de ses leviers. "
            "Plus loin, deux leviers sont rapprochés quand on les trouve ensemble plus souvent que leurs "
            "fréquences ne l’expliquent : ce n’est pas une cause.",
            total=chiffre(lire("nb-metropoles")),
        ),
        ancre=f"tableau-{champ.code}",
    )


def write_groupe(page: Redaction, groupe: Groupe, tours: Tournures, *, cle: str) -> None:
    """A heading, its sentence, and its leviers."""
    page.titre(groupe.titre)
    page.par(cle, groupe.phrase)
    for levier in groupe.leviers:
        write_levier(page, levier, tours)


def write_levier(page: Redaction, levier: Levier, tours: Tournures) -> None:
    """What it is and where it is met; since when, with what, and what the sheet says of competence."""
    contexte, code = page.contexte, levier.code
    ancre = f"levier-{code}"
    page.titre("{nom}", niveau=3, ancre=ancre, nom=Cite(levier.nom, f"levier:{code}:nom"))
    contexte.indexer("leviers", levier.nom, ancre, levier.champ.nom)
    fiche = contexte.catalogue.leviers.get(code)
    definition = Cite(
        fiche.definition if fiche else levier.definition,
        f"{'fiche' if fiche else 'levier'}:{code}:definition",
    )
    page.par(
        f"{ancre}.usage",
        "{definition} {presence}",
        definition=definition,
        presence=joindre(say_presence(contexte, levier, tours)),
    )
    if suite := joindre([*say_suite(contexte, levier, tours)]):
        page.par(f"{ancre}.suite", "{suite}", suite=suite)


def say_presence(contexte: Contexte, levier: Levier, tours: Tournures) -> list[Texte]:
    """In how many métropoles, which ones when they are few, and where acts establish it."""
    total, code = contexte.mesurer("nb-metropoles"), levier.code
    found = contexte.mesurer("metropoles-par-levier", code)
    usages = [usage for usage in contexte.usages.of_levier(code) if usage.est_repere]
    said = [
        varier(
            tours,
            find_presence(found, total),
            nombre=compter(found, "métropole", feminin=True),
            noms=nommer(usages),
            part=sur(found, total, "métropole", feminin=True),
            proportion=proportion(found, total, "métropoles"),
            rapport=rapporter(found, total),
        )
    ]
    etablies = contexte.mesurer("levier-metropoles-etablies", code)
    if etablies.valeur and etablies.valeur <= NOMMEES:
        shown = [usage for usage in usages if usage.niveau.rang >= 3]
        nombre = compter(etablies, "métropole", feminin=True)
        said.append(varier(tours, kinds.ETABLI, nombre=nombre, noms=nommer(shown)))
    if not found.valeur and (unseen := contexte.mesurer("levier-non-observables", code)).valeur:
        said.append(
            dire(
                "Pour {nombre}, aucun fichier public n’était assez rempli pour qu’on ait pu l’y voir.",
                nombre=compter(unseen, "métropole", feminin=True),
            )
        )
    return said


def find_presence(found: Mesure, total: Mesure) -> str:
    """Which way of saying fits so many métropoles."""
    count, every = found.valeur or 0, total.valeur or 0
    if not count:
        return kinds.AUCUNE
    if count == every:
        return kinds.TOUTES
    if count <= NOMMEES:
        return kinds.UNE if count == 1 else kinds.PEU
    if count >= LA_PLUPART * every:
        return kinds.PLUPART
    return kinds.MOITIE if 2 * count >= every else kinds.CERTAINES


def say_suite(contexte: Contexte, levier: Levier, tours: Tournures) -> list[Texte]:
    """Since when, beside which levier, on which competence."""
    said = [say_dates(contexte, levier, tours)]
    said.append(say_ensemble(contexte, levier, tours))
    fiche = contexte.catalogue.leviers.get(levier.code)
    if fiche and fiche.competence_nature in load_tournures() and fiche.competence_fondement:
        said.append(
            varier(
                tours,
                fiche.competence_nature,
                fondement=Cite(fiche.competence_fondement, f"fiche:{levier.code}:competence_fondement"),
                conditions=Cite(fiche.competence_conditions, f"fiche:{levier.code}:competence_conditions"),
            )
        )
    return said


def say_ensemble(contexte: Contexte, levier: Levier, tours: Tournures) -> Texte:
    """The levier most often seen beside it: one that its sheet advises, with why, rather than another."""
    pairs = list_together(contexte.usages, levier.code)
    fiche = contexte.catalogue.leviers.get(levier.code)
    reasons = {one["code"]: one["pourquoi"] for one in fiche.se_combine_avec} if fiche else {}
    pair = next((one for one in pairs if one.levier.code in reasons), next(iter(pairs), None))
    if pair is None:
        return ()
    both = contexte.mesurer("levier-ensemble", f"{levier.code}.{pair.levier.code}")
    why = reasons.get(pair.levier.code, "")
    return varier(
        tours,
        kinds.COMBINE if why else kinds.ENSEMBLE,
        autre=Lien(pair.levier.nom, ancre=f"levier-{pair.levier.code}"),
        nombre=compter(both, "métropole", feminin=True),
        pourquoi=Cite(why, f"fiche:{levier.code}:se_combine_avec"),
    )


def say_dates(contexte: Contexte, levier: Levier, tours: Tournures) -> Texte:
    """Since when, as far as sources date anything; nothing where there is no démarche."""
    if not contexte.mesurer("levier-demarches", levier.code).valeur:
        return ()
    dated = contexte.mesurer("levier-demarches-datees", levier.code).valeur or 0
    sorte = kinds.SANS_DATE
    if dated:
        sorte = kinds.UNE_DATE if dated == 1 else kinds.PEU_DATES
    first, middle = (
        contexte.mesurer(f"levier-{name}", levier.code) for name in ("premiere-annee", "annee-mediane")
    )
    if dated >= MIN_VALEURS and first.valeur != middle.valeur:
        sorte = kinds.DATES
    return varier(tours, sorte, annee=chiffre(first, "annee"), mediane=chiffre(middle, "annee"))


def varier(tours: Tournures, sorte: str, **valeurs: Valeur) -> Texte:
    """The next wording of a kind, given of these values those that it says."""
    gabarit = tours.prendre(sorte)
    return dire(gabarit, **{name: valeurs[name] for name in dict.fromkeys(list_names(gabarit))})


def joindre(textes: Iterable[Texte]) -> Texte:
    """Sentences one after the other; those that say nothing are left out."""
    said: list = []
    for texte in textes:
        if texte:
            said += [Mot(" "), *texte] if said else [*texte]
    return tuple(said)


def renvoyer(levier: Levier) -> Lien:
    """The short name of a levier, which leads to where it is told."""
    return Lien(levier.nom_court, ancre=f"levier-{levier.code}")


def rapporter(mesure: Mesure, total: Mesure) -> Texte:
    """« 14 sur 22 (64 %) »."""
    share = chiffre(mesure, "part", sur=total)
    return (chiffre(mesure), Mot(f" sur{NBSP}"), chiffre(total), Mot(" ("), share, Mot(")"))


def nommer(usages: list[Usage]) -> Texte:
    """Full names, the most populated first, as everywhere."""
    return enumerer([nommer_territoire(usage.territoire) for usage in usages])


def nommer_territoire(place: Metropole) -> Texte:
    """« la Métropole de Lyon », « Nantes Métropole »: the full name, with its article when it has one."""
    article = place.nom_genitif.removesuffix(place.nom).removeprefix("de ").removeprefix("d’")
    name = Cite(place.nom, f"territoire:{place.siren}:nom")
    return (Mot(article), name) if article in ("la ", "l’", "le ") else (name,)

"""« L’ESS dans les métropoles »: people, structures by list, distributions; never a rank."""

from leviers.catalogue.published import Repere
from leviers.evidence.regles import load_regles
from leviers.publication.etude.blocs import Chapitre
from leviers.publication.etude.calculs import MIN_VALEURS
from leviers.publication.etude.chapitres.sources_lues import list_by_name, name
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.mesures import Mesure
from leviers.publication.etude.phrases import chiffre, compter, sur
from leviers.publication.etude.portrait.reperes import split_precision
from leviers.publication.etude.texte import Cite, Mot, Texte, Valeur, dire
from leviers.reference.territoires import Metropole
from leviers.warehouse.indicateurs import load_indicateurs

LISTES = ("siae", "siae_aci", "siae_ei", "siae_ai", "siae_etti", "esat", "esat_places", "geiq")
"""Repères counted the same way for every métropole, in order of reading."""
COLONNES = (("siae", "compte-f"), ("esat", "compte-m"), ("esat_places", "compte-f"), ("geiq", "compte-m"))
INDICATEURS = (
    ("siae-pour-100000", True),
    ("places-esat-pour-100000", False),
    ("nb-structures-ess", False),
    ("geiq-pour-100000", False),
)
"""Indicators of the whole territoire, and whether a map is drawn too."""
PART = "part_emploi_ess"
WHOLE = 100


def write(contexte: Contexte) -> list[Chapitre]:
    """The whole chapter."""
    page = contexte.chapitre("ess", "L’ESS dans les métropoles")
    _open(page)
    page.titre("Des territoires très différents", ancre="ess-territoires")
    _tell_territoires(page)
    page.titre("Les structures, liste par liste", ancre="ess-structures")
    _tell_listes(page)
    for code, has_map in INDICATEURS:
        _tell_indicateur(page, code, has_map=has_map)
    page.titre("La part de l’ESS dans l’emploi", ancre="ess-emploi")
    _tell_emploi(page)
    return [page.fermer()]


def write_court(contexte: Contexte) -> list[Chapitre]:
    """One page: the figures that the summary keeps; the lists where no open data are there."""
    page = contexte.chapitre("ess", "L’ESS en chiffres")
    _open(page)
    if page.contexte.etat.build is None:
        _tell_listes(page)
    _tell_indicateur(page, "siae-pour-100000", has_map=False, niveau=2)
    return [page.fermer()]


def _open(page: Redaction) -> None:
    mesurer = page.contexte.mesurer
    page.par(
        "chapeau",
        "L’économie sociale et solidaire réunit des associations, des coopératives, des mutuelles, des "
        "fondations et des sociétés commerciales qui en suivent les règles. Aucune source publique ne la "
        "compte en entier, à l’échelle des métropoles. Ce chapitre donne ce que des listes permettent de "
        "dire, et s’arrête là.",
        style="chapeau",
    )
    items: list[tuple[Valeur, Valeur]] = [
        (
            chiffre(mesurer("ess-population", "ensemble")),
            dire(
                "habitants, au recensement de {annee}",
                annee=chiffre(mesurer("ess-annees", "population"), "annee"),
            ),
        )
    ]
    items += [
        (
            chiffre(mesurer("ess-listes", cle)),
            dire(
                f"{quoi}, liste de {{annee}}", annee=chiffre(mesurer("ess-annees", f"liste.{cle}"), "annee")
            ),
        )
        for cle, quoi in (
            ("siae", "structures d’insertion conventionnées"),
            ("esat_places", "places d’ESAT autorisées"),
            ("geiq", "implantations de GEIQ"),
        )
    ]
    page.chiffres_cles([item for item in items if item[0].ecrit != "inconnu"])  # type: ignore[union-attr]


def _tell_territoires(page: Redaction) -> None:
    mesurer = page.contexte.mesurer
    page.par(
        "territoires",
        "Les {nombre} métropoles réunissent {communes} et {habitants} habitants. La taille change beaucoup "
        "de choses : les moyens, le nombre de structures, la place des communes. Les comptes de ce tableau "
        "ne se comparent donc pas entre eux. Les figures rapportées aux habitants s’y prêtent mieux.",
        nombre=chiffre(mesurer("nb-metropoles")),
        communes=compter(mesurer("ess-communes", "ensemble"), "commune", feminin=True),
        habitants=chiffre(mesurer("ess-population", "ensemble")),
    )
    page.tableau(
        dire("Habitants, communes et structures de chaque métropole, par ordre alphabétique"),
        ("Métropole", "Habitants", "Communes", "SIAE", "ESAT", "Places d’ESAT", "GEIQ"),
        [_as_row(page, one) for one in list_by_name(page)],
        "gdddddd",
        largeurs=(0.25, 0.16, 0.13, 0.1, 0.1, 0.15, 0.11),
        source=dire(
            "SIAE : structures de l’insertion par l’activité économique. ESAT : établissements et services "
            "d’accompagnement par le travail. GEIQ : groupements d’employeurs pour l’insertion et la "
            "qualification, sièges et antennes."
        ),
        ancre="ess-tableau",
    )


def _as_row(page: Redaction, one: Metropole) -> tuple[Valeur, ...]:
    mesurer = page.contexte.mesurer
    return (
        name(one),
        chiffre(mesurer("ess-population", one.siren)),
        chiffre(mesurer("ess-communes", one.siren)),
        *(chiffre(mesurer("ess-listes-repere", f"{one.siren}.{cle}"), calcul) for cle, calcul in COLONNES),
    )


def _tell_listes(page: Redaction) -> None:
    mesurer = page.contexte.mesurer
    samples = _sample(page)
    rows = []
    for cle in LISTES:
        if one := samples.get(cle):
            rows.append(
                (
                    Cite(one.libelle, f"repere:{one.id}:libelle"),
                    chiffre(mesurer("ess-listes", cle)),
                    chiffre(mesurer("ess-listes-metropoles", cle)),
                    chiffre(mesurer("ess-annees", f"liste.{cle}"), "annee"),
                    dire(
                        "{editeur}{renvoi}",
                        editeur=Cite(one.source.editeur, f"repere:{one.id}:source.editeur"),
                        renvoi=page.contexte.sources.cite([one.source]),
                    ),
                )
            )
    page.par(
        "listes",
        "Des listes nationales situent les structures d’insertion et de travail protégé. Elles ont chacune "
        "leur date. Une structure peut avoir plusieurs conventions ; elle figure alors sur plusieurs "
        "lignes. Toutes ne sont pas de l’ESS : des organismes publics gèrent aussi des ESAT.",
    )
    page.tableau(
        dire("Ce que comptent les listes publiques sur l’ensemble des métropoles"),
        ("Liste", "Total", "Métropoles", "Année", "Source"),
        rows,
        "gdddg",
        largeurs=(0.42, 0.09, 0.13, 0.08, 0.28),
        source=dire("« Métropoles » : celles où la liste donne un compte. Les autres sont inconnues."),
        ancre="ess-tableau-listes",
    )


def _sample(page: Redaction) -> dict[str, Repere]:
    """One repère of each list, for its words and its source."""
    found: dict[str, Repere] = {}
    for one in page.contexte.catalogue.reperes:
        if one.calcul and one.territoire.siren in page.contexte.etat.territoires:
            found.setdefault(one.cle, one)
    return found


def _tell_indicateur(page: Redaction, code: str, *, has_map: bool, niveau: int = 3) -> None:
    """One indicator: what it counts, its distribution when it may be told, its limits."""
    if page.contexte.etat.build is None:
        return
    mesurer, one = page.contexte.mesurer, load_indicateurs()[code]
    effectif = mesurer("ess-repartition", f"{code}.effectif")
    couverture = mesurer("ess-couverture", code)
    page.titre(
        "{titre}", niveau=niveau, ancre=f"ess-{code}", titre=Cite(one.titre, f"indicateur:{code}:titre")
    )
    if (effectif.valeur or 0) < MIN_VALEURS or couverture.valeur is None:
        page.par(f"{code}-peu", "Trop peu de métropoles ont une valeur connue pour en dire davantage.")
        return
    if couverture.valeur < load_regles().couverture_pct:
        page.par(
            f"{code}-couverture",
            "Dans une métropole au moins, {couverture} seulement des lignes de la liste permettent le "
            "calcul. C’est trop peu pour montrer une répartition : nous ne la donnons pas.",
            couverture=chiffre(couverture, "pourcent"),
        )
        return
    page.par(
        code,
        "Valeur connue pour {connues}. Elle va de {bas} à {haut} {unite} ; la valeur médiane est {mediane}. "
        "{couverture}",
        connues=sur(effectif, mesurer("nb-metropoles"), "métropole", feminin=True),
        bas=chiffre(mesurer("ess-repartition", f"{code}.minimum")),
        haut=chiffre(mesurer("ess-repartition", f"{code}.maximum")),
        mediane=chiffre(mesurer("ess-repartition", f"{code}.mediane")),
        unite=Cite(one.unite, f"indicateur:{code}:unite"),
        couverture=_say_couverture(couverture),
    )
    page.figure(f"indicateurs/{code}/territoire", ancre=f"ess-figure-{code}")
    page.par(
        f"{code}-limites",
        "Limites. {limites}",
        style="petit",
        limites=Cite(one.limites, f"indicateur:{code}:limites"),
    )
    if has_map:
        page.figure(f"indicateurs/{code}/territoire/carte", ancre=f"ess-carte-{code}")


def _say_couverture(couverture: Mesure) -> Texte:
    """The lowest coverage among métropoles; in words when everything served."""
    if couverture.valeur == WHOLE:
        return dire("Toutes les lignes des listes ont servi au calcul.")
    return dire("La plus faible couverture est de {part}.", part=chiffre(couverture, "pourcent"))


def _tell_emploi(page: Redaction) -> None:
    mesurer = page.contexte.mesurer
    page.par(
        "emploi",
        "Une source publique donne cette part pour {connues}. Les bases diffèrent : emploi privé, emploi "
        "salarié, emploi total, et souvent une base que la source ne dit pas. Les années et les périmètres "
        "diffèrent aussi. Chaque ligne du tableau se lit donc seule. Aucune moyenne n’en est tirée.",
        connues=sur(
            mesurer("ess-part-emploi-connues", "metropoles"),
            mesurer("nb-metropoles"),
            "métropole",
            feminin=True,
        ),
    )
    names = {one.siren: one for one in list_by_name(page)}
    parts = [
        one for one in page.contexte.catalogue.reperes if one.cle == PART and one.territoire.siren in names
    ]
    order = {siren: rang for rang, siren in enumerate(names)}
    parts.sort(key=lambda one: (order[one.territoire.siren], one.annee or 0, one.id))
    page.tableau(
        dire(
            "Part de l’ESS dans l’emploi, telle que chaque source la donne : des lignes qui ne se comparent "
            "pas"
        ),
        ("Métropole", "Part", "Ce qui est compté", "Base et réserves", "Année", "Source"),
        [_as_part(page, one, names[one.territoire.siren]) for one in parts],
        "gdggdg",
        largeurs=(0.14, 0.08, 0.26, 0.22, 0.09, 0.21),
        source=dire("Repères du relevé, par ordre alphabétique des métropoles."),
        ancre="ess-tableau-emploi",
    )


def _as_part(page: Redaction, one: Repere, metropole: Metropole) -> tuple[Valeur, ...]:
    said: Texte | str = "non dite"
    about, scope = split_precision(one.precision)
    part = chiffre(page.contexte.mesurer("ess-part-emploi", one.id), "pourcent")
    if scope:
        said = (Cite(scope, f"repere:{one.id}:precision"),)
    return (
        name(metropole),
        (Mot(f"{about} "), part) if about else part,
        Cite(one.libelle, f"repere:{one.id}:libelle"),
        said,
        Cite(str(one.annee), f"repere:{one.id}:annee") if one.annee else "inconnue",
        dire(
            "{editeur}{renvoi}",
            editeur=Cite(one.source.editeur, f"repere:{one.id}:source.editeur"),
            renvoi=page.contexte.sources.cite([one.source]),
        ),
    )

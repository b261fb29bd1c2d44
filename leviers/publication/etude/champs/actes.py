"""What public acts say of a champ: contracts, subsidies, acts where the machine saw one of its leviers."""

from leviers.evidence.regles import load_regles
from leviers.publication.etude.champs.tournures import DETECTIONS, FICHIERS, PROPOSES, Tournures
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.mesures import Mesure
from leviers.publication.etude.phrases import accorder, chiffre, compter, montant, sur
from leviers.publication.etude.texte import Mot, Texte, Valeur, dire
from leviers.reference.typography import accord

METROPOLE, COMMUNE = "metropole", "commune"
ACHATS, SOUTIEN = "achats-responsables", "soutien-direct"


def write_actes(page: Redaction, champ: str, tours: Tournures) -> None:
    """The section of public acts: figures where the champ has its own data, then what was detected."""
    page.titre("Ce que montrent les actes publics", ancre=f"actes-{champ}")
    if page.contexte.etat.build is None:
        page.par("actes.absents", "Les données ouvertes ne sont pas chargées ici : rien n’en est dit.")
        return
    if champ == ACHATS:
        _write_achats(page)
    elif champ == SOUTIEN:
        _write_soutien(page)
    else:
        _write_fichiers(page, tours)
    _write_detections(page, champ, tours)


def _write_achats(page: Redaction) -> None:
    lire = page.contexte.mesurer
    every, total = lire("achats-marches", METROPOLE), lire("nb-metropoles")
    page.par(
        "actes.marches",
        "Les fichiers publics lus contiennent {marches} de métropoles et {communes} de leurs communes. Les "
        "premiers viennent de {metropoles} ; pour les autres, nous n’avons lu aucun contrat à leur nom. Un "
        "marché peut déclarer une considération sociale depuis que le format le demande ; les plus anciens "
        "n’en disent rien, ce qui ne veut pas dire non.",
        marches=compter(every, "marché"),
        communes=compter(lire("achats-marches", COMMUNE), "marché"),
        metropoles=sur(lire("achats-metropoles", METROPOLE), total, "métropole", feminin=True),
    )
    _write_sociales(page)
    _write_tableau_achats(page)
    page.par(
        "actes.ess",
        "{metropoles} {communes}",
        metropoles=_say_ess(page.contexte, METROPOLE, "des métropoles"),
        communes=_say_ess(page.contexte, COMMUNE, "des communes membres"),
    )


def _write_sociales(page: Redaction) -> None:
    """What buyers declare, of those contracts that say it."""
    lire = page.contexte.mesurer
    for auteur, who in ((METROPOLE, "métropoles"), (COMMUNE, "communes membres")):
        told = lire("achats-consideration-renseignee", auteur)
        if not told.valeur:
            page.par(
                f"actes.sociales.{auteur}",
                f"Aucun marché des {who} ne dit s’il porte une considération sociale : rien ne peut en être "
                "conclu, ni en bien ni en mal.",
            )
            continue
        page.par(
            f"actes.sociales.{auteur}",
            f"Parmi les marchés des {who} qui disent s’ils portent une considération sociale, {{sociale}}. "
            "Par une clause d’exécution : {clause} ; par un critère de choix : {critere}. Enfin, {reserves}.",
            sociale=_say_sociale(lire("achats-consideration-sociale", auteur), told),
            clause=chiffre(lire("achats-clause-sociale", auteur), "compte-m"),
            critere=chiffre(lire("achats-critere-social", auteur), "compte-m"),
            reserves=accorder(
                lire("achats-reserves", auteur),
                "marché n’est réservé",
                "marché est réservé",
                "marchés sont réservés",
            ),
        )


def _say_sociale(found: Mesure, told: Mesure) -> Texte:
    """« 604 marchés sur 2 488 (24 %) en déclarent une »."""
    verb = accord(found.valeur, "en déclare une", "en déclarent une") if found.valeur else "n’en déclare"
    return (*sur(found, told, "marché"), Mot(f" {verb}"))


def _write_tableau_achats(page: Redaction) -> None:
    """Year after year, of both authors together: unknown stays apart from no."""
    lire, lister = page.contexte.mesurer, page.contexte.mesures.lister
    years = sorted({cle.partition(".")[2] for cle in lister("achats-marches")} - {""})
    page.tableau(
        dire("Ce que les marchés publiés déclarent, année après année"),
        ("Année", "Métropoles", "Communes", "Renseignés", "Considération sociale", "Réservés"),
        (
            (
                chiffre(lire("achats-annee", year), "annee"),
                chiffre(lire("achats-marches", f"{METROPOLE}.{year}")),
                chiffre(lire("achats-marches", f"{COMMUNE}.{year}")),
                *(
                    chiffre(lire(code, year))
                    for code in ("achats-renseignes-annee", "achats-sociales-annee", "achats-reserves-annee")
                ),
            )
            for year in years
        ),
        "gddddd",
        source=dire(
            "Nombre de marchés publiés, par année de notification. Trois dernières colonnes : métropoles et "
            "communes ensemble. Renseignés : marchés qui disent s’ils ont une considération sociale ; les "
            "autres ne valent pas « non »."
        ),
        ancre="tableau-marches",
    )  # fmt: skip


def _say_ess(contexte: Contexte, auteur: str, who: str) -> Texte:
    """A range: what is certainly of the ESS, and what nothing says is not; then how much is known."""
    every, low = contexte.mesurer("achats-marches", auteur), contexte.mesurer("achats-ess-bas", auteur)
    high, known = contexte.mesurer("achats-ess-haut", auteur), contexte.mesurer("achats-ess-connus", auteur)
    if not every.valeur:
        return dire(f"Nous n’avons lu aucun marché {who}.")
    said = {
        "bas": compter(low, "marché"),
        "haut": compter(high, "marché"),
        "connus": sur(known, every, "marché"),
    }
    if is_covered(known, every):
        return dire(
            f"Combien de marchés {who} reviennent à l’économie sociale et solidaire ? Entre {{bas}}, dont un "
            "titulaire en est avec certitude, et {haut}, si tous ceux dont on ne sait rien en étaient aussi. "
            "L’appartenance est connue pour {connus}.",
            **said,
        )
    return dire(
        f"La part des marchés {who} qui revient à l’économie sociale et solidaire ne peut pas être dite : "
        "l’appartenance des titulaires n’est connue que pour {connus}, en dessous de ce que demande notre "
        "règle. Les bornes sont trop écartées pour instruire, de {bas} à {haut}.",
        **said,
    )


def is_covered(known: Mesure, every: Mesure) -> bool:
    """Whether enough is known for a share to be told (rule of preuves.yaml)."""
    return 100 * (known.valeur or 0) >= load_regles().couverture_pct * (every.valeur or 0)


def _write_soutien(page: Redaction) -> None:
    lire, total = page.contexte.mesurer, page.contexte.mesurer("nb-metropoles")
    page.par(
        "actes.subventions",
        "Une collectivité doit publier les données essentielles de ses conventions de subvention. Les "
        "fichiers lus contiennent {metropole} de métropoles et {commune} de communes membres. Métropoles qui "
        "en publient : {publient} ; métropoles dont une commune membre en publie : {places}. Une absence "
        "dans ces fichiers ne dit rien de ce qui est versé.",
        metropole=compter(lire("soutien-subventions", METROPOLE), "subvention", feminin=True),
        publient=sur(lire("soutien-metropoles", METROPOLE), total, "métropole", feminin=True),
        commune=compter(lire("soutien-subventions", COMMUNE), "subvention", feminin=True),
        places=compter(lire("soutien-metropoles", COMMUNE), "métropole", feminin=True),
    )
    for auteur, who in ((METROPOLE, "métropoles"), (COMMUNE, "communes membres")):
        if (every := lire("soutien-montant", auteur)).valeur:
            page.par(
                f"actes.montants.{auteur}", "{montants}", montants=_say_montants(page.contexte, every, who)
            )


def _say_montants(contexte: Contexte, every: Mesure, who: str) -> Texte:
    """The amounts that go to the ESS, or why they cannot be told."""
    known, found = (contexte.mesurer(f"soutien-montant-{name}", every.cle) for name in ("connu", "ess"))
    said: dict[str, Valeur] = {"total": montant(every), "part": chiffre(known, "part", sur=every)}
    if is_covered(known, every):
        return dire(
            f"Pour les subventions des {who}, {{ess}} au moins sont allés à des structures de l’économie "
            f"sociale "
            "et solidaire, sur {total} publiés ; l’appartenance des bénéficiaires est connue pour {part} "
            "des montants.",
            ess=montant(found),
            **said,
        )
    return dire(
        f"Les subventions publiées des {who} atteignent {{total}}, toutes années réunies. L’appartenance du "
        "bénéficiaire à l’économie sociale et solidaire n’y est connue que pour {part} des montants : "
        "aucune part ne peut en être tirée.",
        **said,
    )


def _write_fichiers(page: Redaction, tours: Tournures) -> None:
    """Where acts could have been read at all."""
    lire, total = page.contexte.mesurer, page.contexte.mesurer("nb-metropoles")
    page.par(
        "actes.fichiers",
        tours.prendre(FICHIERS),
        marches=sur(lire("actes-metropoles", "marche"), total, "métropole", feminin=True),
        subventions=compter(lire("actes-metropoles", "subvention"), "métropole", feminin=True),
        deliberations=compter(lire("actes-metropoles", "deliberation"), "métropole", feminin=True),
    )


def _write_detections(page: Redaction, champ: str, tours: Tournures) -> None:
    """What is established, what waits for a person: the second is never a proof."""
    lire = page.contexte.mesurer
    etablis = lire("champ-actes-etablis", f"{champ}.{METROPOLE}")
    proposes, communes = (lire("champ-actes-proposes", f"{champ}.{lien}") for lien in (METROPOLE, COMMUNE))
    if not any(one.valeur for one in (etablis, proposes, communes)):
        page.par(
            "actes.detections",
            "Ni les règles ni le lexique n’ont repéré un levier du champ dans ces actes. Seuls les titres "
            "sont lus, et un titre dit peu.",
        )
        return
    page.par(
        "actes.detections",
        tours.prendre(DETECTIONS),
        etablis=accorder(etablis, "acte n’établit", "acte établit", "actes établissent"),
        proposes=_say_proposes(proposes, communes, tours),
    )


def _say_proposes(proposes: Mesure, communes: Mesure, tours: Tournures) -> Texte:
    """What waits for a person; nothing when nothing does."""
    if not (proposes.valeur or communes.valeur):
        return ()
    said = {"metropoles": compter(proposes, "acte"), "communes": compter(communes, "acte")}
    return (Mot(" "), *dire(tours.prendre(PROPOSES), **said))

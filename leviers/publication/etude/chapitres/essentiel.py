"""« L’essentiel »: ten findings, how to read a niveau, what cannot be said."""

from leviers.evidence.niveaux import NIVEAUX
from leviers.publication.etude.blocs import Chapitre, Definitions, Liste
from leviers.publication.etude.calculs import MIN_VALEURS
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.phrases import chiffre, compter, enumerer, joindre, sur
from leviers.publication.etude.texte import Cite, Mot, Texte, as_texte, dire, fort
from leviers.reference import typologie
from leviers.warehouse.indicateurs import load_indicateurs

SIAE = "siae-pour-100000"
DITS_EN_TOUTES_LETTRES = 12
"""Names told in a sentence; beyond, the matrix says them better."""


def write(contexte: Contexte) -> list[Chapitre]:
    """Two pages."""
    page = contexte.chapitre("essentiel", "L’essentiel", est_numerote=False)
    _open(page)
    page.titre("Ce que l’étude montre", ancre="essentiel-constats")
    _tell_etendue(page)
    _tell_leviers(page)
    _tell_preuves(page)
    _tell_actes(page)
    _tell_ess(page)
    page.encadre("Comment lire les niveaux de preuve", [Definitions(define_niveaux())])
    page.encadre(
        "Ce que cette étude ne dit pas", [Liste(tuple(dire(one) for one in SILENCES))], style="vigilance"
    )
    return [page.fermer()]


SILENCES = (
    "Elle ne dit pas qu’une métropole fait plus, ou mieux, qu’une autre. Ni score, ni rang : on compare pour "
    "apprendre.",
    "Elle ne dit pas qu’un levier non repéré n’est pas employé. L’absence de preuve n’est pas la preuve "
    "d’une absence.",
    "Elle ne dit pas ce que les métropoles dépensent pour l’ESS. Les montants des démarches couvrent des "
    "choses différentes et ne s’additionnent jamais.",
    "Elle ne mesure pas les effets : ni emplois créés, ni parcours réussis, ni services rendus.",
)


def define_niveaux() -> tuple[tuple[str, Texte], ...]:
    """Each niveau by its sign and name, with the sentence that explains it."""
    return tuple(
        (f"{one.signe} {one.nom}", (Cite(one.phrase, f"niveau:{one.code}:phrase"),))
        for one in reversed(NIVEAUX)
    )


def _open(page: Redaction) -> None:
    mesurer = page.contexte.mesurer
    page.par(
        "chapeau",
        "Que font les métropoles françaises pour l’économie sociale et solidaire (ESS), et qu’est-ce qui le "
        "prouve ? Cette étude suit {leviers}, rangés en {champs} et un champ transversal, dans {metropoles}.",
        style="chapeau",
        leviers=compter(mesurer("nb-leviers"), "levier"),
        champs=compter(mesurer("vue-champs", "non"), "champ d’action", "champs d’action"),
        metropoles=compter(mesurer("nb-metropoles"), "métropole", feminin=True),
    )
    reperes, mediane = mesurer("vue-usages"), mesurer("vue-leviers-repartis", "mediane")
    page.chiffres_cles(
        [
            (chiffre(mesurer("vue-demarches")), "démarches publiées, chacune avec ses sources"),
            (chiffre(mesurer("vue-pages", "toutes")), "pages publiques citées par ces démarches"),
            (
                chiffre(reperes),
                dire("usages repérés, sur {cases} possibles", cases=chiffre(mesurer("vue-cases"))),
            ),
            (chiffre(mediane), "leviers repérés dans une métropole, en valeur médiane"),
        ]
    )


def _tell_etendue(page: Redaction) -> None:
    mesurer = page.contexte.mesurer
    page.par(
        "etendue",
        "{tete} Des démarches sont publiées pour {metropoles}. Sur {leviers}, le nombre de leviers "
        "repérés dans une métropole va de {bas} à {haut} ; sa valeur médiane est {mediane}. Ce nombre "
        "mesure notre relevé autant que l’action.",
        tete=fort("L’étendue."),
        metropoles=sur(
            mesurer("vue-metropoles-demarches"), mesurer("nb-metropoles"), "métropole", feminin=True
        ),
        leviers=compter(mesurer("nb-leviers"), "levier"),
        bas=chiffre(mesurer("vue-leviers-repartis", "minimum")),
        haut=chiffre(mesurer("vue-leviers-repartis", "maximum")),
        mediane=chiffre(mesurer("vue-leviers-repartis", "mediane")),
    )


def _tell_leviers(page: Redaction) -> None:
    mesurer = page.contexte.mesurer
    communs, absents = (
        mesurer("vue-leviers-diffusion", "deux-tiers"),
        mesurer("vue-leviers-diffusion", "aucune"),
    )
    page.par(
        "repandus",
        "{tete} Repérés dans deux métropoles sur trois au moins : {nombre}.{noms}",
        tete=fort("Les plus répandus."),
        nombre=compter(communs, "levier"),
        noms=_name_leviers(page, "deux-tiers"),
    )
    if absents.valeur:
        page.par(
            "absents",
            "{tete} Repérés nulle part : {nombre}.{noms} Cela ne prouve pas une absence : des métropoles "
            "peuvent les employer sans qu’une page publique le dise.",
            tete=fort("Les introuvables."),
            nombre=compter(absents, "levier"),
            noms=_name_leviers(page, "aucune"),
        )
    else:
        page.par("absents-nuls", "{tete} Aucun : chaque levier est repéré.", tete=fort("Les introuvables."))
    champs = [
        dire(
            "{nom} ({nombre})",
            nom=Cite(champ.nom_court, f"champ:{champ.code}:nom_court"),
            nombre=chiffre(mesurer("vue-champs-metropoles", champ.code), "compte-f"),
        )
        for champ in typologie.load_champs().values()
    ]
    page.par(
        "champs",
        "{tete} Voici, pour chaque champ, le nombre de métropoles où un levier au moins est repéré : "
        "{champs}.",
        tete=fort("Les champs."),
        champs=enumerer(champs),
    )


def _name_leviers(page: Redaction, diffusion: str) -> Texte:
    """The names of the leviers of one key, in the order of the matrix; nothing when there are too many."""
    nombre = page.contexte.mesurer("vue-leviers-diffusion", diffusion).valeur or 0
    if not 0 < nombre <= DITS_EN_TOUTES_LETTRES:
        return as_texte(" La matrice les montre.") if nombre else ()
    lignes = page.contexte.mesures.list_lignes(
        "vue-leviers-diffusion", diffusion, limit=DITS_EN_TOUTES_LETTRES
    )
    codes = {str(ligne["code"]) for ligne in lignes}
    noms: list[Texte] = [
        (Cite(one.nom_court, f"levier:{code}:nom_court"),)
        for code, one in typologie.load_leviers().items()
        if code in codes
    ]
    return (Mot(" Dans l’ordre des champs : "), *joindre(noms, " ; "), Mot("."))


def _tell_preuves(page: Redaction) -> None:
    mesurer = page.contexte.mesurer
    niveaux = {one.code: mesurer("vue-niveaux", one.code) for one in NIVEAUX}
    total = mesurer("vue-usages")
    page.par(
        "preuves",
        "{tete} Les usages repérés, au nombre de {total}, se répartissent ainsi : {repartition}.{suite}",
        tete=fort("Les preuves."),
        total=chiffre(total),
        repartition=enumerer(
            [
                compter(
                    niveaux["documente"],
                    "documenté par une page publique",
                    "documentés par une page publique",
                ),
                compter(
                    niveaux["constate"], "constaté dans un acte public", "constatés dans des actes publics"
                ),
                compter(niveaux["mesure"], "mesuré par un indicateur", "mesurés par un indicateur"),
                compter(niveaux["declare"], "seulement déclaré", "seulement déclarés"),
            ]
        ),
        suite=as_texte(" La matrice dit donc d’abord ce qui s’écrit.")
        if 2 * (niveaux["documente"].valeur or 0) > (total.valeur or 0)
        else (),
    )
    page.par(
        "inobservable",
        "{tete} Cases de la matrice où aucune source publique n’aurait pu montrer l’usage : {cases}. Là, on "
        "ne peut rien conclure, pas même une absence.",
        tete=fort("L’inobservable."),
        cases=sur(niveaux["non-observable"], mesurer("vue-cases"), "case", feminin=True),
    )


def _tell_actes(page: Redaction) -> None:
    mesurer = page.contexte.mesurer
    if page.contexte.etat.build is None:
        page.par(
            "actes-absents",
            "{tete} Les données ouvertes ne sont pas chargées ici : cette version de l’étude ne dit rien des "
            "marchés, des subventions ni des délibérations.",
            tete=fort("Les actes publics."),
        )
        return
    total = mesurer("nb-metropoles")
    genres = {
        genre: sur(mesurer("vue-actes-metropoles", f"{genre}.metropole"), total, "métropole", feminin=True)
        for genre in ("marche", "subvention", "deliberation")
    }
    page.par(
        "actes",
        "{tete} Métropoles dont nous avons reçu un acte au moins. Marchés : {marches}. Subventions : "
        "{subventions}. Délibérations : {deliberations}. Les actes des autres restent hors de vue.",
        tete=fort("Les actes publics."),
        marches=genres["marche"],
        subventions=genres["subvention"],
        deliberations=genres["deliberation"],
    )
    page.par(
        "machine",
        "{tete} Dans les actes des métropoles elles-mêmes, leviers établis par une règle certaine : "
        "{certaines} ; proposés et en attente : {proposees} ; confirmés par une personne : {confirmees}. "
        "Une proposition ne compte pas tant que personne ne l’a relue.",
        tete=fort("Les leviers lus par la machine."),
        certaines=chiffre(mesurer("vue-detections", "metropole.certaine"), "compte-m"),
        proposees=chiffre(mesurer("vue-detections", "metropole.proposee"), "compte-m"),
        confirmees=chiffre(mesurer("vue-detections", "metropole.confirmee"), "compte-m"),
    )


def _tell_ess(page: Redaction) -> None:
    mesurer = page.contexte.mesurer
    effectif = mesurer("ess-repartition", f"{SIAE}.effectif") if page.contexte.etat.build else None
    if effectif and (effectif.valeur or 0) >= MIN_VALEURS:
        mediane = mesurer("ess-repartition", f"{SIAE}.mediane")
        page.par(
            "insertion",
            "{tete} On compte de {bas} à {haut} structures d’insertion par l’activité économique {unite}, "
            "selon les métropoles ; la valeur médiane est {mediane}. La liste est de l’année {annee}.",
            tete=fort("Les structures."),
            bas=chiffre(mesurer("ess-repartition", f"{SIAE}.minimum")),
            haut=chiffre(mesurer("ess-repartition", f"{SIAE}.maximum")),
            mediane=chiffre(mediane),
            unite=Cite(load_indicateurs()[SIAE].unite, f"indicateur:{SIAE}:unite"),
            annee=chiffre(mesurer("ess-annees-indicateurs", SIAE), "annee"),
        )
    connues = mesurer("ess-part-emploi-connues", "metropoles")
    page.par(
        "emploi",
        "{tete} Une source publique donne la part de l’ESS dans l’emploi pour {connues}. La base du calcul "
        "change d’une source à l’autre. Ces parts ne se comparent donc pas, et aucun total n’en est tiré.",
        tete=fort("L’emploi."),
        connues=sur(connues, mesurer("nb-metropoles"), "métropole", feminin=True),
    )

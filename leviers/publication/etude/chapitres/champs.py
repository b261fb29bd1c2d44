"""The seven champs, governance first: what each is, its leviers, its acts, its démarches, what to mind."""

from leviers.catalogue.published import Demarche
from leviers.publication.etude.blocs import Chapitre
from leviers.publication.etude.champs.actes import write_actes
from leviers.publication.etude.champs.attention import list_vigilances, write_attention, write_references
from leviers.publication.etude.champs.leviers import renvoyer, write_groupe, write_tableau
from leviers.publication.etude.champs.plan import list_leviers, load_plans
from leviers.publication.etude.champs.recits import choose_recits, write_recit
from leviers.publication.etude.champs.tournures import PREUVES, RECITS, VUE, Tournures
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.mesures import Mesure
from leviers.publication.etude.phrases import accorder, chiffre, compter, enumerer, sur
from leviers.publication.etude.texte import Cite, Texte, dire
from leviers.reference.typologie import Champ, Levier, load_champs

NB_PARTAGES = 3


def write(contexte: Contexte) -> list[Chapitre]:
    """One chapter for each champ; its code is that of the champ."""
    tours, recits = Tournures(), choose_recits(contexte.etat.demarches)
    return [_write_champ(contexte, champ, tours, recits[code]) for code, champ in load_champs().items()]


def write_resume(contexte: Contexte) -> list[Chapitre]:
    """One page for each champ: what it is, its chart, the leviers most shared, one démarche, one caution."""
    recits = choose_recits(contexte.etat.demarches)
    return [_write_page(contexte, champ, recits[code]) for code, champ in load_champs().items()]


def _open(contexte: Contexte, champ: Champ) -> Redaction:
    return contexte.chapitre(champ.code, champ.nom, genre="champ", couleur=champ.code)


def _write_champ(
    contexte: Contexte, champ: Champ, tours: Tournures, recits: tuple[Demarche, ...]
) -> Chapitre:
    page, plan = _open(contexte, champ), load_plans()[champ.code]
    _write_chapeau(page, champ)
    _write_chiffres(page, champ)
    page.par("enjeu", plan.enjeu)
    page.titre("Vue d’ensemble", ancre=f"vue-{champ.code}")
    _write_vue(page, champ, tours)
    page.figure(f"champs/{champ.code}", ancre=f"figure-{champ.code}")
    write_tableau(page, champ)
    for place, groupe in enumerate(plan.groupes):
        write_groupe(page, groupe, tours, cle="groupe." + "abcdefgh"[place])
    write_actes(page, champ.code, tours)
    _write_recits(page, champ, tours, recits)
    write_attention(page, champ, tours)
    write_references(page, champ)
    return page.fermer()


def _write_page(contexte: Contexte, champ: Champ, recits: tuple[Demarche, ...]) -> Chapitre:
    page = _open(contexte, champ)
    _write_chapeau(page, champ)
    _write_chiffres(page, champ)
    page.figure(f"champs/{champ.code}")
    _write_partages(page, champ)
    for demarche in recits[:1]:
        page.ajouter(write_recit(contexte, demarche))
    for fiche in list_vigilances(contexte, champ)[:1]:
        code = fiche.reference.code
        point = Cite(fiche.points_de_vigilance[0], f"fiche:{code}:points_de_vigilance")
        said = page.paragraphe(f"attention.{code}", "{point}", point=point)
        page.encadre("À retenir avant d’agir", [said], style="vigilance")
    return page.fermer()


def _write_chapeau(page: Redaction, champ: Champ) -> None:
    """What the champ is, in the words of the reference, then how far it is observed."""
    lire, code = page.contexte.mesurer, champ.code
    presentation = Cite(champ.presentation, f"champ:{code}:presentation")
    demarches = lire("champ-demarches", code)
    if not demarches.valeur:
        page.par(
            "chapeau",
            "{presentation} Aucune démarche publiée n’y est encore rangée : ce chapitre dit ce que sont ses "
            "leviers et ce qui reste à chercher.",
            style="chapeau",
            presentation=presentation,
        )
        return
    page.par(
        "chapeau",
        "{presentation} Nos sources montrent au moins un levier du champ dans {metropoles}. Nous y avons "
        "relevé {demarches}, d’après {pages}.",
        style="chapeau",
        presentation=presentation,
        metropoles=sur(lire("champ-metropoles", code), lire("nb-metropoles"), "métropole", feminin=True),
        demarches=compter(demarches, "démarche", feminin=True),
        pages=compter(lire("champ-sources", code), "page publique", "pages publiques", feminin=True),
    )


def _write_chiffres(page: Redaction, champ: Champ) -> None:
    lire, code = page.contexte.mesurer, champ.code
    page.chiffres_cles(
        (
            (chiffre(lire("champ-leviers-reperes", code)), _say_leviers(page.contexte, code)),
            (chiffre(lire("champ-metropoles", code)), "métropoles où l’un d’eux au moins est repéré"),
            (chiffre(lire("champ-demarches", code)), "démarches publiées, avec leurs sources"),
            (chiffre(lire("champ-leviers-mediane", code)), "leviers du champ, valeur médiane par métropole"),
        )
    )


def _say_leviers(contexte: Contexte, code: str) -> Texte:
    return dire("leviers repérés, sur {leviers}", leviers=chiffre(contexte.mesurer("champ-leviers", code)))


def _write_vue(page: Redaction, champ: Champ, tours: Tournures) -> None:
    """How leviers spread over métropoles: a distribution, never a ranking."""
    lire, code = page.contexte.mesurer, champ.code
    usages = lire("champ-usages", code)
    if not usages.valeur:
        page.par(
            "vue",
            "Aucun levier du champ n’est repéré à ce jour : {aucune} n’apparaît dans nos sources. Les pages "
            "qui suivent décrivent les outils ; elles ne disent rien de leur emploi.",
            aucune=compter(lire("champ-metropoles", code), "métropole", feminin=True),
        )
        return
    page.par(
        "vue.repartition",
        tours.prendre(VUE),
        minimum=chiffre(lire("champ-leviers-minimum", code)),
        maximum=compter(lire("champ-leviers-maximum", code), "levier"),
        mediane=chiffre(lire("champ-leviers-mediane", code)),
        leviers=compter(lire("champ-leviers", code), "levier"),
        communs=_say_communs(page.contexte, champ),
        rares=accorder(lire("champ-leviers-rares", code), "ne se limite", "se limite", "se limitent"),
        absents=_say_absents(lire("champ-leviers-absents", code)),
    )
    page.par(
        "vue.preuves",
        tours.prendre(PREUVES),
        usages=compter(usages, "usage"),
        etablis=accorder(lire("champ-usages-etablis", code), "n’est établi", "est établi", "sont établis"),
    )


def _say_absents(absents: Mesure) -> Texte:
    """Leviers met nowhere, when there are some."""
    if not absents.valeur:
        return ()
    nombre = accorder(absents, "", "levier n’apparaît", "leviers n’apparaissent")
    return dire(" Enfin, {nombre} dans aucune source.", nombre=nombre)


def _write_partages(page: Redaction, champ: Champ) -> None:
    """The leviers met in most métropoles, those met nowhere."""
    lire = page.contexte.mesurer
    rows = [(lire("metropoles-par-levier", levier.code), levier) for levier in list_leviers(champ)]
    shared = sorted((row for row in rows if row[0].valeur), key=lambda row: -(row[0].valeur or 0))
    if not shared:
        return
    page.par(
        "partages",
        "Les leviers que l’on rencontre le plus, avec le nombre de métropoles où ils sont repérés : "
        "{partages}. Sur {leviers}, {communs} dans une métropole sur deux au moins.",
        partages=enumerer([_say_partage(found, levier) for found, levier in shared[:NB_PARTAGES]]),
        leviers=compter(lire("champ-leviers", champ.code), "levier"),
        communs=_say_communs(page.contexte, champ),
    )


def _say_partage(found: Mesure, levier: Levier) -> Texte:
    """« « Clause sociale » (19) »."""
    return dire("« {levier} » ({nombre})", levier=renvoyer(levier), nombre=chiffre(found))


def _say_communs(contexte: Contexte, champ: Champ) -> Texte:
    found = contexte.mesurer("champ-leviers-communs", champ.code)
    return accorder(found, "n’est repéré", "est repéré", "sont repérés")


def _write_recits(page: Redaction, champ: Champ, tours: Tournures, recits: tuple[Demarche, ...]) -> None:
    if not recits:
        return
    lire, code = page.contexte.mesurer, champ.code
    page.titre("Des démarches racontées", ancre=f"recits-{code}")
    page.par(
        "recits",
        tours.prendre(RECITS),
        retenables=compter(lire("champ-demarches-retenables", code), "démarche", feminin=True),
        demarches=chiffre(lire("champ-demarches", code)),
    )
    for demarche in recits:
        page.ajouter(write_recit(page.contexte, demarche))

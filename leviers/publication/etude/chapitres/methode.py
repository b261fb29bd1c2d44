"""« Méthode et limites »: what was read, what a niveau means, what is not known."""

from leviers.catalogue.published import Source
from leviers.evidence.regles import load_regles
from leviers.publication.etude import calculs
from leviers.publication.etude.blocs import Chapitre, Definitions, Liste
from leviers.publication.etude.chapitres.essentiel import define_niveaux
from leviers.publication.etude.chapitres.sources_lues import show_couverture, show_sources
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.phrases import compter, sur
from leviers.publication.etude.texte import Cite, Renvoi, Texte, dire
from leviers.reference.etudes import (
    ANNONCEES,
    ENQUETEES,
    METROPOLES_2019,
    Chiffre,
    Page,
    load_etudes,
)
from leviers.reference.typography import date_fr, nombre

CONSULTEES = "novembre 2026"
"""When the pages on the earlier studies and the legal texts were read: see the heads of their files."""


def write(contexte: Contexte) -> list[Chapitre]:
    """The whole chapter."""
    page = contexte.chapitre("methode", "Méthode et limites")
    _open(page)
    _tell_enquete(page)
    page.titre("Les sources lues", ancre="methode-sources")
    _tell_releve(page)
    show_sources(page)
    _tell_niveaux(page)
    _tell_machine(page)
    page.titre("Ce que l’on voit de chaque métropole", ancre="methode-couverture")
    show_couverture(page)
    _tell_limites(page)
    _define_mots(page)
    _tell_retour(page)
    return [page.fermer()]


def write_court(contexte: Contexte) -> list[Chapitre]:
    """What the summary keeps of it."""
    page = contexte.chapitre("methode", "Méthode, en bref")
    _open(page)
    _tell_releve(page)
    _tell_machine(page)
    _define_mots(page)
    return [page.fermer()]


def _open(page: Redaction) -> None:
    page.par(
        "chapeau",
        "Un principe tient cette étude : rien n’est écrit sans sa preuve. Chaque démarche renvoie à une page "
        "publique, chaque chiffre à sa requête. Ce qui n’est pas connu est dit inconnu.",
        style="chapeau",
    )


def cite_pages(page: Redaction, pages: tuple[Page, ...], titre: str) -> Renvoi:
    """The numbers of pages about an earlier study, whose own titles were not kept."""
    rows = [Source(one.url, titre, one.editeur, one.date, False) for one in pages]
    return page.contexte.sources.cite(rows, f"en {CONSULTEES}")


def _quote(chiffre_cite: Chiffre) -> Cite:
    return Cite(nombre(chiffre_cite.valeur), f"etude:{METROPOLES_2019}:chiffre/{chiffre_cite.libelle}/valeur")


def _tell_enquete(page: Redaction) -> None:
    etude = load_etudes()[METROPOLES_2019]
    enquetees, annoncees = etude.find_chiffre(ENQUETEES), etude.find_chiffre(ANNONCEES)
    page.titre("D’où vient la grille de lecture", ancre="methode-enquete")
    page.par(
        "grille",
        "La grille vient d’une étude de l’Avise et du Réseau des collectivités territoriales pour une "
        "économie solidaire (RTES), « {titre} », publiée le {jour}.{renvoi} Ses champs d’action sont "
        "repris ici ; un champ transversal, la gouvernance, s’y ajoute. La liste des leviers est la nôtre.",
        titre=Cite(etude.titre, f"etude:{METROPOLES_2019}:titre"),
        jour=Cite(date_fr(etude.date_publication), f"etude:{METROPOLES_2019}:date_publication"),
        renvoi=cite_pages(page, etude.sources, "Annonce de l’étude sur les métropoles"),
    )
    page.par(
        "repondants",
        "Prudence sur les répondants. La presse a parlé d’une enquête sur les {annoncees} métropoles ; "
        "selon la page des organisateurs, {enquetees} ont été enquêtées, de mars à juin {annee}.{renvoi} "
        "Nous n’avons pas lu le texte de l’étude, et aucune de ses réponses n’entre ici comme une preuve.",
        annoncees=_quote(annoncees),
        enquetees=_quote(enquetees),
        annee=Cite(str(enquetees.annee), f"etude:{METROPOLES_2019}:chiffre/{enquetees.libelle}/annee"),
        renvoi=cite_pages(page, enquetees.sources, "Page des organisateurs sur leur enquête"),
    )


def _tell_releve(page: Redaction) -> None:
    mesurer = page.contexte.mesurer
    jours = sorted((one.verifiee_le, one.id) for one in page.contexte.etat.demarches if one.verifiee_le)
    page.par(
        "releve",
        "Le relevé compte {demarches}, tirées de {pages}. Chaque démarche nomme une métropole, un à trois "
        "leviers, et la page qui la montre. {relues}",
        demarches=compter(mesurer("vue-demarches"), "démarche", feminin=True),
        pages=compter(mesurer("vue-pages", "toutes"), "page publique", "pages publiques", feminin=True),
        relues=_say_jours(jours[0], jours[-1]) if jours else "Aucune date de relecture n’est connue.",
    )
    if page.contexte.etat.build:
        page.par(
            "donnees",
            "Nous lisons aussi des fichiers publics : marchés, subventions, délibérations, listes de "
            "structures. Ils sont rapprochés par numéro SIREN, jamais par nom.",
        )
    else:
        page.par(
            "donnees-absentes",
            "Les données ouvertes ne sont pas chargées ici. Cette version de l’étude repose sur le seul "
            "relevé.",
        )


def _say_jours(premier: tuple, dernier: tuple) -> Texte:
    """When démarches were last reviewed: first and last days."""
    first, last = (Cite(date_fr(jour), f"demarche:{one}:verifiee_le") for jour, one in (premier, dernier))
    if premier[0] == dernier[0]:
        return dire("Leurs sources ont été relues le {jour}.", jour=first)
    return dire("Leurs sources ont été relues du {debut} au {fin}.", debut=first, fin=last)


def _tell_niveaux(page: Redaction) -> None:
    regles = load_regles()
    page.titre("Les niveaux de preuve", ancre="methode-niveaux")
    page.par(
        "niveaux",
        "Un usage est un levier dans une métropole. Son niveau de preuve dit ce que vaut la meilleure de ses "
        "preuves. Un niveau plus haut veut dire mieux prouvé, et non mieux fait.",
    )
    page.ajouter(Definitions(define_niveaux()))
    page.par(
        "regles",
        "Un acte public établit un levier quand une règle certaine ou une personne le confirme. Il en faut "
        "un, parfois plusieurs, selon le levier : le nombre est publié pour chacun. Seuls comptent les "
        "actes de la métropole elle-même, et ceux des {annees} dernières années le plus souvent. Un levier "
        "n’est dit non repéré que si l’on a reçu au moins {observable} actes d’un genre où il aurait pu se "
        "voir ; sinon, il est non observable.",
        annees=Cite(nombre(regles.annees), "regle:preuves:annees"),
        observable=Cite(nombre(regles.observable), "regle:preuves:observable"),
    )


def _tell_machine(page: Redaction) -> None:
    page.titre("Ce que la machine lit", ancre="methode-machine")
    page.par(
        "machine",
        "Un lexique et des règles lisent l’objet de chaque acte et y cherchent les leviers. Une règle est "
        "certaine quand elle s’appuie sur un champ déclaré ou sur un registre public. Tout le reste est une "
        "proposition, gardée avec les mots qui l’ont déclenchée. Une proposition ne change aucun niveau "
        "tant que personne ne l’a relue.",
    )
    if page.contexte.etat.build:
        page.par(
            "machine-nombres",
            "Dans les actes des métropoles elles-mêmes : {certaines} ; {proposees} ; {confirmees} ; "
            "{rejetees}. Dans ceux de leurs communes, qui ne changent aucun niveau : {communes_certaines}, "
            "{communes_proposees}.",
            certaines=_count(page, "metropole.certaine", "détection certaine", "détections certaines"),
            proposees=_count(page, "metropole.proposee", "proposition en attente", "propositions en attente"),
            confirmees=_count(page, "metropole.confirmee", "confirmée", "confirmées"),
            rejetees=_count(page, "metropole.rejetee", "rejetée", "rejetées"),
            communes_certaines=_count(page, "commune.certaine", "détection certaine", "détections certaines"),
            communes_proposees=_count(page, "commune.proposee", "proposition", "propositions"),
        )


def _count(page: Redaction, cle: str, singulier: str, pluriel: str) -> Texte:
    return compter(page.contexte.mesurer("vue-detections", cle), singulier, pluriel, feminin=True)


def _tell_limites(page: Redaction) -> None:
    mesurer = page.contexte.mesurer
    total = mesurer("vue-demarches")

    def partie(cle: str) -> Texte:
        return sur(mesurer("limites-demarches", cle), total, "démarche", feminin=True)

    page.titre("Ce que le relevé ne sait pas", ancre="methode-limites")
    page.par(
        "limites",
        "Un relevé garde la trace de ce qui s’écrit, et de ce que l’on trouve. Une métropole qui publie "
        "beaucoup y tient plus de place. Voici ce qui manque, compté dans le relevé lui-même.",
    )
    page.liste(
        [
            dire("Tiennent à une seule source : {part}.", part=partie("une-source")),
            dire(
                "N’ont que des sources secondaires, ni page de la métropole ni acte officiel : {part}.",
                part=partie("source-secondaire"),
            ),
            dire("N’ont pas d’année de début connue : {part}.", part=partie("sans-annee")),
            dire("N’ont pas de montant connu : {part}.", part=partie("sans-montant")),
            dire("Ont un statut inconnu, en cours ou terminé : {part}.", part=partie("statut-inconnu")),
            dire(
                "Leviers qu’aucune démarche n’illustre : {part}.",
                part=sur(mesurer("limites-leviers"), mesurer("nb-leviers"), "levier"),
            ),
            dire(
                "Fiches de leviers relues en entier par une personne compétente : {part}.",
                part=sur(mesurer("limites-fiches"), mesurer("nb-leviers"), "fiche", feminin=True),
            ),
            dire(
                "Pages citées qui ne répondent plus : {part}.",
                part=sur(
                    mesurer("vue-pages", "mortes"), mesurer("vue-pages", "toutes"), "page", feminin=True
                ),
            ),
        ]
    )


def _define_mots(page: Redaction) -> None:
    regles = load_regles()
    page.titre("Le sens des mots, et ce qui n’est pas dit", ancre="methode-mots")
    page.ajouter(
        Definitions(
            (
                ("« La plupart »", dire("Les deux tiers au moins.")),
                (
                    "« Plus de la moitié », « la moitié », « moins de la moitié »",
                    dire("Le compte exact, en mots."),
                ),
                ("Valeur médiane", dire("Autant de valeurs au-dessus qu’au-dessous.")),
                ("Couverture", dire("La part des lignes d’un fichier qui permettait le calcul.")),
                ("« Inconnu »", dire("Aucune source ne le dit. Inconnu n’est jamais zéro.")),
            )
        )
    )
    page.encadre(
        "En dessous de ces seuils, nous nous taisons",
        [
            Liste(
                (
                    dire(
                        "Moins de {seuil} cas en tout : les nombres sont donnés, sans pourcentage.",
                        seuil=Cite(nombre(calculs.MIN_PCT), "seuil:calculs:MIN_PCT"),
                    ),
                    dire(
                        "Moins de {seuil} valeurs : aucune médiane.",
                        seuil=Cite(nombre(calculs.MIN_VALEURS), "seuil:calculs:MIN_VALEURS"),
                    ),
                    dire(
                        "Couverture inférieure à {seuil} % : le chiffre est un indice et ne mesure rien.",
                        seuil=Cite(nombre(regles.couverture_pct), "regle:preuves:couverture_pct"),
                    ),
                )
            )
        ],
        style="vigilance",
    )


def _tell_retour(page: Redaction) -> None:
    page.titre("Vérifier un chiffre", ancre="methode-verifier")
    page.par(
        "verifier",
        "Dans l’édition en ligne, chaque chiffre est un lien. Il ouvre la requête qui le calcule, puis les "
        "lignes comptées, avec leur fichier et leur rang. Les tables sont celles des données ouvertes du "
        "site : qui les télécharge et relance la requête retrouve le même nombre.",
    )
    page.par(
        "citations",
        "Les mots d’une source, titres, dates, seuils, sont repris tels quels. Personne ne peut corriger un "
        "chiffre calculé : une correction ne touche que les mots autour. Une édition publiée ne change plus "
        "; une erreur y reçoit un erratum.",
    )
    page.titre("Comparer sans classer", ancre="methode-comparer")
    page.par(
        "comparer",
        "Les métropoles sont présentées par ordre alphabétique ou par population, jamais par résultat. "
        "Aucune note d’ensemble n’est calculée. Les distributions montrent où se situent les valeurs ; "
        "elles ne disent pas qui a raison. Une compétence, une histoire, un budget, une page web mieux "
        "tenue peuvent expliquer un écart.",
    )

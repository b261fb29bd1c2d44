"""The dossier of one usage: what shows it, what is not known, what agrees, where else."""

from dataclasses import dataclass

from leviers.catalogue.published import Published, Repere
from leviers.evidence import declarations, fictif
from leviers.evidence.actes import Actes, list_actes
from leviers.evidence.declarations import Contradiction, list_contradictions
from leviers.evidence.models import Mouvement
from leviers.evidence.niveaux import CONSTATE, DECLARE, DOCUMENTE, MESURE, Niveau
from leviers.evidence.preuves import (
    COMMUNE,
    CONSTATEE,
    DECLAREE,
    DOCUMENTEE,
    MESUREE,
    METROPOLE,
    Preuve,
    counts,
    establish,
)
from leviers.evidence.regles import Regle, load_regles
from leviers.evidence.releves import Fonds, Releve
from leviers.evidence.requetes import read_query
from leviers.evidence.usages import Usage, Usages, compute_usages
from leviers.reference import territoires, typologie
from leviers.survey.declarations import Declaration
from leviers.warehouse.indicateurs import Indicateur, load_indicateurs

GENRES = (DECLAREE, DOCUMENTEE, CONSTATEE, MESUREE)
SHOWN = 20
"""Lines of the journal shown with one usage."""

# A repère of this kind agrees with the usage of this levier. It is shown beside the proofs and never
# changes the niveau: a yes or a name without a described action is not a démarche.
REPERES_CONCORDANTS: dict[str, str] = {
    "spaser": "spaser",
    "elu-delegue-ess": "elu_ess",
    "feuille-de-route-ess": "strategie_ess",
    "adhesion-reseaux": "adherent_rtes",
    "conseil-ess": "instance_ess",
    "experimentation-tzcld": "tzcld",
    "ptce": "ptce",
    "tiers-lieux": "tiers_lieu",
}
GENRES_CONCORDANTS = ("oui", "texte")  # a number says how many, not that the levier is used


@dataclass(frozen=True)
class Etape:
    """One step of the scale; `manque` says what is not known when the step is not reached."""

    niveau: Niveau
    est_atteinte: bool
    manque: str


@dataclass(frozen=True)
class Mesure:
    """A value of the indicator that measures the levier, for the métropole itself; `compte`: it counts."""

    indicateur: Indicateur
    annee: int
    valeur: float
    couverture_pct: float
    compte: bool


@dataclass(frozen=True)
class Source:
    """What open data hold of one genre of act for the territoire, by the métropole or by its communes."""

    genre: str
    lien: str
    fonds: Fonds | None


@dataclass(frozen=True)
class Dossier:
    """Everything about one cell of the matrix; `precedent` and `suivant` follow the row.

    releve    the build that was read; None while open data are not there
    sources   for each genre of act that could prove the levier, what there is
    dits      what the territoire answered of it to surveys, yes or no; `contradictions`, where proofs part
    """

    usage: Usage
    etapes: tuple[Etape, ...]
    reperes: tuple[Repere, ...]
    actes: Actes
    mesures: tuple[Mesure, ...]
    sources: tuple[Source, ...]
    releve: Releve | None
    regle: Regle
    mouvements: tuple[Mouvement, ...]
    ailleurs: tuple[Usage, ...]
    precedent: Usage | None
    suivant: Usage | None
    dits: tuple[Declaration, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def nb_ailleurs(self) -> int:
        """Other métropoles where the levier is repéré."""
        return sum(usage.est_repere for usage in self.ailleurs)

    @property
    def est_fictif(self) -> bool:
        """Whether it is about the invented territoire."""
        return self.usage.territoire.kind == "fictif"


def build_dossier(catalogue: Published, slug: str, code: str) -> Dossier | None:
    """Gather what is known of one territoire and one levier; None when either is unknown.

    Order  elsewhere by population, repères from the most recent
    """
    is_invented = slug == fictif.SLUG
    territoire = fictif.load_orval() if is_invented else territoires.index_by_slug().get(slug)
    known = fictif.compute_usages_fictifs(catalogue.version) if is_invented else compute_usages(catalogue)
    if territoire is None or known is None or code not in typologie.load_leviers():
        return None
    usage = known.by_key[territoire.siren, code]
    precedent, suivant = _find_neighbours(known, usage)
    releve = known.releve
    actes = list_actes(releve, territoire.siren, code) if releve else Actes()
    mesures = _list_mesures(usage, releve) if releve else ()
    dits = (
        ()
        if is_invented
        else declarations.current(catalogue.version).by_key.get((territoire.siren, code), ())
    )
    return Dossier(
        usage=usage,
        etapes=_list_etapes(usage, actes, releve),
        reperes=() if is_invented else _list_concordants(catalogue, territoire.siren, code),
        actes=actes,
        mesures=mesures,
        sources=_list_sources(usage, releve) if releve else (),
        releve=releve,
        regle=load_regles().leviers[code],
        mouvements=tuple(Mouvement.objects.filter(territoire_siren=territoire.siren, levier=code)[:SHOWN]),
        ailleurs=() if is_invented else tuple(u for u in known.of_levier(code) if u is not usage),
        precedent=precedent,
        suivant=suivant,
        dits=dits,
        contradictions=list_contradictions(
            dits, usage.preuves, mesures_nulles=_list_zeros(mesures, usage, releve)
        ),
    )


def _find_neighbours(known: Usages, usage: Usage) -> tuple[Usage | None, Usage | None]:
    row = known.of_territoire(usage.territoire.siren)
    place = [*typologie.load_leviers()].index(usage.levier.code)
    return row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None


def _list_etapes(usage: Usage, actes: Actes, releve: Releve | None) -> tuple[Etape, ...]:
    """The four steps, each reached or with what is missing."""
    regle = load_regles().leviers[usage.levier.code]
    annee = releve.annee if releve else 0
    valid = [preuve for preuve in usage.preuves if counts(preuve, regle, annee=annee)]
    reached = {
        establish([preuve for preuve in valid if preuve.genre == genre], regle, annee=annee)
        for genre in GENRES
    }
    missing = {
        DECLARE: "aucune réponse à une enquête enregistrée à ce jour",
        DOCUMENTE: "aucune démarche sourcée publiée à ce jour",
        CONSTATE: _say_no_act(actes, valid, releve),
        MESURE: _say_no_measure(regle, releve),
    }
    return tuple(Etape(niveau, niveau in reached, manque) for niveau, manque in missing.items())


def _say_no_act(actes: Actes, valid: list[Preuve], releve: Releve | None) -> str:
    if releve is None:
        return "les données ouvertes ne sont pas chargées"
    if any(preuve.genre == CONSTATEE for preuve in valid):
        return "des actes établis, pas encore en nombre suffisant"
    if actes.etablis:
        return "les actes établis sont trop anciens ou sans année sûre"
    if actes.proposes:
        return "des actes sont proposés par la machine, aucun n’est confirmé"
    return "aucun acte de la métropole ne le montre dans les données reçues"


def _say_no_measure(regle: Regle, releve: Releve | None) -> str:
    if not regle.indicateur:
        return "aucun indicateur ne mesure ce levier"
    if releve is None:
        return "les données ouvertes ne sont pas chargées"
    return "l’indicateur n’a pas, pour la métropole, de valeur récente, au-dessus de zéro et assez couverte"


def _list_mesures(usage: Usage, releve: Releve) -> tuple[Mesure, ...]:
    """Every value of the indicator for the métropole itself, the latest year first, counted or not."""
    regle = load_regles().leviers[usage.levier.code]
    if not regle.indicateur:
        return ()
    indicateur = load_indicateurs()[regle.indicateur]
    bound = {"code": regle.indicateur, "siren": usage.territoire.siren}
    cles = {
        cle for preuve in usage.preuves if counts(preuve, regle, annee=releve.annee) for cle in preuve.cles
    }
    return tuple(
        Mesure(
            indicateur,
            row["annee"],
            row["valeur"],
            row["couverture_pct"],
            f"mesure:{regle.indicateur}:{row['annee']}" in cles,
        )
        for row in releve.build.read(read_query("valeurs"), bound)
    )


def _list_zeros(mesures: tuple[Mesure, ...], usage: Usage, releve: Releve | None) -> tuple[str, ...]:
    """The latest value of the indicator, when it is zero, recent and covered enough to say so."""
    regle = load_regles().leviers[usage.levier.code]
    if not mesures or releve is None or mesures[0].annee < releve.annee - regle.annees:
        return ()
    last = mesures[0]
    is_zero = last.valeur == 0 and last.couverture_pct >= load_regles().couverture_pct
    return (f"mesure:{last.indicateur.code}:{last.annee}",) if is_zero else ()


def _list_sources(usage: Usage, releve: Releve) -> tuple[Source, ...]:
    siren = usage.territoire.siren
    return tuple(
        Source(genre, lien, releve.fonds.get((siren, genre, lien)))
        for genre in load_regles().leviers[usage.levier.code].faits
        for lien in (METROPOLE, COMMUNE)
    )


def _list_concordants(catalogue: Published, siren: str, code: str) -> tuple[Repere, ...]:
    cle = REPERES_CONCORDANTS.get(code)
    found = [
        repere
        for repere in catalogue.reperes
        if repere.cle == cle and repere.territoire.siren == siren and repere.genre in GENRES_CONCORDANTS
    ]
    return tuple(sorted(found, key=lambda repere: (-(repere.annee or 0), repere.id)))

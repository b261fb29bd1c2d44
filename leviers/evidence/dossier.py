"""The dossier of one usage: what shows it, what is not known, what agrees, where else."""

from dataclasses import dataclass

from leviers.catalogue.published import Published, Repere
from leviers.evidence.niveaux import BY_CODE, DOCUMENTE, Niveau
from leviers.evidence.usages import Usage, Usages, compute_usages
from leviers.reference import territoires, typologie

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
MANQUES: dict[str, str] = {
    "declare": "aucune réponse à une enquête enregistrée à ce jour",
    "documente": "aucune démarche sourcée publiée à ce jour",
    "constate": "aucun acte public rapproché à ce jour",
    "mesure": "aucun indicateur calculé à ce jour",
}


@dataclass(frozen=True)
class Etape:
    """One step of the scale; `manque` says what is not known when the step is not reached."""

    niveau: Niveau
    est_atteinte: bool
    manque: str


@dataclass(frozen=True)
class Dossier:
    """Everything about one cell of the matrix; `precedent` and `suivant` follow the row."""

    usage: Usage
    etapes: tuple[Etape, ...]
    reperes: tuple[Repere, ...]
    ailleurs: tuple[Usage, ...]
    precedent: Usage | None
    suivant: Usage | None

    @property
    def nb_ailleurs(self) -> int:
        """Other métropoles where the levier is repéré."""
        return sum(usage.est_repere for usage in self.ailleurs)


def build_dossier(catalogue: Published, slug: str, code: str) -> Dossier | None:
    """Gather what is known of one métropole and one levier; None when either is unknown.

    Order  elsewhere by population, repères from the most recent
    """
    metropole = territoires.index_by_slug().get(slug)
    if metropole is None or code not in typologie.load_leviers():
        return None
    known = compute_usages(catalogue)
    usage = known.by_key[metropole.siren, code]
    precedent, suivant = _find_neighbours(known, usage)
    return Dossier(
        usage=usage,
        etapes=tuple(_as_etape(usage, BY_CODE[name], manque) for name, manque in MANQUES.items()),
        reperes=_list_concordants(catalogue, metropole.siren, code),
        ailleurs=tuple(other for other in known.of_levier(code) if other is not usage),
        precedent=precedent,
        suivant=suivant,
    )


def _find_neighbours(known: Usages, usage: Usage) -> tuple[Usage | None, Usage | None]:
    row = known.of_territoire(usage.territoire.siren)
    place = [*typologie.load_leviers()].index(usage.levier.code)
    return row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None


def _as_etape(usage: Usage, niveau: Niveau, manque: str) -> Etape:
    is_reached = usage.niveau is niveau or (niveau is DOCUMENTE and bool(usage.demarches))
    return Etape(niveau, is_reached, manque)


def _list_concordants(catalogue: Published, siren: str, code: str) -> tuple[Repere, ...]:
    cle = REPERES_CONCORDANTS.get(code)
    found = [
        repere
        for repere in catalogue.reperes
        if repere.cle == cle and repere.territoire.siren == siren and repere.genre in GENRES_CONCORDANTS
    ]
    return tuple(sorted(found, key=lambda repere: (-(repere.annee or 0), repere.id)))

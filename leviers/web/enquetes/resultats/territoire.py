"""The published answers of one territoire, with its dated steps and what each side said of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404

from leviers.evidence.fictif import SLUG, load_orval
from leviers.reference.territoires import Metropole, index_by_slug
from leviers.reference.typologie import Levier, load_leviers
from leviers.survey.avis import read_avis
from leviers.survey.croisement import SILENCES
from leviers.survey.depouillement import REPONDU, Fiche, Reponse, read_fiches
from leviers.survey.items import NOMBRE, TEXTE, Item, Plan, read_plan
from leviers.survey.models import Avis, Campagne, Etape, Participation
from leviers.web.enquetes.resultats.page import say_nombre

Etat = Participation.Etat
ETAPES = {
    Etat.ENVOYEE: "Réponses envoyées",
    Etat.CONTRADICTOIRE: "Première lecture terminée, droit de réponse ouvert",
    Etat.AUDIT: "Droit de réponse terminé, contrôle commencé",
    Etat.PUBLIEE: "Réponses publiées",
}
STADES = {
    Avis.Stade.LECTURE: "Première lecture",
    Avis.Stade.REPLIQUE: "Réponse de la métropole",
    Avis.Stade.CONTROLE: "Contrôle",
}
CONCLUSIONS = {
    Avis.Conclusion.ACCORD: "D’accord",
    Avis.Conclusion.PRECISER: "À préciser",
    Avis.Conclusion.CONTREDIT: "Contredit par une source",
}


@dataclass(frozen=True, eq=False)
class Ligne:
    """One question: what was answered, and the last avis of each stage, None where nobody spoke."""

    item: Item
    textes: tuple[str, ...]
    liens: tuple[str, ...]
    avis: dict[str, Avis | None]

    @property
    def leviers(self) -> list[Levier]:
        known = load_leviers()
        return [known[code] for code in self.item.leviers if code in known]

    @property
    def has_avis(self) -> bool:
        return any(self.avis.values())

    @property
    def est_contestee(self) -> bool:
        """Whether the team was not satisfied in the end: a source says otherwise, or more is asked."""
        last = self.avis[Avis.Stade.CONTROLE] or self.avis[Avis.Stade.LECTURE]
        return last is not None and last.conclusion != Avis.Conclusion.ACCORD


@dataclass(frozen=True, eq=False)
class Dossier:
    """Everything of one territoire in one campaign that may be shown."""

    campagne: Campagne
    territoire: Metropole
    fiche: Fiche
    etapes: tuple[tuple[str, Etape], ...]
    sections: tuple[tuple[str, str, tuple[Ligne, ...]], ...]
    has_reserve: bool

    @property
    def nb_contestees(self) -> int:
        return sum(ligne.est_contestee for _code, _title, lignes in self.sections for ligne in lignes)


def read_dossier(campagne: Campagne, slug: str) -> Dossier:
    """The answers of a territoire.

    Raises  Http404 when it did not answer, when nothing is published, or when it asked not to be named
    """
    territoire = load_orval() if slug == SLUG else index_by_slug().get(slug)
    fiches = {fiche.siren: fiche for fiche in read_fiches(campagne)}
    fiche = fiches.get(territoire.siren) if territoire else None
    if territoire is None or fiche is None or not fiche.is_shown:
        raise Http404("Ce territoire n’a pas de réponse publiée avec son nom dans cette enquête.")
    plan = read_plan(campagne.version)
    participation = Participation(pk=fiche.participation)
    said = read_avis(participation)
    sections = tuple(
        (code, title, lignes)
        for code, title in plan.sections.items()
        if (lignes := tuple(_list_lignes(plan, fiche, said, code)))
    )
    etapes = Etape.objects.filter(participation=participation, etat__in=ETAPES).order_by("quand", "pk")
    return Dossier(
        campagne,
        territoire,
        fiche,
        tuple((ETAPES[Etat(etape.etat)], etape) for etape in etapes),
        sections,
        any(item.est_reserve and not fiche.is_named(item) for item in plan.items),
    )


def _list_lignes(plan: Plan, fiche: Fiche, said: Mapping[str, tuple[Avis, ...]], section: str) -> list[Ligne]:
    shown = [
        item
        for item in plan.items
        if item.section == section
        and fiche.is_named(item)
        and fiche.read(item)
        and item.code not in plan.roles.techniques
    ]
    return [_as_ligne(item, fiche.read(item), said.get(item.chemin, ())) for item in shown]


def _as_ligne(item: Item, reponses: tuple[Reponse, ...], said: tuple[Avis, ...]) -> Ligne:
    last: dict[str, Avis | None] = dict.fromkeys(STADES)
    for avis in said:
        last[avis.stade] = avis
    return Ligne(
        item,
        tuple(say_reponse(item, reponse) for reponse in reponses),
        tuple(reponse.lien for reponse in reponses if reponse.lien),
        last,
    )


def say_reponse(item: Item, reponse: Reponse) -> str:
    """One answer in words; words of its author only once the control approved them."""
    if reponse.statut != REPONDU:
        return SILENCES[reponse.statut]
    if item.genre == NOMBRE:
        return say_nombre(float(reponse.valeur), item.unite)
    if item.genre == TEXTE:
        return reponse.valeur if reponse.est_approuvee else "Réponse en mots, pas encore approuvée"
    if item.choix:
        return ", ".join(label for code, label in item.choix.items() if code in reponse.codes)
    return "Réponse reçue, non publiée (fichier, date ou rang)"

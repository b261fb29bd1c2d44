"""The sheet of one levier: what an officer needs to understand it, find who uses it, and do it."""

from collections.abc import Iterable
from dataclasses import dataclass

from leviers.catalogue import published
from leviers.catalogue.published import Demarche, Published
from leviers.comparison.together import Together, list_together
from leviers.evidence.coverage import Coverage, cover
from leviers.evidence.niveaux import NIVEAUX, Niveau
from leviers.evidence.usages import Usage, compute_usages
from leviers.reference import typologie

MOST_DEMARCHES = 12

# Whose power it is, in plain words; the codes are those of the sheets.
NATURES = {
    "propre": ("Compétence propre", "la métropole décide seule"),
    "partagee": ("Compétence partagée", "d’autres collectivités ou l’État interviennent aussi"),
    "conditionnee": ("Compétence conditionnée", "un texte ou un accord préalable est nécessaire"),
    "facultative": ("Compétence facultative", "la métropole peut agir, rien ne l’y oblige"),
}


@dataclass(frozen=True)
class Exemple:
    """Something to look at; `demarche` is None when it is not, or no longer, published."""

    demarche: Demarche | None
    metropole: str
    texte: str
    annee: str
    url: str
    note: str


@dataclass(frozen=True)
class Combinaison:
    """A levier that goes well with this one, and why."""

    levier: typologie.Levier
    pourquoi: str


@dataclass(frozen=True)
class Sheet:
    """Everything the page of a levier shows; `est_publiee` is false when only the typology speaks."""

    levier: typologie.Levier
    fiche: published.Levier
    est_publiee: bool
    coverage: Coverage
    reperes: tuple[Usage, ...]
    non_reperes: tuple[Usage, ...]
    demarches: tuple[Demarche, ...]
    a_regarder: tuple[Exemple, ...]
    autres_exemples: tuple[Exemple, ...]
    combinaisons: tuple[Combinaison, ...]
    ensemble: tuple[Together, ...]
    sources_donnees: tuple[tuple[str, str], ...]

    @property
    def par_niveau(self) -> list[tuple[Niveau, list[Usage]]]:
        """The usages repérés by niveau de preuve, the best established first."""
        groups = [(niveau, [usage for usage in self.reperes if usage.niveau is niveau]) for niveau in NIVEAUX]
        return [(niveau, group) for niveau, group in reversed(groups) if group]

    @property
    def nature(self) -> tuple[str, str] | None:
        """Whose power it is, in plain words, or None when nobody said."""
        return NATURES.get(self.fiche.competence_nature)


def build_sheet(catalogue: Published, levier: typologie.Levier) -> Sheet:
    """Gather the sheet of a levier.

    Rule  a démarche that is not published is never linked; an example of the typology that the practical
          sheet already gives is not given twice
    """
    usages = compute_usages(catalogue)
    mine = usages.of_levier(levier.code)
    fiche = catalogue.leviers.get(levier.code)
    shown = fiche or _bare(levier)
    words = typologie.load_sources_donnees()
    return Sheet(
        levier=levier,
        fiche=shown,
        est_publiee=fiche is not None,
        coverage=cover(catalogue).leviers[levier.code],
        reperes=tuple(usage for usage in mine if usage.est_repere),
        non_reperes=tuple(usage for usage in mine if not usage.est_repere),
        demarches=pick_demarches(mine),
        a_regarder=tuple(_as_a_regarder(catalogue, given) for given in shown.demarches),
        autres_exemples=_list_autres(catalogue, levier, {given["id"] for given in shown.demarches}),
        combinaisons=tuple(
            Combinaison(typologie.load_leviers()[given["code"]], given["pourquoi"])
            for given in shown.se_combine_avec
        ),
        ensemble=list_together(usages, levier.code),
        sources_donnees=tuple((code, words[code]) for code in levier.sources_donnees),
    )


def pick_demarches(usages: Iterable[Usage], most: int = MOST_DEMARCHES) -> tuple[Demarche, ...]:
    """At most so many démarches, the best of each métropole before the second of any; shown by métropole."""
    ranked = [
        (rank, place, demarche)
        for place, usage in enumerate(usages)
        for rank, demarche in enumerate(usage.demarches)
    ]
    kept = sorted(ranked, key=lambda entry: entry[:2])[:most]
    return tuple(demarche for _, _, demarche in sorted(kept, key=lambda entry: (entry[1], entry[0])))


def _bare(levier: typologie.Levier) -> published.Levier:
    """What the typology alone says, when no sheet is published."""
    return published.Levier(
        reference=levier,
        definition=levier.definition,
        base_juridique=tuple({"url": "", "precision": "", **texte} for texte in levier.base_juridique),
        en_bref="",
        qui_decide="",
        competence_nature="",
        competence_fondement="",
        competence_conditions="",
        prealables=(),
        etapes=(),
        services_associes=(),
        moyens=(),
        points_de_vigilance=(),
        indicateurs_de_suivi=(),
        se_combine_avec=(),
        demarches=(),
        pour_aller_plus_loin=(),
        relu=False,
        relu_le=None,
    )


def _as_a_regarder(catalogue: Published, given: dict[str, str]) -> Exemple:
    demarche = catalogue.demarches.get(given["id"])
    return Exemple(demarche, demarche.territoire.nom if demarche else "", given["a_regarder"], "", "", "")


def _list_autres(catalogue: Published, levier: typologie.Levier, given: set[str]) -> tuple[Exemple, ...]:
    found = []
    for example in levier.exemples:
        identifier = example.get("demarche")
        demarche = catalogue.demarches.get(identifier or "")
        said = str(example.get("description") or "")
        if identifier in given or not (demarche or said):
            continue
        found.append(
            Exemple(
                demarche,
                demarche.territoire.nom if demarche else example["metropole"],
                said,
                str(example.get("annee") or ""),
                str(example.get("url") or ""),
                str(example.get("note") or ""),
            )
        )
    return tuple(found)

"""What a reader may contest, found by its address and told in words; the unknown is a 404 that says so."""

from dataclasses import dataclass
from textwrap import shorten
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from leviers.catalogue import published
from leviers.catalogue.models import Signalement
from leviers.evidence import fictif
from leviers.reference import typologie
from leviers.warehouse.indicateurs import LIENS
from leviers.warehouse.read import FICTIF, REEL, find_builds
from leviers.web.addresses import find_fait_page
from leviers.web.demarches.views import find_demarche
from leviers.web.indicateurs import figures
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import typo

Sujet = Signalement.Sujet
LONGEST = 300  # characters of a title; the longest of a public record is longer
_FAITS = {
    Sujet.MARCHE: "select objet, acheteur_nom as qui, annee from facts.marches where marche_id = ?",
    Sujet.SUBVENTION: (
        "select coalesce(objet, dispositif_aide) as objet, attribuant_nom as qui, annee"
        " from facts.subventions where subvention_id = ?"
    ),
    Sujet.DELIBERATION: (
        "select objet, collectivite_nom as qui, annee from facts.deliberations where deliberation_id = ?"
    ),
    # Legal categories that start with 1 are natural persons: their names are not ours to show.
    Sujet.ACTEUR: (
        "select case when not starts_with(coalesce(categorie_juridique, ''), '1') then nom end as objet,"
        " 'SIREN ' || siren as qui, null as annee from facts.structures_ess where siren = $1 union all"
        " select case when not starts_with(coalesce(categorie_juridique, ''), '1') then nom end,"
        " 'SIREN ' || siren, null from facts.tiers where siren = $1 limit 1"
    ),
}


@dataclass(frozen=True)
class Subject:
    """One thing that can be contested.

    titre, lieu   what it is, and whose or of when
    page          address of what is contested, empty when it has no page of its own
    form          address of its form
    trail         steps of the breadcrumb before the form
    """

    sujet: Sujet
    id: str
    titre: str
    lieu: str
    page: str
    form: str
    trail: tuple[tuple[str, str], ...]
    est_fictif: bool = False

    @property
    def nom(self) -> str:
        """What a report keeps: it must say enough when the page has changed or is gone."""
        invented = " (territoire inventé)" if self.est_fictif else ""
        return f"{', '.join(part for part in (self.titre, self.lieu) if part)}{invented}"

    @property
    def address(self) -> str:
        """Where a reviewer reads it."""
        return self.page or self.form


def find_demarche_subject(code: str) -> Subject:
    """A published démarche."""
    demarche = find_demarche(code, published.current())
    page = reverse_url("demarche", code)
    trail = (("Démarches", reverse_url("demarches")), ("La démarche", page))
    form = reverse_url("signaler", code)
    return Subject(Sujet.DEMARCHE, code, demarche.titre, demarche.territoire.nom, page, form, trail)


def find_levier_subject(code: str) -> Subject:
    """A levier of the typology."""
    levier = typologie.load_leviers().get(code)
    if levier is None:
        raise Http404("Ce levier n’existe pas. La liste des 50 leviers les donne tous.")
    page = reverse_url("levier", code)
    trail = (("Leviers", reverse_url("leviers")), (levier.nom_court, page))
    return Subject(Sujet.LEVIER, code, levier.nom, "", page, reverse_url("signaler-levier", code), trail)


def find_usage_subject(slug: str, code: str) -> Subject:
    """A métropole and a levier."""
    place = figures.find_place(slug)
    levier = typologie.load_leviers().get(code)
    if levier is None:
        raise Http404("Ce levier n’existe pas. Cherchez-le dans la liste des leviers.")
    page = reverse_url("usage", slug, code)
    trail = (("Matrice", reverse_url("matrice")), (f"{levier.nom_court}, {place.nom_court}", page))
    form = reverse_url("signaler-usage", slug, code)
    return Subject(
        Sujet.USAGE, f"{slug}/{code}", levier.nom, place.nom, page, form, trail, slug == fictif.SLUG
    )


def find_fait_subject(genre: str, fait_id: str) -> Subject:
    """A public record of either monde, or an organisation."""
    query = _FAITS.get(genre)  # type: ignore[call-overload]
    if query is None:
        raise Http404("On conteste un marché, une subvention, une délibération ou un acteur.")
    builds = find_builds(settings.HOME)
    for monde in (REEL, FICTIF):
        rows = builds[monde].read(query, [fait_id]) if monde in builds else []
        if rows:
            return _as_fait(Sujet(genre), fait_id, rows[0], est_fictif=monde == FICTIF)
    raise Http404(
        "Cet enregistrement n’est pas, ou n’est plus, dans les données chargées. "
        "Rouvrez la page d’où vous venez : son identifiant a pu changer."
    )


def find_indicateur_subject(code: str, asked: dict[str, str]) -> Subject:
    """An indicator; with `territoire`, `annee` and `lien` (métropole by default), one of its values."""
    indicateur = figures.find_indicateur(code)
    kept = {name: asked[name] for name in ("territoire", "annee", "lien") if asked.get(name)}
    form = reverse_url("signaler-indicateur", code) + (f"?{urlencode(kept)}" if kept else "")
    page, lieu, slug = reverse_url("indicateur", code), "", kept.get("territoire", "")
    if slug:
        lieu = figures.find_place(slug).nom
    if slug and "annee" in kept:
        _build, found = figures.find_valeur(code, slug, kept["annee"], kept.get("lien", ""))
        lieu += f", {LIENS[found.lien]}, {figures.say_annee(found)} : {figures.say_valeur(indicateur, found)}"
        page = figures.write_address(slug, found)
    trail = (("Indicateurs", reverse_url("indicateurs")), ("L’indicateur", reverse_url("indicateur", code)))
    named = "/".join((code, *kept.values()))
    return Subject(Sujet.INDICATEUR, named, indicateur.titre, lieu, page, form, trail, slug == fictif.SLUG)


def _as_fait(sujet: Sujet, fait_id: str, row: dict[str, Any], *, est_fictif: bool) -> Subject:
    said = row["objet"] or "sans titre"
    titre = typo(f"{sujet.label} : {shorten(said, LONGEST, placeholder=' …')}")
    lieu = ", ".join(str(part) for part in (row["qui"], row["annee"]) if part)
    page = find_fait_page(sujet, fait_id)
    trail = ((sujet.label, page),) if page else ()
    form = reverse("contester", args=[sujet.value, fait_id])
    return Subject(sujet, fait_id, titre, lieu, page, form, trail, est_fictif)

"""One organisation: identity, what makes it of the ESS, its contracts and subsidies; and its twin."""

from dataclasses import asdict
from typing import Any, NoReturn

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.directory.fiches import reseaux
from leviers.evidence.acteurs import SHOWN, Acteur
from leviers.reference import territoires
from leviers.web.answers import depends_on_builds, json_answer
from leviers.web.faits import codes, words
from leviers.web.faits.sheet import say_place
from leviers.web.faits.texts import cut
from leviers.web.faits.twin import plain
from leviers.web.fiches.declarations import describe_declared, describe_reseaux, find_contact, show_declared
from leviers.web.fiches.structures import find_structure, name_sirens
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import date_fr, euros, euros_courts

_STEPS = 20
"""Lengths of a bar: classes of fact.css, since a page carries no style."""


@require_safe
@depends_on_builds
def show_acteur(request: HttpRequest, siren: str) -> HttpResponse:
    """Everything known of one organisation."""
    declares = show_declared(siren)
    acteur = find_structure(siren)
    context: dict[str, Any] = {"declares": declares, "reseaux": reseaux.list_of(siren)}
    context["ecrire"] = find_contact(declares)
    if acteur is None and declares:
        context |= {"siren": siren, "nom": name_sirens([siren])[siren].nom}
        return render(request, "fiches/declaree.html", context)
    acteur = acteur or _refuse()
    context |= {"acteur": acteur, "sheet": ActeurSheet(acteur)}
    return render(request, "faits/acteur.html", context)


@require_safe
@depends_on_builds
def acteur_json(_request: HttpRequest, siren: str) -> HttpResponse:
    """The same, as data; every act, not only the most recent."""
    said = {"reseaux": describe_reseaux(siren), "declarations": describe_declared(siren)}
    acteur = find_structure(siren)
    if acteur is None and said["declarations"]:
        return json_answer({"siren": siren, "nom": name_sirens([siren])[siren].nom, **said})
    acteur = acteur or _refuse()
    sheet = ActeurSheet(acteur)
    return json_answer(
        {
            "siren": acteur.siren,
            "nom": acteur.nom,
            "adresse": settings.SITE_URL + reverse_url("acteur", acteur.siren),
            "build": acteur.build.numero,
            "est_fictif": acteur.build.est_fictif,
            **({"avertissement": words.INVENTE} if acteur.build.est_fictif else {}),
            "ess_degre": acteur.degre,
            "ess_motif": acteur.motif,
            "ess_en_mots": sheet.ess,
            "registre": plain(acteur.ess) if acteur.ess else None,
            "structures": [plain(row) for row in acteur.structures],
            "annees": [asdict(year) for year in acteur.annees],
            "marches": [plain(row) for row in acteur.marches],
            "subventions": [plain(row) for row in acteur.subventions],
            **said,
        }
    )


class ActeurSheet:
    """Everything the template asks, ready."""

    def __init__(self, acteur: Acteur) -> None:
        self.acteur = acteur
        self.est_fictif = acteur.build.est_fictif
        self.nom = cut(acteur.nom, 160) or f"SIREN {acteur.siren}"
        self.degre = words.DEGRES[acteur.degre]
        self.ess = f"{self.degre} : {words.say_ess(acteur.degre, acteur.motif)}."
        self.marches = [_show(row, "marche") for row in acteur.marches[:SHOWN]]
        self.subventions = [_show(row, "subvention") for row in acteur.subventions[:SHOWN]]

    @property
    def identity(self) -> list[tuple[str, str]]:
        """What the registers say, label by label."""
        known = self.acteur.ess or {}
        category = known.get("categorie_juridique") or (self.acteur.tiers or {}).get("categorie_juridique")
        active = known.get("est_active")
        return [
            ("SIREN", self.acteur.siren),
            ("Famille", codes.say_code("famille", known.get("famille") or "inconnue", {})),
            ("Catégorie juridique", category or "inconnue"),
            ("Activité principale", known.get("activite_principale") or "inconnue"),
            ("En activité", words.yes_no(active)),
            ("Périmètre de l’ESS", f"version {known['version_perimetre']}" if known else "sans objet"),
        ]

    @property
    def metropole(self) -> territoires.Metropole | None:
        """Where its head office stands, when it is in one of the 22."""
        found = (row.get("territoire_siren") for row in (self.acteur.ess or {}, *self.acteur.structures))
        return territoires.load_metropoles().get(next((siren for siren in found if siren), ""))

    @property
    def lists(self) -> list[dict[str, Any]]:
        """The lines of public lists that name it."""
        return [
            {
                "nom": cut(row["nom"], 120) or self.nom,
                "liste": codes.say_code("liste", row["genre"], {}),
                "type": cut(row["type"], 80),
                "lieu": " ".join(cut(row[name], 60) for name in ("code_postal", "commune") if row[name]),
                "annee": row["annee"] or "année inconnue",
                "place": say_place(row["fichier"], row["ligne"]),
            }
            for row in self.acteur.structures
        ]

    @property
    def annees(self) -> list[dict[str, Any]]:
        """Year by year, with bars drawn to the longest."""
        years = self.acteur.annees
        most = max((max(year.marches_eur, year.subventions_eur) for year in years), default=0) or 1
        return [
            {
                "annee": year.annee or "inconnue",
                "nb_marches": year.nb_marches,
                "marches": euros_courts(year.marches_eur) if year.nb_marches else "",
                "marches_bar": _measure(year.marches_eur, most),
                "nb_subventions": year.nb_subventions,
                "subventions": euros_courts(year.subventions_eur) if year.nb_subventions else "",
                "subventions_bar": _measure(year.subventions_eur, most),
            }
            for year in years
        ]

    @property
    def source(self) -> str:
        """Where the sign of its belonging was read."""
        row = self.acteur.ess
        return f"{say_place(row['fichier'], row['ligne'])} (source « {row['source']} »)" if row else ""


def _refuse() -> NoReturn:
    raise Http404(
        "Aucune page pour ce SIREN : aucun registre ni aucune liste lus ici ne le nomment, ou il s’agit "
        "d’une personne physique, qui n’est jamais montrée. Cherchez un nom dans la liste des acteurs."
    )


def _show(row: Any, genre: str) -> dict[str, Any]:
    doubt = " (douteux)" if row["montant_douteux"] else ""
    shared = f", partagé entre {row['nb_titulaires']} titulaires" if row["nb_titulaires"] > 1 else ""
    return {
        "address": reverse_url(genre, row["code"]),
        "titre": cut(row["objet"], 200) or "Sans objet déclaré",
        "donneur": cut(row["donneur_nom"], 100) or "inconnu",
        "jour": date_fr(row["jour"]) or str(row["annee"] or "date inconnue"),
        "montant": f"{euros(row['montant_eur'])}{doubt}{shared}"
        if row["montant_eur"] is not None
        else "inconnu",
    }


def _measure(value: float, most: float) -> int:
    return max(1, round(value / most * _STEPS)) if value else 0

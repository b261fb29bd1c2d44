"""Doors of one usage: what shows it, kind by kind, what is not known, and how to contest it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.catalogue import published
from leviers.catalogue.published import Published
from leviers.evidence import dossier
from leviers.evidence.actes import Acte
from leviers.evidence.dossier import Dossier
from leviers.evidence.models import Mouvement
from leviers.evidence.niveaux import BY_CODE
from leviers.evidence.raisons import say_raison
from leviers.survey.declarations import Declaration
from leviers.web.answers import depends_on_catalogue, json_answer
from leviers.web.commentaires.lien import paroles_of
from leviers.web.kit.jinja import reverse_url
from leviers.web.matrice import cells
from leviers.web.metropoles import preuves


@require_safe
@depends_on_catalogue
def show_usage(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One cell of the matrix."""
    _catalogue, found = _find(slug, code)
    context = {
        "dossier": found,
        "usage": found.usage,
        "groupes": preuves.group(found),
        "mouvements": preuves.tell_mouvements(found.mouvements),
        "phrase_regle": preuves.say_regle(found),
        "sources": preuves.say_sources(found),
        "dits": preuves.tell_dits(found),
        "desaccords": preuves.tell_desaccords(found),
        "paroles": paroles_of("usage", f"{slug}/{code}"),
    }
    return render(request, "metropoles/usage.html", context)


@require_safe
@depends_on_catalogue
def usage_json(_request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One cell as data: every preuve, whatever its state."""
    catalogue, found = _find(slug, code)
    return json_answer({"version": catalogue.version, **_describe(found)})


@require_safe
def old_address(_request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The page stood under /matrice/ before."""
    return HttpResponsePermanentRedirect(reverse_url("usage", slug, code))


@require_safe
def old_twin(_request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Its twin too."""
    return HttpResponsePermanentRedirect(reverse_url("usage-json", slug, code))


def _find(slug: str, code: str) -> tuple[Published, Dossier]:
    catalogue = published.current()
    found = dossier.build_dossier(catalogue, slug, code)
    if found is None:
        raise Http404("Cette case n’est pas dans la matrice : la métropole ou le levier n’existe pas.")
    return catalogue, found


def _describe(found: Dossier) -> dict[str, Any]:
    usage = found.usage
    return {
        **cells.as_record(usage),
        "est_fictif": found.est_fictif,
        "licence": "Licence Ouverte 2.0",
        "niveau_nom": usage.niveau.nom,
        "build": found.releve.build.numero if found.releve else None,
        "regle": {
            "faits": found.regle.faits,
            "annees": found.regle.annees,
            "indicateur": found.regle.indicateur,
        },
        "demarches": [_describe_demarche(demarche) for demarche in usage.demarches],
        "actes": [_describe_acte(acte) for acte in found.actes.every],
        "mesures": [
            {
                "indicateur": mesure.indicateur.code,
                "annee": mesure.annee,
                "valeur": mesure.valeur,
                "unite": mesure.indicateur.unite,
                "couverture_pct": mesure.couverture_pct,
                "est_comptee": mesure.compte,
            }
            for mesure in found.mesures
        ],
        "reponses": [_describe_dit(dit) for dit in found.dits],
        "contradictions": [
            {"reponse": one.declaration.cle, "phrase": one.phrase, "preuves": list(one.cles)}
            for one in found.contradictions
        ],
        "non_connu": {step.niveau.code: step.manque for step in found.etapes if not step.est_atteinte},
        "reperes_concordants": [_describe_repere(repere) for repere in found.reperes],
        "mouvements": [describe_mouvement(row) for row in found.mouvements],
        "ailleurs": [cells.as_record(other) for other in found.ailleurs],
    }


def describe_mouvement(row: Mouvement) -> dict[str, Any]:
    """One line of the journal as data."""
    return {
        "quand": row.quand.isoformat(),
        "territoire_siren": row.territoire_siren,
        "levier": row.levier,
        "avant": row.avant,
        "apres": row.apres,
        "sens": "hausse" if BY_CODE[row.apres].rang > BY_CODE[row.avant].rang else "baisse",
        "cause": row.cause,
        "preuves": row.preuves,
        "build": row.build or None,
    }


def _describe_acte(acte: Acte) -> dict[str, Any]:
    lit = [text for text, is_lit in (*acte.objet, *acte.tiers) if is_lit]
    return {
        "genre": acte.genre,
        "id": acte.fait_id,
        "lien": acte.lien,
        "annee": acte.annee,
        "donneur_nom": acte.donneur_nom,
        "tiers_nom": "".join(text for text, _lit in acte.tiers) or None,
        "objet": "".join(text for text, _lit in acte.objet),
        "montant_eur": acte.montant_eur,
        "etat": acte.etat,
        "confiance": acte.confiance,
        "raison": say_raison(acte.raison, lit),
        "mots": lit,
        "relu_le": acte.le.isoformat() if acte.le else None,
        "nb_avis": acte.avis.nb if acte.avis else 0,
        "est_comptee": acte.est_comptee,
        "fichier": acte.fichier,
        "ligne": acte.ligne,
    }


def _describe_dit(dit: Declaration) -> dict[str, Any]:
    return {
        "cle": dit.cle,
        "campagne": dit.campagne or None,
        "question": dit.question,
        "dit": dit.dit,
        "est_oui": dit.est_oui,
        "le": dit.le.isoformat(),
        "lien": dit.lien or None,
    }


def _describe_source(source: published.Source) -> dict[str, Any]:
    return {"titre": source.titre, "editeur": source.editeur, "date": source.date or None, "url": source.url}


def _describe_demarche(demarche: published.Demarche) -> dict[str, Any]:
    return {
        "id": demarche.id,
        "titre": demarche.titre,
        "annee_debut": demarche.annee_debut,
        "annee_fin": demarche.annee_fin,
        "statut": demarche.statut,
        "leviers": [levier.code for levier in demarche.leviers],
        "sources": [_describe_source(source) for source in demarche.sources],
    }


def _describe_repere(repere: published.Repere) -> dict[str, Any]:
    return {
        "id": repere.id,
        "cle": repere.cle,
        "libelle": repere.libelle,
        "valeur": True if repere.genre == "oui" else repere.valeur,
        "annee": repere.annee,
        "precision": repere.precision,
        "source": _describe_source(repere.source),
    }

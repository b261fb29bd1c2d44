"""Versions of a questionnaire: what a spreadsheet said on one day, read once, never changed after."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db import transaction

from leviers.accounts.models import Personne
from leviers.survey.connues import CONNUES
from leviers.survey.formulaires import Formulaire, from_json, questions, read_xlsform, texte, to_json
from leviers.survey.formulaires.reprise import carry_over
from leviers.survey.models import Participation, Questionnaire, Version
from leviers.survey.saisies import as_reponses, read_standing


def import_version(
    content: bytes, name: str, files: Mapping[str, bytes] | None = None, *, by: Personne | None = None
) -> tuple[Version, bool]:
    """Read a spreadsheet and keep it as the next version of its questionnaire; tells whether it is new.

    Same content  the same version, whatever the formatting
    Number        one more than the last of this questionnaire, known by its `form_id`
    Raises        FormulaireRefuse with every problem; nothing is written then
    """
    formulaire = read_xlsform(content, name, files or {}, tables_connues=frozenset(CONNUES))
    with transaction.atomic():
        questionnaire, _ = Questionnaire.objects.select_for_update().get_or_create(
            code=formulaire.code, defaults={"titre": formulaire.titre[:300]}
        )
        known = questionnaire.versions.filter(empreinte=formulaire.empreinte).first()
        if known:
            return known, False
        last = questionnaire.versions.order_by("-numero").values_list("numero", flat=True).first()
        Questionnaire.objects.filter(pk=questionnaire.pk).update(titre=formulaire.titre[:300])
        version = Version.objects.create(
            questionnaire=questionnaire,
            numero=(last or 0) + 1,
            empreinte=formulaire.empreinte,
            formulaire=json.loads(to_json(formulaire)),
            fichier=content,
            nom_fichier=name[:200],
            importee_par=by,
        )
    return version, True


def read_formulaire(version: Version) -> Formulaire:
    """The questionnaire of a version; read once in a process, since a version never changes."""
    return read_kept(version.pk, version.empreinte)


@lru_cache(maxsize=32)
def read_kept(pk: int, _empreinte: str) -> Formulaire:
    """The questionnaire of a version by its number and its empreinte, the key of all that is kept of it."""
    kept = Version.objects.values_list("formulaire", flat=True).get(pk=pk)
    return from_json(json.dumps(kept))


@dataclass(frozen=True)
class Suite:
    """What answers to the version before would become in this one; a proposal, nothing is written.

    sorts     fate of the answers given so far, counted: « même », « déplacée », « perdue »…
    perdues   what is lost or only in part, in words, each said once
    nouvelles questions that the version before did not ask
    """

    avant: Version
    sorts: Mapping[str, int]
    perdues: tuple[str, ...]
    nouvelles: tuple[str, ...]


def compare_with_before(version: Version) -> Suite | None:
    """Weigh a version against the one before it, with the answers given to that one."""
    earlier = version.questionnaire.versions.filter(numero__lt=version.numero)
    avant = earlier.order_by("-numero").first()
    if avant is None:
        return None
    ancien, nouveau = read_formulaire(avant), read_formulaire(version)
    sorts: Counter[str] = Counter()
    perdues: dict[str, None] = {}
    for participation in Participation.objects.filter(campagne__version=avant):
        reprise = carry_over(ancien, nouveau, as_reponses(read_standing(participation)))
        sorts.update(ligne.sort for ligne in reprise.lignes)
        perdues.update(dict.fromkeys(ligne.phrase for ligne in reprise.perdues))
    names = {question.chemin: texte(question.libelle) or question.code for question in questions(nouveau)}
    nouvelles = carry_over(ancien, nouveau, {}).nouvelles
    return Suite(avant, sorts, tuple(perdues), tuple(names[path] for path in nouvelles))

"""Versions of a questionnaire: what a spreadsheet said on one day, read once, never changed after."""

import json
from collections.abc import Mapping
from functools import lru_cache

from django.db import transaction

from leviers.accounts.models import Personne
from leviers.survey.formulaires import Formulaire, from_json, read_xlsform, to_json
from leviers.survey.models import Questionnaire, Version


def import_version(
    content: bytes, name: str, files: Mapping[str, bytes] | None = None, *, by: Personne | None = None
) -> tuple[Version, bool]:
    """Read a spreadsheet and keep it as the next version of its questionnaire; tells whether it is new.

    Same content  the same version, whatever the formatting
    Number        one more than the last of this questionnaire, known by its `form_id`
    Raises        FormulaireRefuse with every problem; nothing is written then
    """
    formulaire = read_xlsform(content, name, files or {})
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
    return _read(version.pk, version.empreinte)


@lru_cache(maxsize=32)
def _read(pk: int, _empreinte: str) -> Formulaire:
    kept = Version.objects.values_list("formulaire", flat=True).get(pk=pk)
    return from_json(json.dumps(kept))

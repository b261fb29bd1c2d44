"""Between payloads (what files say) and models (what is stored), both ways."""

import hashlib
import json
from decimal import Decimal
from typing import Any

from leviers.catalogue.facts import LISTES, Payload
from leviers.catalogue.models import Chiffre, Demarche, DemarcheLevier, Levier, Repere, Source
from leviers.catalogue.models.editorial import Editorial, split_lines

GENRES: dict[str, type[Editorial]] = {"demarches": Demarche, "reperes": Repere, "leviers": Levier}
_STREAMS = {
    "base_juridique": "texte",
    "etapes": "etape",
    "se_combine_avec": "levier",
    "demarches": "demarche",
    "pour_aller_plus_loin": "lien",
}
_DEMARCHE_FIELDS = (
    "id territoire_siren titre champ levier description annee_debut annee_fin statut "
    "montant_precision confiance"
).split()
_REPERE_FIELDS = (
    "id territoire_siren cle libelle genre valeur unite annee precision calcul "
    "source_url source_titre source_editeur source_date"
).split()
_LEVIER_FIELDS = (
    "code definition en_bref qui_decide competence_nature competence_fondement competence_conditions relu"
).split()


def fingerprint(payload: Payload) -> str:
    """Digest of a payload: equal content, equal digest, whatever the order of the keys."""
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def as_payload(thing: Editorial) -> Payload:
    """What a stored object says, in the words of the files."""
    if isinstance(thing, Demarche):
        return _demarche_payload(thing)
    if isinstance(thing, Levier):
        return _levier_payload(thing)
    return {name: getattr(thing, name) for name in _REPERE_FIELDS}


def write_payload(thing: Editorial, payload: Payload) -> None:
    """Set every field and child of an object from a payload; the caller saves."""
    if isinstance(thing, Demarche):
        _write_demarche(thing, payload)
    elif isinstance(thing, Levier):
        _write_levier(thing, payload)
    else:
        _write_fields(thing, payload, _REPERE_FIELDS)


def _write_fields(thing: Editorial, payload: Payload, names: list[str]) -> None:
    for name in names:
        setattr(thing, name, payload[name])


def _demarche_payload(demarche: Demarche) -> Payload:
    amount = demarche.montant_eur
    return {
        **{name: getattr(demarche, name) for name in _DEMARCHE_FIELDS},
        "leviers": [link.levier for link in demarche.leviers.all()],
        "montant_eur": None if amount is None else float(amount),
        "partenaires": demarche.list_partenaires(),
        "sources": [
            {"url": source.url, "titre": source.titre, "editeur": source.editeur, "date": source.date}
            for source in demarche.sources.all()
        ],
        "chiffres": [
            {
                "libelle": chiffre.libelle,
                "unite": chiffre.unite,
                "precision": chiffre.precision,
                "valeur": float(chiffre.valeur),
                "annee": chiffre.annee,
            }
            for chiffre in demarche.chiffres.all()
        ],
    }


def _write_demarche(demarche: Demarche, payload: Payload) -> None:
    _write_fields(demarche, payload, _DEMARCHE_FIELDS)
    amount = payload["montant_eur"]
    demarche.montant_eur = None if amount is None else Decimal(str(amount))
    demarche.partenaires = "\n".join(payload["partenaires"])
    dead = {source.url for source in demarche.sources.all() if source.est_morte}
    demarche.leviers.set(
        [DemarcheLevier(levier=code, sort_order=order) for order, code in enumerate(payload["leviers"])]
    )
    demarche.sources.set(
        [
            Source(**source, est_morte=source["url"] in dead, sort_order=order)
            for order, source in enumerate(payload["sources"])
        ]
    )
    demarche.chiffres.set(
        [
            Chiffre(**{**chiffre, "valeur": Decimal(str(chiffre["valeur"]))}, sort_order=order)
            for order, chiffre in enumerate(payload["chiffres"])
        ]
    )


def _levier_payload(levier: Levier) -> Payload:
    streams: dict[str, Any] = {
        name: [{key: _plain(value) for key, value in row["value"].items()} for row in _rows(levier, name)]
        for name in _STREAMS
    }
    lists = {name: split_lines(getattr(levier, name)) for name in LISTES}
    return {**{name: getattr(levier, name) for name in _LEVIER_FIELDS}, **lists, **streams}


def _rows(levier: Levier, name: str) -> Any:
    """What is stored, as it is stored: making blocks of it first costs ten times more, and says the same."""
    return getattr(levier, name).raw_data


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool) else str(value or "")


def _write_levier(levier: Levier, payload: Payload) -> None:
    _write_fields(levier, payload, _LEVIER_FIELDS)
    for name in LISTES:
        setattr(levier, name, "\n".join(payload[name]))
    for name, block in _STREAMS.items():
        setattr(levier, name, [(block, item) for item in payload[name]])

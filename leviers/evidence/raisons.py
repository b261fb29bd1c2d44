"""Why a levier was seen in a record, in words that a reader understands."""

REGLES = {
    "declare-reserve": "l’acheteur le déclare lui-même dans les champs du marché (marché réservé)",
    "declare-reserve-ess": (
        "l’acheteur le déclare lui-même dans les champs du marché (marché réservé), et l’intitulé nomme l’ESS"
    ),
    "reserve-dit": "l’acheteur écrit dans l’intitulé que le marché ou le lot est réservé",
    "declare-clause": "l’acheteur le déclare lui-même dans les champs du marché (clause sociale)",
    "declare-critere": "l’acheteur le déclare lui-même dans les champs du marché (critère social)",
    "titulaire-insertion-objet-insertion": (
        "le titulaire est dans la liste de l’État des structures d’insertion, et l’intitulé dit l’insertion"
    ),
    "titulaire-registre": (
        "le titulaire est une structure d’insertion ou du handicap, et on lui réserve souvent cet objet"
    ),
    "beneficiaire-ess": "le bénéficiaire est de l’ESS, par sa forme juridique ou une liste publique",
    "relecture": "une personne l’y a vu, la machine non",
}


def say_raison(raison: str, mots: list[str]) -> str:
    """The reason in French; `mots` are the words lit, which are the reason of most detections."""
    if raison in REGLES:
        return REGLES[raison]
    lit = ", ".join(f"« {mot} »" for mot in dict.fromkeys(mots))
    return f"les mots {lit}" if lit else "les mots de l’intitulé"

"""SIREN: the nine-digit number of a legal unit, with its check digit."""


def is_valid_siren(siren: str) -> bool:
    """Tell whether nine digits satisfy the Luhn formula.

    Source  Insee, Répertoire Sirene, "clé de contrôle" (ISO/IEC 7812-1 annex B)
    """
    if len(siren) != 9 or not (siren.isascii() and siren.isdigit()):
        return False
    doubled = [int(digit) * (2 if index % 2 else 1) for index, digit in enumerate(siren)]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0

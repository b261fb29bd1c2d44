"""SIREN and SIRET of what does not exist: right checksums, in one range, 999 999."""

RANGE = "999999"


def add_key(digits: str) -> str:
    """The digits followed by the check digit that satisfies the Luhn formula (ISO/IEC 7812-1 annex B)."""
    doubled = [int(digit) * (1 if rank % 2 else 2) for rank, digit in enumerate(reversed(digits))]
    return digits + str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def make_siren(rank: int) -> str:
    """The invented SIREN of rank 0 to 99: the range holds no more with a right key."""
    if not 0 <= rank <= 99:
        raise ValueError(f"rank {rank} is outside of 0 to 99")
    return add_key(f"{RANGE}{rank:02d}")


def make_siret(siren: str, etablissement: int = 1) -> str:
    """The SIRET of one establishment of an invented SIREN; the first is the seat."""
    return add_key(f"{siren}{etablissement:04d}")

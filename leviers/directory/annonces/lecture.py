"""Open annonces and cooperations as readers see them, and what an address keeps of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from leviers.directory.models import Annonce, Cooperation
from leviers.reference import territoires, typologie


@dataclass(frozen=True)
class Criteres:
    """What narrows the list; an empty word keeps everything."""

    sens: str = ""
    nature: str = ""
    levier: str = ""
    champ: str = ""
    territoire: str = ""

    def keeps(self, one: Annonce) -> bool:
        """Whether an annonce passes every one of them."""
        is_such = self.sens in ("", one.sens) and self.nature in ("", one.nature)
        return is_such and self._concerns(one, one.siren)

    def keeps_cooperation(self, one: Cooperation) -> bool:
        """Whether a cooperation, by either of its sides, passes those that it has."""
        return self._concerns(one, one.premier_siren, one.second_siren)

    def _concerns(self, one: Annonce | Cooperation, *sirens: str) -> bool:
        place = territoires.index_by_slug().get(self.territoire)
        return (
            (not self.levier or self.levier in one.leviers)
            and (not self.champ or any(levier.champ.code == self.champ for levier in list_leviers(one)))
            and (not self.territoire or (place is not None and place.siren in sirens))
        )


CRITERES = tuple(one.name for one in fields(Criteres))


def read_criteres(
    given: Mapping[str, str], names: Iterable[str] = CRITERES
) -> tuple[Criteres, tuple[str, ...]]:
    """Criteria of an address, and the names of those that mean nothing.

    names  those that the list has; the others are not read
    """
    known: dict[str, Iterable[str]] = {
        "sens": Annonce.Sens.values,
        "nature": Annonce.Nature.values,
        "levier": typologie.load_leviers(),
        "champ": typologie.load_champs(),
        "territoire": territoires.index_by_slug(),
    }
    asked = {name: given.get(name, "") for name in names}
    kept = {name: value for name, value in asked.items() if value in known[name]}
    return Criteres(**kept), tuple(name for name, value in asked.items() if value and name not in kept)


def list_open() -> tuple[Annonce, ...]:
    """Every open annonce, the last shown first. One query: they are hundreds at most, since they end."""
    return tuple(Annonce.objects.filter(etat=Annonce.Etat.OUVERTE))


def list_leviers(one: Annonce | Cooperation) -> list[typologie.Levier]:
    """Its leviers, in the order chosen."""
    known = typologie.load_leviers()
    return [known[code] for code in one.leviers if code in known]

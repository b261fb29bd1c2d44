"""What is known of territoires, as a table that pulldata() reads: no file has to be joined."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from leviers.catalogue.published import Published, current
from leviers.survey.formulaires.ecriture import write_csv
from leviers.survey.territoires import load_interroges

TERRITOIRES = "territoires"
_REFERENCE = (
    "siren",
    "slug",
    "nom",
    "nom_court",
    "region_code",
    "population",
    "population_annee",
    "nb_communes",
)
Row = Mapping[str, str]


class Connues(Mapping[str, tuple[Row, ...]]):
    """Tables by name, read only when a questionnaire looks into one: the catalogue of the day."""

    def __getitem__(self, name: str) -> tuple[Row, ...]:
        if name != TERRITOIRES:
            raise KeyError(name)
        return _list_rows(current())

    def __contains__(self, name: object) -> bool:
        return name == TERRITOIRES

    def __iter__(self) -> Iterator[str]:
        return iter((TERRITOIRES,))

    def __len__(self) -> int:
        return 1


CONNUES = Connues()


def list_known_files(xform: str) -> dict[str, bytes]:
    """The known tables that a form cites, as files: an ODK client asks for them like for joined ones."""
    name = f"{TERRITOIRES}.csv"
    return {name: write_csv(CONNUES[TERRITOIRES])} if f"/{name}" in xform else {}


@lru_cache(maxsize=1)
def _list_rows(catalogue: Published) -> tuple[Row, ...]:
    """One row per territoire: what the reference says of it, then each repère under its key."""
    rows = {
        siren: {name: str(getattr(one, name, "")) for name in _REFERENCE}
        for siren, one in load_interroges().items()
    }
    for repere in catalogue.reperes:
        said = repere.valeur or ("oui" if repere.genre == "oui" else "")
        rows.get(repere.territoire.siren, {}).setdefault(repere.cle, said)
    return tuple(rows.values())

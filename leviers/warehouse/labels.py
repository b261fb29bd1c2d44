"""Schema `labels`: which levier each fait may show, by the machine: a proposal, not a proof."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from leviers.detection.label import FAITS, label_table
from leviers.detection.lexicon import load_lexique
from leviers.warehouse.plan import Model, find_reads, read_folder

DETECTIONS = "labels.detections"
FOUND = "_detections"
FOLDER = Path(__file__).parent / "labels"


def describe_labels() -> list[Model]:
    """The models of this schema: detections by Python, then what SQL makes of them."""
    return [_describe_detections(), *read_folder(FOLDER)]


def _describe_detections() -> Model:
    """The model of the detections of a build; a new version of the detector makes it again.

    Shape   one row per fait and levier: fait_genre, fait_id, levier, confiance (0 to 1), couche, raison,
            est_certaine, mots (JSON list of {champ, debut, fin, texte}), version
    """
    return Model(
        name=DETECTIONS,
        sql=(
            f"-- detector {load_lexique().version}\n"
            "select genre as fait_genre, id as fait_id, levier, confiance, couche, raison, est_certaine,"
            f" mots, version from {FOUND} order by genre, id, levier"
        ),
        reads=find_reads(FAITS, "faits.sql"),
        check=(
            f"select fait_genre, fait_id, levier from {DETECTIONS}"  # noqa: S608
            " group by fait_genre, fait_id, levier having count(*) > 1"
            f" union all select fait_genre, fait_id, levier from {DETECTIONS}"
            " where confiance not between 0 and 1"
        ),
        prepare=_detect,
    )


def _detect(connection: DuckDBPyConnection) -> None:
    label_table(connection, FAITS, into=FOUND)

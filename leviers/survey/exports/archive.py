"""Everything in one archive: each kind of file, and the dictionary to read first."""

import io
import zipfile

from leviers.survey.exports import classeur, ddi, dictionnaire, parquet, spss, texte
from leviers.survey.exports.tableau import Tableau

_DAY = (1980, 1, 1, 0, 0, 0)
"""The same answers give the same archive, byte for byte where the formats allow."""


def write(tableau: Tableau) -> bytes:
    """LISEZMOI.md, then CSV, XLSX, Parquet, SAV and DDI."""
    code = tableau.campagne.code
    files = {
        "LISEZMOI.md": dictionnaire.write,
        f"{code}.csv": texte.write,
        f"{code}.xlsx": classeur.write,
        f"{code}.parquet": parquet.write,
        f"{code}.sav": spss.write,
        f"{code}.xml": ddi.write,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, write_one in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), write_one(tableau), zipfile.ZIP_DEFLATED)
    return stream.getvalue()

"""Doors of the papers of a métropole: the note for the council and the letter, as PDF and .docx."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from leviers.catalogue import published
from leviers.publication.docx import write_docx
from leviers.publication.pdf import write_pdf
from leviers.reference import territoires
from leviers.web.answers import depends_on_catalogue
from leviers.web.metropoles import note

WRITERS = {
    "pdf": (write_pdf, "application/pdf"),
    "docx": (write_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
PAPERS = {"note": note.write_note, "lettre": note.write_letter}


@require_safe
@depends_on_catalogue
def show_paper(_request: HttpRequest, slug: str, paper: str, kind: str) -> HttpResponse:
    """One paper in one format, to be kept or edited."""
    metropole = territoires.index_by_slug().get(slug)
    if metropole is None:
        raise Http404("Cette métropole n’est pas une des 22. La liste des métropoles les donne toutes.")
    catalogue = published.current()
    write, content_type = WRITERS[kind]
    content = write(PAPERS[paper](catalogue, metropole), day=note.find_day(catalogue))
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="leviers-{paper}-{slug}.{kind}"'
    return response

"""Doors for ODK and Enketo clients, under the personal link: list of forms, form, its files, submission.

The link is the credential: no account, no cookie, hence no CSRF token.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from leviers.errors import LeviersError, LinkRefused, PieceRefused, SurveyClosed
from leviers.survey.connues import list_known_files
from leviers.survey.formulaires import InstanceRefusee, attached_files, openrosa, write_xform
from leviers.survey.jetons import read_jeton
from leviers.survey.models import Contact, Version
from leviers.survey.pieces import LIMIT
from leviers.survey.soumissions import receive
from leviers.survey.versions import read_formulaire, read_kept
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import pluriel, typo
from leviers.web.typed import read_number

XML_FILE = "xml_submission_file"
_ENVELOPE = 1_000_000
"""Bytes of a request beside its files: the instance, the marks between parts."""
_STATUS: dict[type[LeviersError], int] = {
    LinkRefused: 404,
    SurveyClosed: 403,
    PieceRefused: 400,
    InstanceRefusee: 400,
}
View = Callable[..., HttpResponse]


def speaks_openrosa(view: View) -> View:
    """Find the contact of the link; answer a refusal in the words and the shape that clients show."""

    @never_cache
    @wraps(view)
    def answered(request: HttpRequest, campagne: str, jeton: str, **given: Any) -> HttpResponse:
        try:
            return _sign(view(request, read_jeton(campagne, jeton), campagne, jeton, **given))
        except (LinkRefused, SurveyClosed, PieceRefused, InstanceRefusee) as error:
            return _refuse(f"{error.message} {error.advice}", _STATUS[type(error)])

    return answered


@require_safe
@speaks_openrosa
def form_list(_request: HttpRequest, contact: Contact, campagne: str, jeton: str) -> HttpResponse:
    """The one form of this campaign."""
    version = contact.participation.campagne.version
    formulaire = read_formulaire(version)
    manifest = _address("openrosa-manifeste", campagne, jeton) if _list_files(version) else ""
    entree = openrosa.Entree(
        code=formulaire.code,
        titre=formulaire.titre,
        version=formulaire.version,
        xform=_write_xform(version.pk, version.empreinte),
        adresse=_address("openrosa-formulaire", campagne, jeton),
        manifeste=manifest,
    )
    return HttpResponse(openrosa.form_list([entree]), content_type=openrosa.TYPE)


@require_safe
@speaks_openrosa
def show_form(_request: HttpRequest, contact: Contact, _campagne: str, _jeton: str) -> HttpResponse:
    """The form as an XForm."""
    version = contact.participation.campagne.version
    return HttpResponse(_write_xform(version.pk, version.empreinte), content_type=openrosa.TYPE)


@require_safe
@speaks_openrosa
def show_manifest(_request: HttpRequest, contact: Contact, campagne: str, jeton: str) -> HttpResponse:
    """The tables that the form looks into."""
    files = _list_files(contact.participation.campagne.version)
    addresses = {name: _address("openrosa-table", campagne, jeton, name) for name in files}
    return HttpResponse(openrosa.manifest(files, addresses), content_type=openrosa.TYPE)


@require_safe
@speaks_openrosa
def show_table(
    _request: HttpRequest, contact: Contact, _campagne: str, _jeton: str, *, name: str
) -> HttpResponse:
    """One of these tables."""
    files = _list_files(contact.participation.campagne.version)
    if name not in files:
        return _refuse("Ce fichier n’est pas joint au questionnaire.", 404)
    return HttpResponse(files[name], content_type="text/csv; charset=utf-8")


@csrf_exempt
@require_http_methods(["HEAD", "POST"])
@speaks_openrosa
def submit(request: HttpRequest, contact: Contact, campagne: str, jeton: str) -> HttpResponse:
    """Say what is accepted (HEAD), or keep an instance and its files (POST)."""
    if request.method == "HEAD":
        response = HttpResponse(status=204)
        response.headers["Location"] = _address("openrosa-soumission", campagne, jeton)
        return response
    if _read_length(request) > LIMIT + _ENVELOPE:
        return _refuse("Cet envoi dépasse 10 Mo. Envoyez les fichiers en plusieurs fois.", 413)
    try:
        sent: Mapping[str, Any] = request.FILES.dict()
    except (RequestDataTooBig, TooManyFilesSent, MultiPartParserError):
        return _refuse("Cet envoi n’est pas lisible. Envoyez-le de nouveau.", 400)
    if XML_FILE not in sent:
        return _refuse(f"Cet envoi ne contient pas de réponse (« {XML_FILE} »).", 400)
    recu = receive(contact, sent[XML_FILE].read(), _read_files(sent))
    return _answer(_say(recu.nb, len(recu.inconnus), est_connue=recu.est_connue), 201)


def _read_files(sent: Mapping[str, Any]) -> dict[str, bytes]:
    """Files by the name that the instance gives them; clients name the part so, and the file as well."""
    return {file.name or name: file.read() for name, file in sent.items() if name != XML_FILE}


def _read_length(request: HttpRequest) -> int:
    return read_number(request.headers.get("Content-Length", "")) or 0


def _say(nb: int, nb_unknown: int, *, est_connue: bool) -> str:
    if est_connue and not nb:
        return "Ces réponses étaient déjà enregistrées : rien n’a changé."
    said = f"{pluriel(nb, 'réponse enregistrée', 'réponses enregistrées')}."
    said += " Ouvrez votre lien pour les relire et les envoyer."
    if nb_unknown:
        said += (
            f" {pluriel(nb_unknown, 'valeur inconnue', 'valeurs inconnues')} du questionnaire, non gardées."
        )
    return said


def _list_files(version: Version) -> dict[str, bytes]:
    """Tables that the form looks into: those that are joined, and what is known of territoires."""
    xform = _write_xform(version.pk, version.empreinte)
    return attached_files(read_formulaire(version)) | list_known_files(xform)


@lru_cache(maxsize=16)
def _write_xform(pk: int, empreinte: str) -> str:
    return write_xform(read_kept(pk, empreinte))


def _address(name: str, *args: str) -> str:
    return settings.SITE_URL.rstrip("/") + reverse_url(name, *args)


def _answer(message: str, status: int, *, nature: str = "submit_success") -> HttpResponse:
    content = openrosa.response(typo(message), nature=nature)
    return _sign(HttpResponse(content, content_type=openrosa.TYPE, status=status))


def _refuse(message: str, status: int) -> HttpResponse:
    return _answer(message, status, nature="submit_error")


def _sign(response: HttpResponse) -> HttpResponse:
    for name, value in openrosa.ENTETES.items():
        response.headers[name] = value
    return response

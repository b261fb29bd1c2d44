"""Communes, départements, régions of the network: the list, one page, asking to join."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leviers.accounts import rights
from leviers.accounts.garde import GuardedForm, LongText, pace
from leviers.directory.fiches import collectivites, reseaux
from leviers.directory.models import Collectivite
from leviers.errors import NotAllowedNow
from leviers.reference import territoires
from leviers.reference.siren import is_valid_siren
from leviers.warehouse.read import REEL, find_builds
from leviers.web.answers import csv_answer, csv_line, depends_on_builds, json_answer
from leviers.web.door import SEE_OTHER, for_member, for_role, read_person
from leviers.web.fiches.declarations import describe_reseaux
from leviers.web.fiches.personnes import list_of_territoire
from leviers.web.fiches.structures import find_relay
from leviers.web.kit.jinja import reverse_url
from leviers.web.typed import read_words

UNPROCESSABLE, TOO_MANY, PER_HOUR, FOUND = 422, 429, 10, 12
_COLUMNS = ("siren", "nom", "genre", "departement", "region")
_COMMUNES = """
select nom, siren, left(code_insee, case when starts_with(code_insee, '97') then 3 else 2 end) as departement
from facts.communes
where siren is not null and strip_accents(lower(nom)) like strip_accents(lower($debut)) || '%' escape '\\'
order by population desc, siren limit $limite
"""


class CollectiviteForm(GuardedForm):
    """Which collectivité, and why."""

    siren = forms.CharField(max_length=14, error_messages={"required": "Écrivez son SIREN."})
    nom = forms.CharField(
        min_length=2,
        max_length=160,
        error_messages={"required": "Écrivez son nom.", "min_length": "Trop court."},
    )
    genre = forms.ChoiceField(choices=Collectivite.Genre.choices, error_messages={"required": "Choisissez."})
    departement = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "Choisissez dans la liste."}
    )
    region = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Choisissez dans la liste."})
    raison = LongText(
        min_length=10,
        max_length=600,
        error_messages={
            "required": "Dites votre fonction, et où le lire.",
            "min_length": "Une phrase : votre fonction, une page qui la montre.",
            "max_length": "600 signes au plus.",
        },
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        known = {"departement": territoires.load_departements(), "region": territoires.load_regions()}
        for name, choices in known.items():
            self.fields[name].choices = [("", ""), *choices.items()]  # type: ignore[attr-defined]

    def clean_siren(self) -> str:
        """Nine digits whose key is right."""
        siren = str(self.cleaned_data["siren"]).replace(" ", "")
        if not is_valid_siren(siren):
            raise forms.ValidationError("Ce SIREN est faux : recopiez ses neuf chiffres.")
        return siren


@require_safe
@depends_on_builds
def list_all(request: HttpRequest) -> HttpResponse:
    """Those that joined."""
    rows = collectivites.list_joined()
    return render(request, "fiches/collectivites.html", {"rows": rows, "names": _load_places()})


@require_safe
@depends_on_builds
def list_json(_request: HttpRequest) -> HttpResponse:
    """The same as data."""
    rows = [_describe(one) for one in collectivites.list_joined()]
    return json_answer({"nb": len(rows), "collectivites": rows})


@require_safe
@depends_on_builds
def list_csv(_request: HttpRequest) -> HttpResponse:
    """The same as a table."""
    rows = (_describe(one) for one in collectivites.list_joined())
    return csv_answer("collectivites", _COLUMNS, (csv_line(row[name] for name in _COLUMNS) for row in rows))


@never_cache
@require_safe
def show_one(request: HttpRequest, siren: str) -> HttpResponse:
    """One of them: its networks, who speaks for it. It is in no matrix and no figure."""
    one = _find(siren)
    context = {
        "one": one,
        "names": _load_places(),
        "reseaux": reseaux.list_of(siren),
        "personnes": list_of_territoire(siren),
        "ecrire": find_relay(siren),
    }
    return render(request, "fiches/collectivite.html", context)


@require_safe
@depends_on_builds
def one_json(_request: HttpRequest, siren: str) -> HttpResponse:
    """The same as data, without people."""
    return json_answer(_describe(_find(siren)) | {"reseaux": describe_reseaux(siren)})


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Ask that a collectivité joins; communes of the métropoles are found by their name."""
    form, refus, status = CollectiviteForm(request.POST or None), None, 200
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in (*_COLUMNS, "raison")}
        try:
            pace("collectivite", request.META.get("REMOTE_ADDR", ""), per_hour=PER_HOUR)
            collectivites.ask(said, by=read_person(request))
            messages.success(request, "Votre demande est reçue. L’équipe y répondra par courriel.")
            return HttpResponseRedirect(reverse_url("collectivites-rejoindre"), status=SEE_OTHER)
        except NotAllowedNow as refused:
            refus, status = refused, TOO_MANY
    elif request.method == "POST":
        status = UNPROCESSABLE
    debut = request.GET.get("commune", "").strip()[:60]
    context = {
        "form": form,
        "refus": refus,
        "typed": form.typed if form.is_bound else _read_given(request, form),
        "genres": Collectivite.Genre,
        "departements": territoires.load_departements(),
        "regions": territoires.load_regions(),
        "debut": debut,
        "communes": _find_communes(debut) if debut else None,
        "demandes": Collectivite.objects.filter(demandee_par=read_person(request), finie_le=None),
        "said": messages.get_messages(request),
    }
    return render(request, "fiches/rejoindre.html", context, status=status)


@for_role(rights.is_animateur)
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one in, refuse it, or take it out."""
    row = Collectivite.objects.filter(pk=pk, finie_le=None).select_related("demandee_par").first()
    if row is None:
        messages.warning(request, "Cette demande avait déjà sa réponse.")
        return HttpResponseRedirect(reverse_url("fiches-demandes"), status=SEE_OTHER)
    try:
        if request.POST.get("reponse") == "confirmer":
            is_done = collectivites.confirm(row, by=read_person(request))
        else:
            is_done = collectivites.end(row, read_words(request, "motif", 600), by=read_person(request))
        said = "La réponse part par courriel." if is_done else "Cette demande avait déjà sa réponse."
        messages.success(request, f"{row.nom} : {said}")
    except NotAllowedNow as refus:
        messages.error(request, f"{refus.message} {refus.advice}")
    return HttpResponseRedirect(reverse_url("fiches-demandes"), status=SEE_OTHER)


def _read_given(request: HttpRequest, form: CollectiviteForm) -> dict[str, str]:
    """What the address says already, once a commune was chosen."""
    return {name: request.GET.get(name, "")[:160] for name in form.fields}


def _find(siren: str) -> Collectivite:
    found = collectivites.find(siren)
    if found is None:
        raise Http404("Cette collectivité n’est pas dans le réseau. La liste les donne toutes.")
    return found


def _find_communes(debut: str) -> list[dict[str, Any]]:
    """Communes of the métropoles whose name starts so, the most populated first."""
    build = find_builds(settings.HOME).get(REEL)
    plain = debut.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return build.read(_COMMUNES, {"debut": plain, "limite": FOUND}) if build else []


def _load_places() -> dict[str, dict[str, str]]:
    return {"departement": territoires.load_departements(), "region": territoires.load_regions()}


def _describe(one: Collectivite) -> dict[str, Any]:
    return {name: getattr(one, name) or None for name in _COLUMNS}

"""What a structure says of itself: parts of its page, each version kept, hidden with a reason at need."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from leviers.accounts import rights
from leviers.accounts.models import Personne, Role
from leviers.courrier import ecrire
from leviers.directory.models import Bloc
from leviers.errors import NotAllowedNow
from leviers.participation import arbitrages
from leviers.participation.models import Arbitrage
from leviers.participation.moderation import MASQUER

Sorte = Bloc.Sorte
GENRE = Arbitrage.Genre.BLOC


class Champ(NamedTuple):
    """One field of a part. `genre` is texte, ligne, nombre, site, choix, choix-multiple or oui."""

    code: str
    libelle: str
    genre: str = "texte"
    aide: str = ""
    choix: Mapping[str, str] = {}
    maximum: int = 2000


OUVERTS = {
    "tous": "tout le monde",
    "ess": "les structures de l’ESS",
    "membres": "ses membres",
    "personne": "personne d’autre",
}
FONDEMENTS = {
    "ea": "entreprise adaptée (article L. 2113-12)",
    "esat": "ESAT (article L. 2113-12)",
    "siae": "insertion par l’activité économique (article L. 2113-13)",
}
"""On what ground a contract may be reserved for it (Code de la commande publique)."""
CHAMPS: dict[str, tuple[Champ, ...]] = {
    Sorte.NOM: (Champ("nom", "Nom d’usage", "ligne", "Le nom sous lequel on vous connaît.", maximum=160),),
    Sorte.ACTIVITES: (Champ("texte", "Ce que fait la structure", aide="Pour qui, où, depuis quand."),),
    Sorte.OFFRE: (
        Champ("texte", "Ce qu’elle propose", aide="Produits, services, visites, retours d’expérience."),
    ),
    Sorte.RECHERCHE: (
        Champ("texte", "Ce qu’elle cherche", aide="Débouchés, locaux, partenaires, bénévoles."),
    ),
    Sorte.LOCAUX: (
        Champ("texte", "Description", aide="Adresse, usages possibles, horaires."),
        Champ("surface_m2", "Surface, en m²", "nombre", "Un nombre entier, ou rien.", maximum=1_000_000),
        Champ("ouvert_a", "Ouverts à", "choix", choix=OUVERTS),
    ),
    Sorte.RESERVES: (
        Champ("fondements", "À quel titre", "choix-multiple", choix=FONDEMENTS),
        Champ(
            "effectif",
            "Personnes employées à ce titre",
            "nombre",
            "Un nombre entier, ou rien.",
            maximum=100_000,
        ),
        Champ("prestations", "Ce qu’elle peut réaliser", aide="Types de prestations, volumes, délais."),
    ),
    Sorte.SITE: (Champ("adresse", "Adresse du site", "site", "Commence par https://.", maximum=300),),
    Sorte.CONTACT: (
        Champ(
            "relais",
            "Recevoir ce que l’on écrit à la structure",
            "oui",
            "Un lien « Écrire à cette structure » paraît sur sa page. Votre adresse n’est pas montrée. "
            "Vous arrêtez quand vous voulez.",
        ),
        Champ(
            "texte",
            "Pour quoi lui écrire",
            aide="Devis, visite, retour d’expérience : ce qui est bienvenu, ce qui ne l’est pas.",
            maximum=600,
        ),
    ),
}


class WrittenMeanwhile(NotAllowedNow):
    """Somebody else wrote this part since the form was opened; `bloc` is what is in force now."""

    def __init__(self, bloc: Bloc) -> None:
        self.bloc = bloc
        super().__init__(
            "Quelqu’un d’autre a écrit cette partie pendant que vous la modifiiez.",
            advice="Votre texte est gardé ici : comparez, puis envoyez-le s’il doit remplacer le sien.",
        )


def read_last(siren: str) -> dict[str, Bloc]:
    """The last version of each part of a page, by sort, hidden or empty ones too."""
    last = Bloc.objects.filter(siren=siren).values("sorte").annotate(dernier=Max("pk"))
    found = {bloc.sorte: bloc for bloc in Bloc.objects.filter(pk__in=last.values("dernier"))}
    return {sorte.value: found[sorte] for sorte in Sorte if sorte in found}


def list_shown(siren: str) -> list[Bloc]:
    """What the public page of a structure shows: last versions that say something and are not hidden."""
    return [bloc for bloc in read_last(siren).values() if bloc.contenu and not bloc.masque_le]


def list_history(siren: str, sorte: str) -> list[Bloc]:
    """Every version of one part, the last first."""
    return list(Bloc.objects.filter(siren=siren, sorte=sorte).select_related("auteur", "masque_par"))


def list_recent(limit: int) -> list[Bloc]:
    """What was last written by structures, for the team: last versions that say something."""
    last = Bloc.objects.values("siren", "sorte").annotate(dernier=Max("pk"))
    rows = (
        Bloc.objects.filter(pk__in=last.values("dernier"))
        .exclude(contenu={})
        .select_related("auteur", "masque_par")
    )
    return list(rows[:limit])


@transaction.atomic
def declare(siren: str, sorte: str, contenu: dict[str, Any], *, by: Personne, depuis: int) -> Bloc:
    """Write one part of the page of a structure; the same text twice writes once.

    What the team hid stays hidden when it is taken back, then written again in the same words.
    contenu  fields of CHAMPS that say something; empty to take the part back
    depuis   number of the version that the form showed, 0 for none
    Raises   NotAllowedNow when she does not represent it; WrittenMeanwhile when another version came since
    """
    require_voice(by, siren)
    versions = list(Bloc.objects.select_for_update().filter(siren=siren, sorte=sorte))
    last = versions[0] if versions else None
    if (last.contenu if last else {}) == contenu:
        return last or Bloc(siren=siren, sorte=sorte)
    if last and last.pk != depuis:
        raise WrittenMeanwhile(last)
    same = next((one for one in versions if one.contenu == contenu), Bloc())
    hidden = {"masque_le": same.masque_le, "masque_par": same.masque_par, "motif": same.motif}
    return Bloc.objects.create(siren=siren, sorte=sorte, contenu=contenu, auteur=by, **hidden)


@transaction.atomic
def hide(bloc: Bloc, motif: str, *, by: Personne) -> bool:
    """Hide one version with a reason, which who represents the structure reads; whether it was shown.

    The journal of decisions keeps it: it waited since it was written

    Raises  NotAllowedNow when who asks is not an animateur, or gives no reason
    """
    rights.require_animateur(by)
    if not motif.strip():
        raise NotAllowedNow("Dites pourquoi.", advice="La structure lira cette raison.")
    motif = motif.strip()[:600]
    shown = Bloc.objects.filter(pk=bloc.pk, masque_le=None)
    if not shown.update(masque_le=timezone.now(), masque_par=by, motif=motif):
        return False
    row = arbitrages.keep(
        GENRE,
        bloc,
        titre=f"SIREN {bloc.siren}, {bloc.get_sorte_display()}",
        verdict=MASQUER,
        motif=motif,
        avant={},
        attente=bloc.ecrit_le,
        by=by,
        apres="masque",
    )
    for courriel in list_representatives(bloc.siren):
        _tell_hidden(bloc, motif, courriel, raison=arbitrages.name_letter(row))
    return True


@transaction.atomic
def restore(bloc: Bloc, *, by: Personne) -> bool:
    """Show again what was hidden, the decision taken back in the journal; whether it was hidden."""
    rights.require_animateur(by)
    shown = {"masque_le": None, "masque_par": None, "motif": ""}
    if not Bloc.objects.filter(pk=bloc.pk).exclude(masque_le=None).update(**shown):
        return False
    for row in Arbitrage.objects.filter(genre=GENRE, objet_id=bloc.pk, annule_le=None):
        arbitrages.close(row)
    return True


def list_representatives(siren: str) -> list[str]:
    """Addresses of those who represent an organisation, confirmed."""
    return list(list_roles().filter(portee=siren).values_list("personne__email", flat=True))


def list_roles() -> QuerySet[Role]:
    """Roles in force of those who represent an organisation."""
    rows = Role.objects.filter(genre=Role.Genre.ORGANISATION, fini_le=None, personne__is_active=True)
    return rows.exclude(confirme_le=None)


def require_voice(by: Personne, siren: str) -> None:
    """Refuse who does not represent a structure."""
    if not rights.acts_for(by, siren):
        raise NotAllowedNow(
            "Vous ne représentez pas cette structure, ou plus.",
            advice="Demandez ce rôle depuis sa page, ou écrivez à l’équipe.",
        )


def _tell_hidden(bloc: Bloc, motif: str, courriel: str, *, raison: str) -> None:
    page = f"{settings.SITE_URL}{reverse('fiche-bloc', args=[bloc.siren, bloc.sorte])}"
    texte = (
        f"Bonjour,\n\nUne partie de la page de votre structure (SIREN {bloc.siren}) n’est plus montrée : "
        f"« {bloc.get_sorte_display()} ».\n\nRaison donnée :\n{motif}\n\n"
        f"Vous pouvez la réécrire : {page}\n\nL’observatoire Leviers\n"
    )
    ecrire.write(courriel, "fiche", "Une partie de votre page est masquée", texte, raison=raison)

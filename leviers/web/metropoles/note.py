"""« Note pour le conseil » and the letter that asks for open data: what they say, in blocks."""

from collections import Counter
from datetime import date

from django.conf import settings
from django.utils import timezone

from leviers.catalogue.published import Published
from leviers.comparison.explore import AExplorer, Piste, list_a_explorer
from leviers.evidence.donnees import Donnees, Serie, read_donnees
from leviers.evidence.niveaux import NIVEAUX
from leviers.evidence.portrait import Portrait, draw_portrait
from leviers.evidence.preuves import COMMUNE, METROPOLE
from leviers.evidence.usages import Usages, compute_usages
from leviers.graphiques.catalogue import group_of_place
from leviers.graphiques.drawing import draw
from leviers.graphiques.graphique import LARGE
from leviers.publication.documents import Bloc, Document, Image, Intertitre, Liste, Paragraphe, Tableau
from leviers.reference.territoires import Metropole
from leviers.web.faits.texts import cut
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import NBSP, annees, date_fr, enumere, euros_courts, nombre, pluriel, typo
from leviers.web.metropoles import donnees as words

MOST = 6
"""Lines of each list: the note holds on two pages."""
RELIRE = "Modèle à relire : vérifiez les textes sur Légifrance avant tout envoi."
DROIT = {
    "marche": (
        "les données essentielles des marchés et des concessions (articles L2196-2 et R2196-1 du code de "
        "la commande publique, arrêté du 22 décembre 2022), avec les considérations sociales et le SIRET "
        "des titulaires"
    ),
    "subvention": (
        "les données essentielles des conventions de subvention (article 10 de la loi du 12 avril 2000, "
        "décret du 5 mai 2017), au format SCDL, avec le SIRET du bénéficiaire et l’objet"
    ),
    "deliberation": (
        "les délibérations (article L312-1-1 du code des relations entre le public et l’administration), "
        "au format SCDL, avec l’intitulé, la date et la matière"
    ),
}


def write_note(catalogue: Published, metropole: Metropole) -> Document:
    """Two pages on one métropole: what is established, what open data say, what could be explored."""
    usages = compute_usages(catalogue)
    portrait = draw_portrait(catalogue, metropole)
    releve = usages.releve
    found = read_donnees(releve.build, metropole.siren) if releve else None
    explored = list_a_explorer(catalogue, releve.build if releve else None, metropole.siren)
    blocs: list[Bloc] = [Paragraphe(_say_summary(portrait, usages)), _as_table(portrait)]
    blocs += _list_demarches(portrait)
    blocs += (
        _list_open_data(found, metropole.slug)
        if found
        else [Paragraphe("Les données ouvertes ne sont pas chargées ici.")]
    )
    blocs += _list_explored(explored)
    blocs += _list_sources(portrait, found)
    return Document(
        titre=f"Note pour le conseil{NBSP}: {metropole.nom}",
        sous_titre=f"Ce qu’elle fait pour l’économie sociale et solidaire. {date_fr(_today(found))}.",
        pied=f"Leviers, {settings.SITE_URL}{reverse_url('metropole', metropole.slug)}",
        blocs=tuple(blocs),
        mots_cles=("économie sociale et solidaire", metropole.nom),
    )


def write_letter(catalogue: Published, metropole: Metropole) -> Document:
    """A letter to the services of the métropole, asking for what was not received."""
    releve = compute_usages(catalogue).releve
    found = read_donnees(releve.build, metropole.siren) if releve else None
    missing = (
        [row for row in words.list_missing(found) if row["est_vide"] or row["est_ancien"]] if found else []
    )
    asked = [DROIT[row["genre"]] for row in missing] or list(DROIT.values())
    blocs: list[Bloc] = [
        Paragraphe(f"À l’attention de la direction générale {metropole.nom_genitif}"),
        Paragraphe(f"Objet{NBSP}: publication des données ouvertes utiles à l’économie sociale et solidaire"),
        Paragraphe("Madame, Monsieur,"),
        Paragraphe(
            "L’observatoire Leviers rassemble ce que font les 22 métropoles pour l’économie sociale et "
            "solidaire, avec la source de chaque affirmation. Une partie de ce que fait la métropole ne peut "
            "y apparaître, faute de fichiers que chacun puisse lire."
        ),
        Paragraphe("Nous vous demandons de bien vouloir publier, ou de nous indiquer où sont publiées :"),
        Liste(tuple(f"{text}{NBSP};" for text in asked)),
        Paragraphe(
            "Publiées sur data.gouv.fr, ces données sont lues à la livraison suivante et font monter "
            "d’elles-mêmes les niveaux de preuve. Chaque chiffre renvoie à sa ligne d’origine ; toute erreur "
            "peut être contestée."
        ),
        Paragraphe(
            "Nous vous prions d’agréer, Madame, Monsieur, l’expression de notre considération distinguée."
        ),
        Paragraphe("[Nom, fonction, organisme]"),
    ]
    return Document(
        titre="Demande de publication de données",
        sous_titre=metropole.nom,
        pied=f"Leviers, {settings.SITE_URL}",
        blocs=tuple(_french(bloc) for bloc in blocs),
        mention=RELIRE,
    )


def find_day(catalogue: Published) -> date:
    """The day of a document: that of the data, so that the same state gives the same file."""
    releve = compute_usages(catalogue).releve
    moments = [demarche.modifiee_le for demarche in catalogue.demarches.values()]
    return timezone.localdate(max(moments)) if moments else date(releve.annee if releve else 2026, 1, 1)


def _today(found: Donnees | None) -> date:
    return found.jour if found else timezone.localdate()


def _say_summary(portrait: Portrait, usages: Usages) -> str:
    metropole = portrait.metropole
    counts = Counter(usage.niveau.code for usage in usages.of_territoire(metropole.siren))
    parts = [
        f"{nombre(counts[niveau.code])} {niveau.nom}{'s' if counts[niveau.code] > 1 else ''}"
        for niveau in reversed(NIVEAUX)
        if niveau.rang > 0 and counts[niveau.code]
    ]
    established = f" ({enumere(parts)})" if parts else ""
    unseen = counts["non-observable"]
    said = (
        f"{metropole.nom}{NBSP}: {nombre(metropole.population)} habitants "
        f"({metropole.population_annee}, Insee), {pluriel(metropole.nb_communes, 'commune')}. "
        f"{pluriel(portrait.nb_leviers_reperes, 'levier repéré', 'leviers repérés')} sur 50{established}, "
        f"par {pluriel(len(portrait.demarches), 'démarche publiée', 'démarches publiées')} et par des actes "
        "publics. "
        "Ce qui n’est pas repéré n’est pas un « non »."
    )
    return said + (f" {pluriel(unseen, 'levier')} ne pouvaient pas être observés." if unseen > 1 else "")


def _as_table(portrait: Portrait) -> Tableau:
    rows = []
    for part in portrait.parts:
        names = [f"{usage.niveau.signe} {usage.levier.nom_court}" for usage in part.reperes]
        rows.append(
            (part.champ.nom, f"{len(part.reperes)} sur {len(part.marks)}", ", ".join(names) or "aucun repéré")
        )
    signs = ", ".join(f"{niveau.signe} {niveau.nom}" for niveau in NIVEAUX if niveau.rang > 1)
    return Tableau(
        f"Leviers repérés, champ par champ ({signs})", ("Champ", "Repérés", "Lesquels"), tuple(rows)
    )


def _list_demarches(portrait: Portrait) -> list[Bloc]:
    """The latest démarches, each with its year and where it can be read."""
    latest = sorted(portrait.demarches, key=lambda one: (-(one.annee_debut or 0), one.titre))[: MOST + 2]
    if not latest:
        return []
    items = [
        f"{one.titre} ({annees(one.annee_debut, one.annee_fin) or 'année inconnue'}){NBSP}: "
        f"{cut(one.description, 230)} Source{NBSP}: {one.sources[0].editeur or one.sources[0].titre}."
        for one in latest
    ]
    return [Intertitre("Les démarches les plus récentes"), _french(Liste(tuple(items)))]


def _list_open_data(found: Donnees, slug: str) -> list[Bloc]:
    said = [f"{words_}, {year}" for words_, year in words.say_lists(found)]
    blocs: list[Bloc] = [Intertitre("Ce que disent les données ouvertes")]
    if said:
        blocs.append(
            Paragraphe(
                f"Structures placées dans le territoire par des listes publiques{NBSP}: {enumere(said)}."
            )
        )
    for theme, none in (
        ("achats", "Achats : aucun marché reçu."),
        ("subventions", "Subventions : aucune reçue."),
        ("deliberations", "Délibérations : aucune reçue."),
    ):
        items = [
            _say_latest(serie, words.LIENS[lien].lower())
            for lien in (METROPOLE, COMMUNE)
            for serie in found.list_series(theme, lien)
            if serie.valeurs[0].annee
        ]
        blocs.append(Liste(tuple(items[:MOST])) if items else Paragraphe(none))
        blocs += _draw_first(found, slug) if theme == "achats" else []
    if found.echeances:
        blocs.append(Intertitre("Marchés de la métropole qui finissent d’ici un an"))
        blocs.append(Liste(tuple(_say_ending(row) for row in found.echeances[:MOST])))
    return [_french(bloc) for bloc in blocs]


def _draw_first(found: Donnees, slug: str) -> list[Bloc]:
    """One chart, of what has several years: purchases first; the note holds on two pages."""
    charts = group_of_place(found.build, slug)
    drawn = [one for theme in ("achats", "subventions") for one in charts.get(theme, ())]
    telling = [one for one in drawn if len(one.table.lignes) > 1][:1]
    return [
        Image(
            one.titre,
            f"{one.sous_titre} {one.source}",
            one.alternative,
            draw(one, width=LARGE, alone=False),
            draw(one, "png"),
        )
        for one in telling
    ]


def _say_latest(serie: Serie, whose: str) -> str:
    last = serie.valeurs[0]
    said = f"{serie.indicateur.titre} ({whose}, {last.annee}){NBSP}: {words.say_value(serie, last)}"
    return f"{said}, couverture {nombre(last.couverture_pct)}{NBSP}%"


def _say_ending(row: dict[str, object]) -> str:
    amount, famille = row["montant_eur"], row["famille"]
    said = f"{str(row['objet'] or 'sans intitulé')[:120]}, jusqu’au {date_fr(str(row['date_fin']))}"
    said += f", {euros_courts(amount)}" if isinstance(amount, float) else ""
    return said + (f" (souvent réservé : {famille})" if famille else "")


def _list_explored(explored: AExplorer) -> list[Bloc]:
    if not explored.pistes:
        return []
    near = enumere([voisin.territoire.nom_court for voisin in explored.voisins])
    items = [_say_piste(piste) for piste in explored.pistes[:MOST]]
    return [
        Intertitre("Leviers à explorer"),
        Paragraphe(f"Employés par les métropoles les plus semblables ({near}), non repérés ici."),
        Liste(tuple(items)),
    ]


def _say_piste(piste: Piste) -> str:
    said = f"{piste.levier.nom}{NBSP}: {enumere([usage.territoire.nom_court for usage in piste.adopteurs])}"
    if not piste.demarches:
        return f"{said}."
    model = piste.demarches[0]
    return typo(f"{said}. À lire : « {model.titre} », {model.territoire.nom}.")


def _list_sources(portrait: Portrait, found: Donnees | None) -> list[Bloc]:
    pages = pluriel(portrait.sources.nb, "page publique citée", "pages publiques citées")
    build = f" Données ouvertes reçues le {date_fr(found.jour)}, build {found.build.numero}." if found else ""
    missing = [row["nom"] for row in words.list_missing(found) if row["est_vide"]] if found else []
    lacks = f" Rien n’a été reçu de la métropole elle-même pour : {enumere(missing)}." if missing else ""
    return [
        _french(Paragraphe(
            f"Sources : {pages} par les démarches.{build}{lacks} Chaque chiffre se remonte jusqu’à sa ligne "
            "sur le site. Leviers, Licence Ouverte 2.0.",
            est_note=True,
        ))
    ]  # fmt: skip


def _french(bloc: Bloc) -> Bloc:
    """The same block, its spaces as French sets them."""
    if isinstance(bloc, Paragraphe):
        return Paragraphe(typo(bloc.texte), bloc.est_note)
    if isinstance(bloc, Liste):
        return Liste(tuple(typo(item) for item in bloc.items))
    return bloc

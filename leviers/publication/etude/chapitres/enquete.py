"""Results of the last published campaign: who answered, each question with its denominators; [] when none."""

from itertools import groupby
from typing import Any

from leviers.publication.etude.blocs import Chapitre
from leviers.publication.etude.calculs import MIN_VALEURS
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.mesures import Mesure
from leviers.publication.etude.phrases import accorder, chiffre, compter, enumerer, sur
from leviers.publication.etude.resultats import CHOIX, CONTREDITES, PARTICIPATION
from leviers.publication.etude.texte import Cite, Lien, Mot, Texte, dire
from leviers.reference.typography import date_fr
from leviers.survey.depouillement import INCONNU, REFUS, REPONDU, SANS_REPONSE
from leviers.survey.items import NOMBRE, TEXTE
from leviers.survey.roles import AGREGEES, NON, SAUF_BESOINS, TOUTES

Ligne = dict[str, Any]
SILENCES = {
    INCONNU: ("« ne sait pas »", "« ne sait pas »"),
    REFUS: ("refus de répondre", "refus de répondre"),
    SANS_REPONSE: ("sans réponse", "sans réponse"),
}

CONSENTEMENTS = {
    TOUTES: (
        "territoire donne toutes ses réponses avec son nom",
        "territoires donnent toutes leurs réponses avec leur nom",
    ),
    SAUF_BESOINS: (
        "donne les siennes sauf sur ses besoins",
        "donnent les leurs sauf sur leurs besoins",
    ),
    AGREGEES: (
        "n’est compté que dans les totaux, sans son nom",
        "ne sont comptés que dans les totaux, sans leur nom",
    ),
    NON: ("n’est ni montré ni compté, à sa demande", "ne sont ni montrés ni comptés, à leur demande"),
}


def write(contexte: Contexte) -> list[Chapitre]:
    """One chapter for the last published campaign."""
    lignes = _read(contexte)
    if not lignes:
        return []
    head = lignes[0]
    page = contexte.chapitre("enquete", "Ce que disent les métropoles")
    _write_participation(page, head)
    _write_declarations(page, head["campagne"])
    _write_regles(page, head["campagne"])
    asked = [ligne for ligne in lignes if ligne["question"] != PARTICIPATION]
    for _section, found in groupby(asked, key=lambda one: one["section"]):
        _write_section(page, list(found))
    return [page.fermer()]


def _read(contexte: Contexte) -> list[Ligne]:
    """Rows of the last campaign, in the order of the questionnaire."""
    cursor = contexte.mesures.connection.execute(
        "select * from resultats where campagne = (select arg_max(campagne, publiee_le) from resultats) "
        "order by rang"
    )
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _write_participation(page: Redaction, head: Ligne) -> None:
    """Who was asked, who answered, and what each of them allows to say."""
    code = head["campagne"]

    def count(ligne: str) -> Mesure:
        return page.contexte.mesurer("enquete-compte", f"{code}.{PARTICIPATION}.{ligne}")

    page.par(
        "chapeau",
        "« {titre} » : {publies} ont répondu, et leurs réponses ont été contrôlées puis publiées le {jour}. "
        "Ce chapitre donne ce qu’elles disent d’elles-mêmes ; le reste de l’étude dit ce que des sources "
        "publiques montrent.",
        style="chapeau",
        titre=Cite(head["campagne_titre"], f"enquete:{code}:titre"),
        publies=sur(count("publies"), count("sollicites"), "territoire interrogé", "territoires interrogés"),
        jour=Cite(date_fr(head["publiee_le"]), f"enquete:{code}:publiee_le"),
    )
    if count("publies").valeur:
        parts = [
            accorder(found, "", *words)
            for effet, words in CONSENTEMENTS.items()
            if (found := count(effet)).valeur
        ]
        page.par(
            "consentement", "Chacun a choisi ce qui pouvait être montré : {parts}.", parts=enumerer(parts)
        )


def _write_declarations(page: Redaction, code: str) -> None:
    """What answers declare of the leviers, and where a source says otherwise."""
    lire = page.contexte.mesurer
    declares = lire("enquete-usages-declares", code)
    contredites = lire("enquete-compte", f"{code}.{PARTICIPATION}.{CONTREDITES}")
    if not declares.valeur:
        page.par("declarations", "Aucune réponse publiée avec un nom ne déclare l’usage d’un levier.")
    else:
        page.par(
            "declarations",
            "Les réponses nommées déclarent {usages}, pour {leviers}. Une déclaration ne vaut pas une preuve "
            "documentée : {seuls} que par elle.",
            usages=compter(declares, "usage"),
            leviers=compter(lire("enquete-leviers-declares", code), "levier"),
            seuls=accorder(
                lire("enquete-usages-seuls", code),
                "de ces usages n’est connu",
                "n’est connu",
                "ne sont connus",
            ),
        )
    if contredites.valeur:
        page.par(
            "contradictions",
            "Après la première lecture et le droit de réponse, {reponses} par une source publique. Le site "
            "montre les deux versions côte à côte.",
            reponses=accorder(
                contredites, "", "réponse reste contredite", "réponses restent contredites", feminin=True
            ),
        )


def _write_regles(page: Redaction, code: str) -> None:
    page.encadre(
        "Lire ces résultats",
        [
            page.paragraphe(
                "regles",
                "Chaque nombre a son dénominateur : à combien de territoires la question a été posée, "
                "combien ont répondu, combien disent ne pas savoir. Les réponses sans nom ne sont comptées "
                "que si leur nombre ne peut désigner personne ; sinon il est gardé secret. Les croisements "
                "de questions et les réponses en mots se lisent {site}.",
                site=Lien("sur le site", adresse=f"/enquetes/{code}/"),
            )
        ],
    )


def _write_section(page: Redaction, lignes: list[Ligne]) -> None:
    """The questions of one section that hold counts or numbers; answers in words stay on the site."""
    first = lignes[0]
    page.titre(
        "{titre}", titre=Cite(first["section_titre"] or "Questions", f"enquete:{first['campagne']}:section")
    )
    for question, found in groupby(lignes, key=lambda one: one["question"]):
        rows = list(found)
        if rows[0]["genre"] == TEXTE:
            continue
        if any(row["ligne"].startswith(CHOIX) for row in rows):
            _write_choix(page, rows)
        else:
            _write_nombre(page, rows, f"question.{_word(question)}")


def _write_choix(page: Redaction, rows: list[Ligne]) -> None:
    """A table of the choices, its denominators under it."""
    page.tableau(
        (_cite(rows[0], "libelle"),),
        ("Réponse", "Territoires"),
        (
            ((_cite(row, "ligne_libelle"),), _say_count(page.contexte, row, "valeur"))
            for row in rows
            if _is_choice(row)
        ),
        "gd",
        largeurs=(0.78, 0.22),
        source=_say_denominateurs(page.contexte, rows),
    )


def _write_nombre(page: Redaction, rows: list[Ligne], cle: str) -> None:
    """The median and the ends, from enough values; the denominators whatever happens."""
    values = {row["ligne"]: row for row in rows if row["valeur"] is not None}
    said: Texte = (_cite(rows[0], "libelle"), Mot(" "), *_say_denominateurs(page.contexte, rows))
    if rows[0]["genre"] == NOMBRE and values and values["mediane"]["nb_nommes"] >= MIN_VALEURS:
        unit = rows[0]["unite"] or ""
        said = (
            *said,
            *dire(
                " Médiane des réponses nommées : {mediane}{unite}, de {minimum} à {maximum}.",
                unite=(Mot(" "), _cite(rows[0], "unite")) if unit else (),
                **{
                    name: _say_valeur(page.contexte, values[name])
                    for name in ("mediane", "minimum", "maximum")
                },
            ),
        )
    page.par(cle, "{resultat}", resultat=said)


def _say_denominateurs(contexte: Contexte, rows: list[Ligne]) -> Texte:
    """« Posée à 12 territoires : 9 réponses, 2 « ne sait pas », 1 sans réponse. »"""
    by = {row["ligne"]: row for row in rows}
    asked = contexte.mesurer("enquete-compte", _key(by["posees"]))
    if not asked.valeur:
        return dire("Aucune réponse à montrer : la question n’a été posée à personne, ou à trop peu.")
    answered = by[REPONDU]
    parts = [(*_say_count(contexte, answered), Mot(" ont répondu" if _is_many(answered) else " a répondu"))]
    for statut, (one, many) in SILENCES.items():
        row = by[statut]
        if row["nb"] or row["est_masque"]:
            parts.append((*_say_count(contexte, row), Mot(f" {many if _is_many(row) else one}")))
    return dire("Posée à {posee} : {detail}.", posee=compter(asked, "territoire"), detail=enumerer(parts))


def _say_count(contexte: Contexte, row: Ligne, calcul: str = "compte-m") -> Texte:
    """The count, « au moins » what is named, or that it is kept secret."""
    if not row["est_masque"]:
        return (chiffre(contexte.mesurer("enquete-compte", _key(row)), calcul),)
    if row["nb_nommes"]:
        return (Mot("au moins "), chiffre(contexte.mesurer("enquete-nommes", _key(row))))
    return (Mot("nombre gardé secret"),)


def _say_valeur(contexte: Contexte, row: Ligne) -> Texte:
    return (chiffre(contexte.mesurer("enquete-statistique", _key(row))),)


def _is_many(row: Ligne) -> bool:
    return bool((row["nb"] or row["nb_nommes"] or 0) > 1)


def _is_choice(row: Ligne) -> bool:
    return bool(row["ligne"].startswith(CHOIX))


def _cite(row: Ligne, field: str) -> Cite:
    return Cite(row[field], f"enquete:{row['campagne']}:{row['question']}")


def _key(row: Ligne) -> str:
    return f"{row['campagne']}.{row['question']}.{row['ligne']}"


def _word(code: str) -> str:
    return code.replace("/", "-")

"""Results of the last published campaign: who answered, each question with its denominators; [] when none."""

from itertools import groupby
from typing import Any

from leviers.publication.etude.blocs import Chapitre
from leviers.publication.etude.calculs import MIN_VALEURS
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.mesures import Mesure
from leviers.publication.etude.phrases import accorder, chiffre, compter, enumerer, joindre, sur
from leviers.publication.etude.resultats import CHOIX, CONTREDITES, FICHES, PARTICIPATION, TERRITOIRES
from leviers.publication.etude.texte import Cite, Lien, Mot, Texte, dire
from leviers.reference.typography import FINE, NBSP, accord, date_fr, unite
from leviers.survey.depouillement import INCONNU, REFUS, REPONDU, SANS_REPONSE
from leviers.survey.items import NOMBRE, TEXTE
from leviers.survey.roles import AGREGEES, NON, SAUF_BESOINS, TOUTES

Ligne = dict[str, Any]
STATUTS = {
    REPONDU: ("réponse", "réponses"),
    INCONNU: ("« ne sait pas »", "« ne sait pas »"),
    REFUS: ("refus de répondre", "refus de répondre"),
    SANS_REPONSE: ("sans réponse", "sans réponse"),
}
"""What became of a question, in the words of the page of results."""
FERMANTS = ("?", "!", "…")
COMPTES = {TERRITOIRES: ("territoire", False), FICHES: ("fiche", True)}

CONSENTEMENTS = {
    TOUTES: ("donne toutes ses réponses avec son nom", "donnent toutes leurs réponses avec leur nom"),
    SAUF_BESOINS: (
        "donne les siennes avec son nom, sauf sur ses besoins",
        "donnent les leurs avec leur nom, sauf sur leurs besoins",
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
    if _write_participation(page, head):
        _write_declarations(page, head["campagne"])
        _write_regles(page, head["campagne"])
        _write_questions(page, [one for one in lignes if one["question"] != PARTICIPATION])
    return [page.fermer()]


def _read(contexte: Contexte) -> list[Ligne]:
    """Rows of the last campaign, in the order of the questionnaire."""
    cursor = contexte.mesures.connection.execute(
        "select * from resultats where campagne = (select arg_max(campagne, publiee_le) from resultats) "
        "order by rang"
    )
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _write_participation(page: Redaction, head: Ligne) -> bool:
    """Who was asked, who answered, and what each of them allows to say; whether anybody answered."""
    code = head["campagne"]

    def count(ligne: str) -> Mesure:
        return page.contexte.mesurer("enquete-compte", f"{code}.{PARTICIPATION}.{ligne}")

    titre = Cite(head["campagne_titre"], f"enquete:{code}:titre")
    publies, sollicites = count("publies"), count("sollicites")
    if not publies.valeur:
        page.par(
            "chapeau",
            "« {titre} » : {publies} des territoires interrogés, au nombre de {sollicites}, n’a de réponses "
            "contrôlées et publiées. Ce chapitre n’a donc rien à montrer.",
            style="chapeau",
            titre=titre,
            publies=chiffre(publies, "compte-m"),
            sollicites=chiffre(sollicites),
        )
        return False
    page.par(
        "chapeau",
        "« {titre} » : {publies}. Les réponses ont été contrôlées, puis publiées le {jour}. Ce chapitre "
        "donne ce que les métropoles disent d’elles-mêmes ; le reste de l’étude dit ce que des sources "
        "publiques montrent.",
        style="chapeau",
        titre=titre,
        publies=(
            *sur(publies, sollicites, "territoire interrogé", "territoires interrogés"),
            Mot(accord(publies.valeur, " a répondu", " ont répondu")),
        ),
        jour=Cite(date_fr(head["publiee_le"]), f"enquete:{code}:publiee_le"),
    )
    counts = [(count(effet), *words) for effet, words in CONSENTEMENTS.items()]
    known = [one for one in counts if one[0].valeur]
    parts = [
        accorder(
            found, "", f"{'' if place else 'territoire '}{un}", f"{'' if place else 'territoires '}{many}"
        )
        for place, (found, un, many) in enumerate(known)
    ]
    page.par(
        "consentement", "Chacun a choisi ce qui pouvait être montré : {parts}.", parts=joindre(parts, " ; ")
    )
    return True


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


def _write_questions(page: Redaction, lignes: list[Ligne]) -> None:
    """Section by section, what can be shown; that the rest is on the site when something is left out."""
    is_whole, is_empty = True, True
    for _section, rows in groupby(lignes, key=lambda one: one["section"]):
        asked = [list(found) for _question, found in groupby(rows, key=lambda one: one["question"])]
        shown = [one for one in asked if _is_shown(page.contexte, one)]
        is_whole &= len(shown) == len([one for one in asked if one[0]["genre"] != TEXTE])
        if shown:
            _write_section(page, shown)
            is_empty = False
    if is_empty:
        page.par(
            "toutes-tues",
            "Aucune question n’a de réponse qui puisse être montrée : trop peu de territoires "
            "l’acceptent pour garder le secret.",
        )
    elif not is_whole:
        page.par(
            "tues",
            "D’autres questions n’ont pas de réponse qui puisse être montrée : elles n’ont été posées à "
            "personne, ou à trop peu pour garder le secret.",
            style="petit",
        )


def _is_shown(contexte: Contexte, rows: list[Ligne]) -> bool:
    """Whether a question holds counts or numbers; answers in words stay on the site."""
    return rows[0]["genre"] != TEXTE and bool(
        contexte.mesurer("enquete-compte", _key(_by(rows)["posees"])).valeur
    )


def _write_section(page: Redaction, questions: list[list[Ligne]]) -> None:
    first = questions[0][0]
    page.titre(
        "{titre}", titre=Cite(first["section_titre"] or "Questions", f"enquete:{first['campagne']}:section")
    )
    for rows in questions:
        answered = _by(rows)[REPONDU]
        if any(_is_choice(row) for row in rows) and (answered["nb"] or answered["est_masque"]):
            _write_choix(page, rows)
        else:
            _write_nombre(page, rows)


def _write_choix(page: Redaction, rows: list[Ligne]) -> None:
    """A table of the choices, its denominators under it."""
    page.tableau(
        (_cite(rows[0], "libelle"),),
        ("Réponse", rows[0]["comptes"].capitalize()),
        (
            ((_cite(row, "ligne_libelle"),), _say_count(page.contexte, row, "valeur"))
            for row in rows
            if _is_choice(row)
        ),
        "gd",
        largeurs=(0.78, 0.22),
        source=_say_denominateurs(page.contexte, rows),
    )


def _write_nombre(page: Redaction, rows: list[Ligne]) -> None:
    """The median and the ends, from enough values; the denominators whatever happens."""
    label = rows[0]["libelle"].rstrip(" .:")
    values = {row["ligne"]: row for row in rows if row["valeur"] is not None}
    said: Texte = (
        Cite(label, f"enquete:{rows[0]['campagne']}:{rows[0]['question']}"),
        Mot(" " if label.endswith(FERMANTS) else ". "),
        *_say_denominateurs(page.contexte, rows),
    )
    if rows[0]["genre"] == NOMBRE and values and values["mediane"]["nb_nommes"] >= MIN_VALEURS:
        said = (
            *said,
            *dire(
                " Médiane des réponses nommées : {mediane}{unite}, de {minimum} à {maximum}.",
                unite=_say_unite(values["mediane"]),
                **{
                    name: _say_valeur(page.contexte, values[name])
                    for name in ("mediane", "minimum", "maximum")
                },
            ),
        )
    page.par(f"question.{_word(rows[0]['question'])}", "{resultat}", resultat=said)


def _say_unite(row: Ligne) -> Texte:
    if not row["unite"]:
        return ()
    word = unite(row["valeur"], row["unite"])
    return (Mot(NBSP), Cite(word, f"enquete:{row['campagne']}:{row['question']}"))


def _say_denominateurs(contexte: Contexte, rows: list[Ligne]) -> Texte:
    """« Posée à 12 territoires : 9 réponses, 2 « ne sait pas » et 1 sans réponse. »"""
    by = _by(rows)
    said: list[Texte] = []
    secret: list[Texte] = []
    word, is_feminine = COMPTES[rows[0]["comptes"]]
    for statut, (one, many) in STATUTS.items():
        row = by[statut]
        if row["est_masque"] and not row["nb_nommes"]:
            secret.append((Mot(many),))
        elif row["est_masque"]:
            known = contexte.mesurer("enquete-nommes", _key(row))
            said.append((Mot("au moins "), *compter(known, one, many)))
        elif row["nb"] or statut == REPONDU:
            known = contexte.mesurer("enquete-compte", _key(row))
            said.append(compter(known, one, many, feminin=statut == REPONDU))
    asked = compter(contexte.mesurer("enquete-compte", _key(by["posees"])), word, feminin=is_feminine)
    return dire(
        "Posée à {posee}{detail}{secret}.",
        posee=asked,
        detail=(Mot(f"{NBSP}: "), *enumerer(said)) if said else (),
        secret=_say_secret(secret),
    )


def _say_secret(secret: list[Texte]) -> Texte:
    """« Réponses : nombre gardé secret », after what is told; empty when nothing is kept so."""
    if not secret:
        return ()
    said = "nombre gardé secret" if len(secret) == 1 else "nombres gardés secrets"
    return (Mot(f"{FINE}; "), *enumerer(secret), Mot(f"{NBSP}: {said}"))


def _say_count(contexte: Contexte, row: Ligne, calcul: str) -> Texte:
    """The count, « au moins » what is named, or that it is kept secret."""
    if not row["est_masque"]:
        return (chiffre(contexte.mesurer("enquete-compte", _key(row)), calcul),)
    if row["nb_nommes"]:
        return (Mot("au moins "), chiffre(contexte.mesurer("enquete-nommes", _key(row))))
    return (Mot("gardé secret"),)


def _say_valeur(contexte: Contexte, row: Ligne) -> Texte:
    return (chiffre(contexte.mesurer("enquete-statistique", _key(row))),)


def _by(rows: list[Ligne]) -> dict[str, Ligne]:
    return {row["ligne"]: row for row in rows}


def _is_choice(row: Ligne) -> bool:
    return bool(row["ligne"].startswith(CHOIX))


def _cite(row: Ligne, field: str) -> Cite:
    return Cite(row[field], f"enquete:{row['campagne']}:{row['question']}")


def _key(row: Ligne) -> str:
    return f"{row['campagne']}.{row['question']}.{row['ligne']}"


def _word(code: str) -> str:
    return code.replace("/", "-")

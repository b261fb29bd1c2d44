"""What open data say of a métropole: its purchases, its grants, its votes, and what was not received."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from leviers.evidence.regles import load_regles
from leviers.publication.etude.calculs import MIN_PCT, MIN_VALEURS
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.mesures import Mesure
from leviers.publication.etude.phrases import chiffre, compter, enumerer, joindre
from leviers.publication.etude.portrait.coupe import quote
from leviers.publication.etude.texte import Cite, Mot, Texte, dire, fort, lire
from leviers.reference.territoires import Metropole
from leviers.warehouse.indicateurs import load_indicateurs

METROPOLE, COMMUNE, TERRITOIRE = "metropole", "commune", "territoire"
GENRES = {
    "marche": ("marché", "marchés"),
    "subvention": ("subvention", "subventions"),
    "deliberation": ("délibération", "délibérations"),
}
TITRES = {"marche": "Achats.", "subvention": "Subventions.", "deliberation": "Délibérations."}


@dataclass(frozen=True)
class Part:
    """One share in words: what has it, what is asked when it cannot be told, what is said of none."""

    affirmation: str
    question: str
    aucun: str


PARTS = {
    "marche": (
        (
            "part-marches-ess",
            Part(
                "des marchés sont tenus par l’ESS",
                "quelle part tient l’ESS",
                "aucun marché n’est connu comme tenu par l’ESS, sur {faits}",
            ),
        ),
        (
            "part-marches-consideration-sociale",
            Part(
                "des marchés déclarent une considération sociale",
                "quelle part a une considération sociale",
                "aucun marché ne déclare de considération sociale, sur {faits}",
            ),
        ),
    ),
    "subvention": (
        (
            "part-subventions-ess",
            Part(
                "des montants de subvention vont à l’ESS",
                "quelle part va à l’ESS",
                "aucun montant n’est connu comme allant à l’ESS, sur {faits} subventions",
            ),
        ),
    ),
    "deliberation": (
        (
            "part-deliberations-ess",
            Part(
                "des délibérations nomment l’ESS",
                "quelle part nomme l’ESS",
                "aucune délibération ne nomme l’ESS dans son titre, sur {faits}",
            ),
        ),
    ),
}
"""Shares only: a count or an amount follows the size of a métropole and is set beside no median."""
MAX_NOMS = 4
"""Organisations named in one sentence: more would be a directory, which the site holds."""
LONGUEUR_NOM = 60
"""Letters of a name, beyond which it is cut: one line of a column."""
ANCIEN = 2
"""Years after which the last act received is called old."""


@dataclass(frozen=True)
class Indice:
    """The latest year of one indicator for one métropole and one kind of author."""

    contexte: Contexte
    code: str
    siren: str
    lien: str

    def read(self, mot: str) -> Mesure:
        """valeur, haute, annee, couverture or faits."""
        return self.contexte.mesurer("portrait-indicateur", f"{self.code}.{self.siren}.{self.lien}.{mot}")

    def read_others(self, mot: str) -> Mesure:
        """mediane, haute or nombre, over the other métropoles for the same year."""
        return self.contexte.mesurer("portrait-autres", f"{self.code}.{self.siren}.{self.lien}.{mot}")

    @property
    def is_known(self) -> bool:
        """Whether there is any value."""
        return self.read("valeur").valeur is not None

    @property
    def is_rare(self) -> bool:
        """Whether it rests on too few facts to be told in percent."""
        return (self.read("faits").valeur or 0) < MIN_PCT

    @property
    def is_thin(self) -> bool:
        """Whether too few of them could be used."""
        return (self.read("couverture").valeur or 0) < load_regles().couverture_pct

    def say_value(self) -> Texte:
        """« 12,5 % », « entre 15,1 % et 18 % », « 35 »."""
        return _say_range(self.read("valeur"), self.read("haute"), self._calcul)

    def say_year(self) -> Texte:
        """« 2024 », or that nobody wrote it."""
        annee = self.read("annee")
        return (chiffre(annee, "annee"),) if annee.valeur else (Mot("année non précisée"),)

    def say_scope(self) -> Texte:
        """What follows a figure that stands alone: unit, year, coverage."""
        unite = load_indicateurs()[self.code].unite
        said = Cite(f" {unite}", f"indicateur:{self.code}:unite") if unite.startswith("pour ") else Mot("")
        return dire(
            "{unite} ({annee}, couverture {couverture})",
            unite=said,
            annee=self.say_year(),
            couverture=chiffre(self.read("couverture"), "pourcent"),
        )

    def say_others(self) -> Texte:
        """« , contre une médiane de 3 % parmi les 14 autres métropoles… »; nothing with too few values."""
        nombre = self.read_others("nombre")
        if (nombre.valeur or 0) < MIN_VALEURS:
            return ()
        mediane = _say_range(self.read_others("mediane"), self.read_others("haute"), self._calcul, mot="de ")
        same = lire(mediane).removeprefix("de ") == lire(self.say_value())
        whose = "les communes de {nombre} autres" if self.lien == COMMUNE else "les {nombre} autres"
        template = " ; la médiane est la même parmi " if same else ", contre une médiane {mediane} parmi "
        return dire(
            f"{template}{whose} métropoles dont la valeur est connue",
            nombre=chiffre(nombre),
            **({} if same else {"mediane": mediane}),
        )

    @property
    def _calcul(self) -> str:
        return "pourcent" if load_indicateurs()[self.code].unite == "%" else "valeur"


def write_ouvertes(page: Redaction, metropole: Metropole) -> None:
    """Three short paragraphs, who of the ESS is found there, what lists place, what was not received."""
    if page.contexte.etat.build is None:
        page.par("sans-build", "Les données ouvertes ne sont pas chargées ici.")
        return
    for genre in GENRES:
        if said := [*_say_genre(page.contexte, metropole, genre)]:
            page.par(
                f"donnees-{genre}", "{genre} {phrases}", genre=fort(TITRES[genre]), phrases=joindre(said, " ")
            )
    if said := [*_say_structures(page.contexte, metropole)]:
        page.par("structures", "{genre} {phrases}", genre=fort("Structures."), phrases=joindre(said, " "))
    page.par(
        "manques",
        "{genre} {phrases}",
        genre=fort("Ce qui manque."),
        phrases=joindre([*_say_missing(page.contexte, metropole)], " "),
    )


def _say_genre(contexte: Contexte, metropole: Metropole, genre: str) -> Iterator[Texte]:
    """Of the métropole first; of its communes when they publish."""
    received = [
        one for lien in (METROPOLE, COMMUNE) if (one := _say_received(contexte, metropole, genre, lien))
    ]
    if not received:
        return
    yield dire("Les fichiers publics donnent {recus}.", recus=enumerer(received))
    for lien, who in ((METROPOLE, ""), (COMMUNE, "Pour ses communes, ")):
        for code, words in PARTS[genre]:
            if said := _say_share(Indice(contexte, code, metropole.siren, lien), words, GENRES[genre][1]):
                yield (Mot(who or "Pour la métropole, "), *said)
    yield from _say_organisations(contexte, metropole, genre)


def _say_received(contexte: Contexte, metropole: Metropole, genre: str, lien: str) -> Texte:
    """« 8 marchés de la métropole (jusqu’en 2024) »; nothing when none was received."""
    cle = f"{metropole.siren}.{genre}.{lien}"
    nombre, annee = contexte.mesurer("portrait-actes", cle), contexte.mesurer("portrait-actes-annee", cle)
    if not nombre.valeur:
        return ()
    until = dire("jusqu’en {annee}", annee=chiffre(annee, "annee")) if annee.valeur else (Mot("sans date"),)
    return dire(
        "{nombre} de {qui} ({quand})",
        nombre=compter(nombre, *GENRES[genre], feminin=genre != "marche"),
        qui="la métropole" if lien == METROPOLE else "ses communes",
        quand=until,
    )


def _say_share(indice: Indice, words: Part, plusieurs: str) -> Texte:
    """One share, or why it cannot be told; nothing where nothing was asked of those acts."""
    if not indice.is_known:
        return ()
    couverture, faits = chiffre(indice.read("couverture"), "pourcent"), indice.read("faits")
    if indice.is_rare:
        return dire(
            "trop peu de {quoi} en {annee} ({faits}) pour dire {part}.",
            quoi=plusieurs,
            annee=indice.say_year(),
            faits=chiffre(faits),
            part=words.question,
        )
    if indice.is_thin:
        return dire(
            "la couverture de {annee} ({couverture}) est trop faible pour dire {part}.",
            annee=indice.say_year(),
            couverture=couverture,
            part=words.question,
        )
    if not indice.read("haute").valeur:
        return dire(
            "en {annee}, {aucun} (couverture {couverture}){autres}.",
            annee=indice.say_year(),
            aucun=dire(words.aucun, faits=chiffre(faits)),
            couverture=couverture,
            autres=indice.say_others(),
        )
    return dire(
        "en {annee}, {valeur} {mots} (couverture {couverture}){autres}.",
        annee=indice.say_year(),
        valeur=indice.say_value(),
        mots=words.affirmation,
        couverture=couverture,
        autres=indice.say_others(),
    )


def _say_range(bas: Mesure, haut: Mesure, calcul: str, *, mot: str = "") -> Texte:
    """One value, or both ends of a range; `mot` stands before a value alone."""
    low, high = chiffre(bas, calcul), chiffre(haut, calcul)
    if haut.valeur is None or low.ecrit == high.ecrit:
        return (Mot(mot), low) if mot else (low,)
    return (Mot(f"{'comprise ' if mot else ''}entre "), low, Mot(" et "), high)


def _say_structures(contexte: Contexte, metropole: Metropole) -> Iterator[Texte]:
    connues = Indice(contexte, "nb-structures-ess", metropole.siren, TERRITOIRE)
    if connues.is_known:
        yield dire(
            "Les listes publiques placent {nombre} dans le territoire.",
            nombre=compter(
                connues.read("valeur"), "organisation de l’ESS", "organisations de l’ESS", feminin=True
            ),
        )
    insertion = Indice(contexte, "siae-pour-100000", metropole.siren, TERRITOIRE)
    if insertion.is_known and not insertion.is_thin:
        yield dire(
            "On y compte {nombre} structures d’insertion {unite} ({annee}, couverture {couverture}){autres}.",
            nombre=chiffre(insertion.read("valeur")),
            unite=Cite(load_indicateurs()[insertion.code].unite, f"indicateur:{insertion.code}:unite"),
            annee=insertion.say_year(),
            couverture=chiffre(insertion.read("couverture"), "pourcent"),
            autres=insertion.say_others(),
        )


def _say_organisations(contexte: Contexte, metropole: Metropole, genre: str) -> Iterator[Texte]:
    """Who of the ESS holds most contracts or receives most; no natural person is ever among them."""
    codes = {
        "marche": ("portrait-titulaires-ess", "Parmi les titulaires de l’ESS : {noms}{reste}."),
        "subvention": (
            "portrait-beneficiaires-ess",
            "Parmi les bénéficiaires de l’ESS, toutes années réunies : {noms}{reste}.",
        ),
    }
    if genre not in codes:
        return
    code, template = codes[genre]
    found = list_organisations(contexte, metropole, code)
    if not found:
        return
    said: list[Texte] = []
    for siren, nom, mesure in found[:MAX_NOMS]:
        contexte.indexer("structures", nom, f"portrait-{metropole.slug}", metropole.nom_court)
        said.append(
            (
                *quote(nom, f"acteur:{siren}:nom", most=LONGUEUR_NOM),
                Mot(" ("),
                *(compter(mesure, "marché") if genre == "marche" else (chiffre(mesure, "montant"),)),
                Mot(")"),
            )
        )
    rest = Mot(" ; les autres se lisent sur le site") if len(found) > MAX_NOMS else Mot("")
    yield dire(template, noms=enumerer(said), reste=rest)


def list_organisations(contexte: Contexte, metropole: Metropole, code: str) -> list[tuple[str, str, Mesure]]:
    """(SIREN, name, measure), the largest first, equals by name; those whose name no register gives go."""
    prefix = f"{metropole.siren}."
    mine = [one for cle, one in contexte.mesures.lister(code).items() if cle.startswith(prefix)]
    names = _read_names(contexte, [one.cle.removeprefix(prefix) for one in mine])
    found = [
        (siren, names[siren], one)
        for one in mine
        if (siren := one.cle.removeprefix(prefix)) in names and one.valeur
    ]
    return sorted(found, key=lambda one: (-(one[2].valeur or 0), one[1]))


def _read_names(contexte: Contexte, sirens: list[str]) -> dict[str, str]:
    """Names of the registers; the table holds no natural person."""
    rows = contexte.mesures.connection.execute(
        "select siren, nom from acteurs where nom is not null and siren in (select unnest(?))", [sirens]
    ).fetchall()
    return dict(rows)


def _say_old(contexte: Contexte, siren: str) -> Iterator[Texte]:
    """« Rien de plus récent que 2022 pour ses marchés et ses délibérations. », the oldest year first."""
    lasts = [
        (genre, contexte.mesurer("portrait-actes-annee", f"{siren}.{genre}.{METROPOLE}")) for genre in GENRES
    ]
    limit = contexte.edition.jour.year - ANCIEN
    old = sorted((one for one in lasts if one[1].valeur and one[1].valeur < limit), key=_read_year)
    for _year, found in groupby(old, key=_read_year):
        same = [*found]
        yield dire(
            "Rien de plus récent que {annee} pour {genres}.",
            annee=chiffre(same[0][1], "annee"),
            genres=enumerer([(Mot(f"ses {GENRES[genre][1]}"),) for genre, _mesure in same]),
        )


def _read_year(one: tuple[str, Mesure]) -> float:
    return one[1].valeur or 0


def _say_missing(contexte: Contexte, metropole: Metropole) -> Iterator[Texte]:
    """What nobody could read of the métropole itself: nothing at all, or nothing recent."""
    mesurer, ici = contexte.mesurer, metropole.siren
    absents = [
        genre for genre in GENRES if not mesurer("portrait-actes", f"{ici}.{genre}.{METROPOLE}").valeur
    ]
    if absents:
        words = [f"ni {GENRES[genre][0]}" for genre in absents]
        yield dire(
            "De la métropole elle-même, aucun fichier public lu ne donne {genres}.",
            genres=", ".join(words) if len(words) > 1 else words[0].replace("ni ", "de ", 1),
        )
    yield from _say_old(contexte, ici)
    unseen = mesurer("portrait-leviers-non-observables", ici)
    if unseen.valeur:
        yield dire(
            "{leviers} ne {pouvaient} donc pas être {observes} : ce n’est pas un « non ».",
            leviers=compter(unseen, "levier"),
            pouvaient="pouvait" if unseen.valeur == 1 else "pouvaient",
            observes="observé" if unseen.valeur == 1 else "observés",
        )
    elif not absents:
        yield dire(
            "Marchés, subventions et délibérations de la métropole se lisent tous, au moins en partie."
        )

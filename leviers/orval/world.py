"""Who is in Orval Métropole: the territory, its nine communes, its buyers, its organisations.

Constants that a reader can hold in mind. Two digits give a SIREN: rank 1 is 999 999 01 and its key.
"""

import re
import unicodedata
from dataclasses import dataclass

from leviers.orval.identifiers import make_siren, make_siret


@dataclass(frozen=True)
class Territoire:
    """The invented territory; `kind` is « fictif », so that no total ever takes it for a métropole."""

    siren: str
    slug: str
    nom: str
    nom_court: str
    nom_locatif: str
    nom_genitif: str
    kind: str
    population: int
    population_annee: int
    nb_communes: int


@dataclass(frozen=True)
class Commune:
    """A member commune. Its code starts with 99, kept by Insee for foreign countries: no commune has it."""

    code_insee: str
    code_postal: str
    nom: str
    siren: str
    population: int

    @property
    def siret(self) -> str:
        """SIRET of the town hall."""
        return make_siret(self.siren)


@dataclass(frozen=True)
class Organisation:
    """A legal unit: a buyer, a firm, or a structure of the ESS.

    categorie   legal category of Insee, four digits
    commune     code of the commune of its seat
    genres      lists that name it: « siae:EI », « esat », « geiq », « esus », « ess-france », « tiers-lieu »
    """

    rang: int
    nom: str
    categorie: str
    naf: str
    commune: str
    genres: tuple[str, ...] = ()

    @property
    def siren(self) -> str:
        return make_siren(self.rang)

    @property
    def siret(self) -> str:
        """SIRET of the seat."""
        return make_siret(self.siren)

    @property
    def slug(self) -> str:
        """A word for our own tables: « atelier-des-tilleuls »."""
        plain = unicodedata.normalize("NFKD", self.nom.replace("’", "-")).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")

    def belongs(self, genre: str) -> bool:
        """Tell whether a list names it: « siae » is true for every kind of SIAE."""
        return any(given.split(":")[0] == genre for given in self.genres)


def _org(rang: int, nom: str, codes: str, genres: str = "") -> Organisation:
    """codes: legal category, NAF, last digit of the commune."""
    categorie, naf, commune = codes.split()
    return Organisation(rang, nom, categorie, naf, f"9900{commune}", tuple(genres.split()))


COMMUNES = (
    Commune("99001", "99100", "Orval", make_siren(2), 120_000),
    Commune("99002", "99110", "Tilleuls-sur-Orval", make_siren(9), 30_000),
    Commune("99003", "99120", "Port-Saunier", make_siren(80), 18_400),
    Commune("99004", "99120", "Montjoie-Rivière", make_siren(81), 11_250),
    Commune("99005", "99130", "Vauclaire-la-Forge", make_siren(82), 8_120),
    Commune("99006", "99130", "Bréville-les-Étangs", make_siren(83), 5_480),
    Commune("99007", "99140", "Garance-le-Pont", make_siren(84), 3_900),
    Commune("99008", "99140", "Saint-Elvin", make_siren(85), 1_850),
    Commune("99009", "99140", "La Chênaie-aux-Loups", make_siren(86), 1_000),
)
TERRITOIRE = Territoire(
    siren=make_siren(1),
    slug="orval",
    nom="Orval Métropole",
    nom_court="Orval",
    nom_locatif="à Orval Métropole",
    nom_genitif="d’Orval Métropole",
    kind="fictif",
    population=sum(commune.population for commune in COMMUNES),
    population_annee=2025,
    nb_communes=len(COMMUNES),
)
METROPOLE = _org(1, "Orval Métropole", "7344 84.11Z 1")
MAIRIES = tuple(
    Organisation(
        int(commune.siren[6:8]),
        f"Commune {'d’' if commune.nom == 'Orval' else 'de '}{commune.nom}",
        "7210",
        "84.11Z",
        commune.code_insee,
    )
    for commune in COMMUNES
)
AUTRES_ACHETEURS = (
    _org(90, "Centre communal d’action sociale d’Orval", "7361 88.99B 1"),
    _org(91, "Orval Habitat", "4140 68.20A 1"),
    _org(92, "Orval Aménagement", "5515 42.99Z 1"),
    _org(93, "Syndicat mixte Orval Mobilités", "7354 84.13Z 3"),
    _org(94, "Caisse des écoles de Tilleuls-sur-Orval", "7362 84.12Z 2"),
    _org(95, "Syndicat des eaux de la vallée de l’Orvaille", "7353 36.00Z 5"),
)
ACHETEURS = (METROPOLE, *MAIRIES, *AUTRES_ACHETEURS)
"""The métropole, its communes, the other bodies of the territory: in this order."""

INSERTION = (
    _org(3, "Atelier des Tilleuls", "9220 81.30Z 2", "siae:ACI ess-france"),
    _org(5, "Les Jardins d’Orval", "9220 01.13Z 1", "siae:ACI ess-france"),
    _org(10, "Orvaille Propreté Insertion", "5499 81.21Z 1", "siae:EI esus"),
    _org(11, "Fibres et Secondes Vies", "5560 38.32Z 5", "siae:EI esus ess-france"),
    _org(12, "Bois et Rabots", "5458 43.32A 4", "siae:EI ess-france"),
    _org(13, "Passerelle des Trois Rives", "9222 88.99B 1", "siae:AI ess-france"),
    _org(14, "Trois Rives Intérim", "5710 78.20Z 1", "siae:ETTI esus"),
    _org(15, "La Table des Sauniers", "9220 56.21Z 3", "siae:EI ess-france"),
    _org(16, "Chantier Berges et Sentiers", "9221 81.30Z 7", "siae:ACI"),
    _org(17, "Ressourcerie de la Forge", "9220 38.32Z 5", "siae:ACI ess-france"),
    _org(18, "Le Pignon Solidaire", "9220 95.29Z 1", "siae:ACI ess-france"),
    _org(19, "Second Écran", "5710 95.11Z 3", "siae:EI esus"),
    _org(20, "Façades et Tremplins", "5499 43.34Z 4", "siae:EI esus"),
    _org(21, "Blanchisserie du Vieux Port", "5710 96.01A 3", "siae:EI"),
    _org(43, "Régie de quartier des Tanneries", "9220 81.29A 1", "siae:EI ess-france"),
    _org(6, "ESAT des Tilleuls", "9220 88.10C 2", "esat"),
    _org(22, "ESAT du Moulin Vert", "9220 88.10C 6", "esat"),
    _org(23, "ESAT La Serre aux Iris", "9230 88.10C 7", "esat"),
    _org(24, "Façonnage des Étangs", "5499 82.92Z 6", "siae:EA esus"),
    _org(7, "GEIQ d’Orval", "9223 78.30Z 1", "geiq ess-france"),
    _org(25, "GEIQ Bâtiment de l’Orvaille", "9223 78.30Z 5", "geiq"),
)
COOPERATIVES = (
    _org(8, "Coopérative d’Orval", "5460 70.22Z 1", "esus ess-france"),
    _org(26, "SCIC Énergies de l’Orvaille", "5710 35.11Z 1", "esus"),
    _org(27, "La Halle Paysanne SCIC", "5560 46.31Z 2", "esus ess-france"),
    _org(28, "SCIC Autopartage des Rives", "5710 77.11A 1"),
    _org(29, "La Fabrique d’Orval", "5560 68.20B 1", "tiers-lieu esus ess-france"),
    _org(30, "Atelier Trait d’Union SCOP", "5458 71.11Z 1", "ess-france"),
    _org(31, "Imprimerie du Bac SCOP", "5558 18.12Z 3", "ess-france"),
    _org(32, "Pierre et Chanvre SCOP", "5458 43.99C 7", "ess-france"),
    _org(33, "Logiciels du Commun SCOP", "5710 62.01Z 1"),
    _org(34, "Territoires Dessinés SCOP", "5458 70.22Z 1", "ess-france"),
)
ASSOCIATIONS = (
    _org(35, "Orval Initiatives Solidaires", "9220 94.99Z 1", "ess-france"),
    _org(36, "Maison de l’emploi des Trois Rives", "9220 78.10Z 1", "ess-france"),
    _org(37, "Couveuse Premiers Envols", "9220 70.22Z 2", "ess-france"),
    _org(38, "Fonds d’amorçage de l’Orvaille", "9220 64.99Z 1", "ess-france"),
    _org(39, "Les Cuisines Partagées", "9220 56.29B 4", "ess-france tiers-lieu"),
    _org(40, "Théâtre de la Saline", "9220 90.01Z 3", "ess-france"),
    _org(41, "Centre social des Tanneries", "9220 88.99B 1", "ess-france"),
    _org(42, "Union sportive de Montjoie", "9220 93.12Z 4"),
    _org(44, "Roues et Semelles", "9220 94.99Z 1"),
    _org(45, "Épicerie solidaire Le Cabas", "9220 88.99B 2", "ess-france"),
    _org(46, "Toits de Passage", "9220 87.90B 1", "ess-france"),
    _org(47, "Ludothèque des Deux Ponts", "9220 93.29Z 7"),
    _org(48, "Orvaille Nature Vivante", "9220 94.99Z 6"),
    _org(49, "Pôle de coopération des Rives", "9220 94.99Z 1", "ess-france"),
    _org(50, "La Verrière de Port-Saunier", "9220 68.20B 3", "tiers-lieu ess-france"),
    _org(51, "Radio des Étangs", "9220 60.10Z 6"),
    _org(52, "Accueil et Droits d’Orval", "9220 88.99B 1", "ess-france"),
    _org(53, "Fondation des Trois Rives", "9300 94.99Z 1", "ess-france"),
    _org(54, "Mutuelle de l’Orvaille", "8210 65.12Z 1", "ess-france"),
)
ENTREPRISES = (
    _org(4, "Toitures d’Orval", "5499 43.91B 1"),
    _org(55, "Travaux publics de l’Orvaille", "5710 42.11Z 5"),
    _org(56, "Routes et Réseaux Vauclaire", "5710 42.11Z 5"),
    _org(57, "Limpia Services", "5499 81.21Z 1"),
    _org(58, "Paysages Montjoie", "5710 81.30Z 4"),
    _org(59, "Hydrelle Ingénierie", "5710 71.12B 1"),
    _org(60, "Lorvine et Vasquin Architectes", "5499 71.11Z 1"),
    _org(61, "Électricité Brévillaise", "5499 43.21A 6"),
    _org(62, "Chauffage Orvalin", "5499 43.22B 2"),
    _org(63, "Cuisines Collectives d’Orval", "5599 56.29A 1"),
    _org(64, "Portelane Informatique", "5710 62.02A 1"),
    _org(65, "Mobilier Castelonde", "5710 46.65Z 2"),
    _org(66, "Papeterie d’Orval", "5499 46.49Z 1"),
    _org(67, "Autocars Rivelonde", "5710 49.39A 3"),
    _org(68, "Vigilorme Sécurité", "5499 80.10Z 1"),
    _org(69, "Assurances Mirandelle", "5599 65.12Z 1"),
    _org(70, "Imprimerie Graphorval", "5499 18.12Z 2"),
    _org(71, "Orvaille Recyclage", "5710 38.11Z 3"),
    _org(72, "[ND]", "1000 74.10Z 8"),
    _org(73, "Ampérelle Énergie", "5599 35.14Z 1"),
)
ESS = (*INSERTION, *COOPERATIVES, *ASSOCIATIONS)
ORGANISATIONS = (*ESS, *ENTREPRISES)
UNITES = (*ACHETEURS, *ORGANISATIONS)
"""Every legal unit of the territory."""

CESSEES = frozenset({"ludotheque-des-deux-ponts", "chauffage-orvalin"})
"""Units that have closed: Sirene keeps them, with the state « C »."""


def find_organisation(slug: str) -> Organisation:
    """One organisation of the territory by its word.

    Raises  KeyError on a word that nobody has
    """
    return _BY_SLUG[slug]


def find_commune(code_insee: str) -> Commune:
    """One commune of the territory by its code."""
    return _BY_CODE[code_insee]


_BY_SLUG = {unite.slug: unite for unite in UNITES}
_BY_CODE = {commune.code_insee: commune for commune in COMMUNES}

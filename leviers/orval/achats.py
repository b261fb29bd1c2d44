"""What is bought in Orval, by family: titles, CPV, usual amounts, who answers, what may be reserved."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Famille:
    """One family of purchases.

    montant      usual amounts in euros, from the least to the most
    entreprises  words of the firms that answer; `ess` of the structures of the ESS
    poids        how often it is bought, among the others
    """

    cpv: str
    ccag: str
    montant: tuple[int, int]
    poids: int
    entreprises: tuple[str, ...]
    ess: tuple[str, ...]
    objets: tuple[str, ...]

    @property
    def is_reservable(self) -> bool:
        """Tell whether several structures of insertion or of disability could hold it."""
        return sum(slug in RESERVABLES for slug in self.ess) >= 2


FCS, TRAVAUX, PI = "Fournitures courantes et services", "Travaux", "Prestations intellectuelles"
TIC = "Techniques de l'information et de la communication"
RESERVABLES = frozenset(
    "atelier-des-tilleuls les-jardins-d-orval orvaille-proprete-insertion fibres-et-secondes-vies"
    " bois-et-rabots la-table-des-sauniers chantier-berges-et-sentiers ressourcerie-de-la-forge"
    " le-pignon-solidaire second-ecran facades-et-tremplins blanchisserie-du-vieux-port"
    " regie-de-quartier-des-tanneries esat-des-tilleuls esat-du-moulin-vert esat-la-serre-aux-iris"
    " faconnage-des-etangs".split()
)


def _famille(codes: str, montant: tuple[int, int], qui: tuple[str, str], *objets: str) -> Famille:
    """codes: CPV, CCAG, weight; qui: words of the firms, then of the structures of the ESS."""
    cpv, ccag, poids = codes.split("|")
    entreprises, ess = (tuple(mots.split()) for mots in qui)
    return Famille(cpv, ccag, montant, int(poids), entreprises, ess, objets)


FAMILLES = (
    _famille(
        f"77310000-6|{FCS}|9",
        (25_000, 420_000),
        (
            "paysages-montjoie",
            "atelier-des-tilleuls chantier-berges-et-sentiers esat-des-tilleuls esat-la-serre-aux-iris",
        ),
        "Entretien des espaces verts du parc des Tanneries",
        "Tonte et taille des accompagnements de voirie, secteur des étangs",
        "Entretien des berges de l’Orvaille et des sentiers de randonnée",
        "Fauchage des accotements et désherbage sans produit phytosanitaire",
        "Plantation de haies et de jeunes arbres dans les zones d’activité",
    ),
    _famille(
        f"90910000-9|{FCS}|8",
        (30_000, 650_000),
        (
            "limpia-services",
            "orvaille-proprete-insertion regie-de-quartier-des-tanneries esat-du-moulin-vert",
        ),
        "Nettoyage des locaux administratifs",
        "Nettoyage des gymnases et des vestiaires",
        "Nettoyage des vitres des équipements culturels",
        "Entretien des parties communes, résidences du quartier des Tanneries",
    ),
    _famille(
        f"45233140-2|{TRAVAUX}|14",
        (60_000, 4_200_000),
        ("travaux-publics-de-l-orvaille routes-et-reseaux-vauclaire", ""),
        "Travaux de voirie, rue des Sauniers",
        "Réfection des chaussées et des trottoirs, programme annuel",
        "Aménagement d’une voie cyclable entre Orval et Port-Saunier",
        "Renouvellement de conduites d’eau potable",
        "Requalification de la place du Vieux Port, clause d’insertion de 5 % des heures",
    ),
    _famille(
        f"45261000-4|{TRAVAUX}|8",
        (40_000, 900_000),
        ("toitures-d-orval", "bois-et-rabots pierre-et-chanvre-scop"),
        "Réfection de la toiture de l’école des Iris",
        "Charpente et couverture de la halle de la Forge",
        "Isolation en matériaux biosourcés de la maison des associations",
        "Restauration du lavoir et du mur en pierre de Garance",
    ),
    _famille(
        f"45442100-8|{TRAVAUX}|6",
        (15_000, 260_000),
        ("toitures-d-orval", "facades-et-tremplins regie-de-quartier-des-tanneries"),
        "Peinture et revêtements des logements remis en location",
        "Ravalement des façades du groupe scolaire",
        "Remise en peinture des cages d’escalier",
    ),
    _famille(
        f"45310000-3|{TRAVAUX}|8",
        (25_000, 700_000),
        ("electricite-brevillaise chauffage-orvalin", ""),
        "Rénovation de l’éclairage public",
        "Remplacement des chaudières du centre aquatique",
        "Maintenance électrique des bâtiments communaux",
    ),
    _famille(
        f"55524000-9|{FCS}|6",
        (40_000, 1_800_000),
        ("cuisines-collectives-d-orval", "la-table-des-sauniers les-cuisines-partagees"),
        "Restauration scolaire en liaison froide",
        "Prestations de traiteur pour les réceptions de la collectivité",
        "Portage de repas à domicile",
    ),
    _famille(
        f"15300000-1|{FCS}|4",
        (20_000, 220_000),
        ("cuisines-collectives-d-orval", "la-halle-paysanne-scic les-jardins-d-orval"),
        "Fourniture de légumes de saison pour la cuisine centrale",
        "Fourniture de produits alimentaires issus de l’agriculture biologique",
    ),
    _famille(
        f"90511000-2|{FCS}|6",
        (50_000, 2_400_000),
        ("orvaille-recyclage", "fibres-et-secondes-vies ressourcerie-de-la-forge"),
        "Collecte des déchets ménagers, secteur ouest",
        "Collecte et réemploi des encombrants en déchèterie",
        "Collecte et tri des textiles usagés",
        "Exploitation de la zone de réemploi de la déchèterie de Vauclaire",
    ),
    _famille(
        f"39130000-2|{FCS}|4",
        (12_000, 180_000),
        (
            "mobilier-castelonde papeterie-d-orval",
            "bois-et-rabots ressourcerie-de-la-forge faconnage-des-etangs",
        ),
        "Mobilier de bureau, dont mobilier de réemploi",
        "Fabrication de mobilier extérieur en bois local",
        "Fournitures de bureau et petit matériel scolaire",
    ),
    _famille(
        f"72000000-5|{TIC}|6",
        (20_000, 520_000),
        ("portelane-informatique", "logiciels-du-commun-scop"),
        "Maintenance du système d’information géographique",
        "Développement d’un portail des démarches en logiciel libre",
        "Tierce maintenance applicative du logiciel de gestion des ressources humaines",
    ),
    _famille(
        f"30213000-5|{FCS}|3",
        (10_000, 150_000),
        ("portelane-informatique", "second-ecran faconnage-des-etangs"),
        "Ordinateurs reconditionnés pour les espaces publics numériques",
        "Collecte et reconditionnement du matériel informatique réformé",
    ),
    _famille(
        f"71241000-9|{PI}|8",
        (20_000, 380_000),
        (
            "hydrelle-ingenierie lorvine-et-vasquin-architectes",
            "territoires-dessines-scop atelier-trait-d-union-scop",
        ),
        "Étude de programmation d’un tiers-lieu dans l’ancienne manufacture",
        "Maîtrise d’œuvre de la réhabilitation du gymnase",
        "Assistance à maîtrise d’ouvrage pour le schéma des mobilités",
        "Étude des besoins des structures de l’économie sociale et solidaire",
    ),
    _famille(
        f"80530000-8|{FCS}|4",
        (15_000, 240_000),
        (
            "limpia-services",
            "geiq-d-orval geiq-batiment-de-l-orvaille passerelle-des-trois-rives trois-rives-interim",
        ),
        "Services d’insertion et de qualification professionnelle, chantier du Moulin",
        "Mise à disposition de personnel en insertion pour les écoles",
        "Accompagnement des clauses sociales dans les marchés de la collectivité",
    ),
    _famille(
        f"98310000-9|{FCS}|3",
        (10_000, 130_000),
        ("limpia-services", "blanchisserie-du-vieux-port esat-du-moulin-vert"),
        "Entretien du linge des crèches et des équipements sportifs",
        "Location et blanchissage des vêtements de travail",
    ),
    _famille(
        f"79810000-5|{FCS}|4",
        (10_000, 160_000),
        ("imprimerie-graphorval", "imprimerie-du-bac-scop faconnage-des-etangs esat-des-tilleuls"),
        "Impression du magazine de la collectivité",
        "Mise sous pli et routage des documents électoraux",
    ),
    _famille(
        f"34430000-0|{FCS}|3",
        (15_000, 240_000),
        ("autocars-rivelonde", "le-pignon-solidaire scic-autopartage-des-rives"),
        "Entretien et réparation des vélos en libre service",
        "Service d’autopartage pour les agents",
    ),
    _famille(
        f"60112000-6|{FCS}|4",
        (80_000, 6_500_000),
        ("autocars-rivelonde", ""),
        "Transport scolaire, lignes du secteur des étangs",
        "Transport à la demande des personnes à mobilité réduite",
    ),
    _famille(
        f"09310000-5|{FCS}|3",
        (90_000, 3_800_000),
        ("amperelle-energie", "scic-energies-de-l-orvaille"),
        "Fourniture d’électricité d’origine renouvelable",
        "Centrales photovoltaïques en toiture, exploitation partagée avec les habitants",
    ),
    _famille(
        f"79710000-4|{FCS}|5",
        (15_000, 420_000),
        ("vigilorme-securite assurances-mirandelle nd", ""),
        "Gardiennage et surveillance des manifestations",
        "Assurance des dommages aux biens",
        "Identité visuelle et signalétique des équipements",
    ),
    _famille(
        f"85311000-2|{FCS}|4",
        (20_000, 360_000),
        (
            "cuisines-collectives-d-orval",
            "toits-de-passage accueil-et-droits-d-orval centre-social-des-tanneries",
        ),
        "Accompagnement social des ménages relogés",
        "Accueil de jour et domiciliation des personnes sans abri",
        "Animation de la maison de quartier",
    ),
)
CONCESSIONS = (
    ("Exploitation de la halle du marché d’Orval", "la-halle-paysanne-scic", 250_000, 60, True),
    ("Délégation de service public des transports urbains", "autocars-rivelonde", 48_000_000, 84, False),
    ("Exploitation du centre aquatique des Étangs", "limpia-services", 3_200_000, 60, False),
    ("Gestion de la fourrière automobile", "vigilorme-securite", 640_000, 48, False),
    ("Exploitation de l’auberge de jeunesse du Vieux Port", "la-verriere-de-port-saunier", 410_000, 72, True),
    ("Réseau de chaleur au bois de Tilleuls", "amperelle-energie", 21_500_000, 240, False),
    ("Crèche « Les Petits Sauniers »", "centre-social-des-tanneries", 1_900_000, 48, True),
    ("Autopartage en libre service", "scic-autopartage-des-rives", 780_000, 60, True),
)
"""Title, word of the holder, value in euros, months, whether it has a social clause."""

"""One address for each kind of page: the heaviest we know."""

PAGES = {
    "Accueil": "/",
    "Matrice": "/matrice/",
    "Matrice filtrée": "/matrice/?champ=achats-responsables",
    "Case de la matrice": "/metropoles/nantes/spaser/",
    "Métropoles": "/metropoles/",
    "Métropole": "/metropoles/nantes/",
    "Leviers": "/leviers/",
    "Levier": "/leviers/appel-a-projets-ess/",
    "Champ": "/champs/achats-responsables/",
    "Démarches": "/demarches/",
    "Démarches filtrées": "/demarches/?champ=achats-responsables&q=clause",
    "Démarche": "/demarches/nantes-marches-reserves-rencontres-2022/",
    "Recherche": "/recherche/?q=march%C3%A9+r%C3%A9serv%C3%A9",
    "Méthode": "/methode/",
    "Données": "/donnees/",
    "Marchés": "/marches/",
    "Marchés filtrés": "/marches/?q=travaux&annee=2023",
    "Marché": "/marches/999999014000152023ORV00202/",
    "Acteurs": "/acteurs/",
    "Acteur": "/acteurs/999999030/",
    "Démarches en CSV": "/demarches.csv",
    "Matrice en JSON": "/matrice.json",
}
NOTED = ("Accueil", "Matrice", "Démarches", "Démarche", "Métropole")

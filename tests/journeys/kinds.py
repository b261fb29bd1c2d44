"""One address for each kind of public page, taken from the site’s own map."""

import re

from leviers.warehouse.read import FICTIF, find_builds
from tests.site import Site

KINDS = {
    "accueil": r"/",
    "champs": r"/champs/",
    "champ": r"/champs/[^/]+/",
    "leviers": r"/leviers/",
    "levier": r"/leviers/[^/]+/",
    "metropoles": r"/metropoles/",
    "metropole": r"/metropoles/[^/]+/",
    "demarches": r"/demarches/",
    "demarche": r"/demarches/[^/]+/",
    "articles": r"/articles/",
    "reseau": r"/reseau/",
    "cooperations": r"/reseau/cooperations/",
    "matrice": r"/matrice/",
    "comparer": r"/comparer/",
    "ensemble": r"/comparer/ensemble/",
    "configurations": r"/comparer/configurations/",
    "a-explorer": r"/metropoles/[^/]+/a-explorer/",
    "methode": r"/methode/",
    "methode-preuves": r"/methode/preuves/",
    "journal": r"/journal/",
    "mentions": r"/mentions-legales/",
    "accessibilite": r"/accessibilite/",
    "donnees": r"/donnees/",
    "enquetes": r"/enquetes/",
    "reseaux": r"/reseau/reseaux/",
    "collectivites": r"/reseau/collectivites/",
    "api": r"/api/",
    "donnees-dictionnaire": r"/donnees/dictionnaire/",
    "donnees-table": r"/donnees/(?!dictionnaire)[^/]+/",
    "indicateurs": r"/indicateurs/",
    "indicateur": r"/indicateurs/[^/]+/",
    "graphiques": r"/graphiques/",
    "etude": r"/etude/",
    "etude-edition": r"/etude/[^/]+/",
    "etude-chapitre": r"/etude/[^/]+/methode/",
    "etude-champ": r"/etude/[^/]+/achats/",
    "etude-matrice": r"/etude/[^/]+/matrice/",
    "etude-portrait": r"/etude/[^/]+/portrait-[^/]+/",
    "etude-annexes": r"/etude/[^/]+/annexes/",
}
# Pages that the map does not give: they depend on a choice, or are not for search engines.
OTHERS = {
    "usage": "/metropoles/nantes/spaser/",
    "usage-vide": "/metropoles/{empty}/",
    "demarches-filtrees": "/demarches/?champ=achats-responsables&q=march%C3%A9",
    "demarches-vides": "/demarches/?q=zzzzzz",
    "matrice-filtree": "/matrice/?champ=achats-responsables",
    "matrice-tableau": "/matrice/?vue=tableau",
    "comparables": "/comparer/?t=nantes",
    "cote-a-cote": "/comparer/?t=nantes&t=bordeaux&t=toulouse&t=saint-etienne",
    "configurations-reponse": "/comparer/configurations/?resultat=spaser&c=ptce&c=population-haute",
    "recherche": "/recherche/",
    "recherche-resultats": "/recherche/?q=tiers-lieu",
    "recherche-vide": "/recherche/?q=zzzzzz",
    "signaler": "/demarches/{demarche}/signaler/",
    "signaler-usage": "/metropoles/nantes/spaser/signaler/",
    "marches": "/marches/",
    "marches-filtres": "/marches/?q=nettoyage&ess=certain&tri=montant",
    "marches-vides": "/marches/?q=zzzzzz&ess=probable",
    "marche": "/marches/999999014000152023ORV00202/",
    "subventions": "/subventions/",
    "subvention": "/subventions/999999014-2021-14813b2692bcb741/",
    "deliberations": "/deliberations/",
    "deliberation": "/deliberations/999999014-2021-001/",
    "acteurs": "/acteurs/",
    "acteur": "/acteurs/999999030/",
    "contester": "/contester/acteur/{acteur}/",
    "signaler-indicateur": "/indicateurs/nb-marches/signaler/?territoire=orval&annee=2024",
    "indicateurs-inventes": "/indicateurs/?monde=fictif",
    "indicateur-invente": "/indicateurs/part-marches-ess/?monde=fictif",
    "valeur": "/indicateurs/part-marches-ess/orval/commune/2024/",
    "graphique": "/graphiques/metropoles/orval/part-marches-ess/metropole/",
    "graphique-champ": "/graphiques/champs/achats-responsables/",
    "graphique-carte": "/graphiques/leviers/spaser/carte/",
    "graphique-vide": "/graphiques/metropoles/orval/part-marches-ess/territoire/",
    "embed": "/embed/metropoles/orval/listes/",
    "etude-brouillon": "/etude/courante/methode/",
    "etude-chiffres": "/etude/2026/chiffres/",
    "etude-mesure": "/etude/2026/chiffres/metropoles-par-levier/",
    "etude-chiffre": "/etude/2026/chiffres/metropoles-par-levier/spaser/?calcul=part&sur=nb-metropoles%7C",
    "reseau-membres": "/reseau/reseaux/rtes/",
    "annuaire": "/reseau/personnes/",
    "annuaire-filtre": "/reseau/personnes/?theme=spaser",
    "reseau-vide": "/reseau/?sens=propose&nature=local&levier=spaser",
    "kit": "/kit/",
    "introuvable": "/nulle-part/",
}
ALL = (*KINDS, *OTHERS)


def find_path(site: Site, kind: str) -> str:
    """An address of this kind, the same at each run."""
    if kind in KINDS:
        return next(path for path in sorted(site.list_paths()) if re.fullmatch(KINDS[kind], path))
    path = OTHERS[kind]
    if "{demarche}" in path:
        demarche = find_path(site, "demarche").strip("/").rsplit("/", 1)[1]
        return path.replace("{demarche}", demarche)
    if "{acteur}" in path:
        build = find_builds(site.home)[FICTIF]
        first = build.read("select min(siren) as siren from facts.structures_ess")[0]
        return path.replace("{acteur}", first["siren"])
    return path.replace("{empty}", "grand-paris/monnaie-locale")


def status_of(kind: str) -> int:
    """What a page of this kind answers."""
    return 404 if kind == "introuvable" else 200

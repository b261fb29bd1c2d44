-- communes: each commune, its intercommunal body and its population
-- grain  one row per line of the file              units  population in inhabitants (municipale)
-- reads  brut (cells as text, under our names)     none   no row is left out here
with lu as (
    select
        brut.*,
        lire_code(code_insee) as insee,
        lire_siren(siren) as commune,
        lire_siren(epci_siren) as epci,
        lire_entier(replace(population, ' ', '')) as habitants
    from brut
)
select
    'communes' as source,
    fichier,
    ligne,
    insee.valeur as code_insee,
    lire_texte(nom) as nom,
    commune.valeur as siren,
    epci.valeur as epci_siren,
    habitants.valeur as population,
    annee,
    lire_texte(epci_nom) as epci_nom,
    lire_texte(epci_nature) as epci_nature,
    lire_texte(departement) as departement,
    compter_defauts([
        defaut('code_insee', insee.raison, code_insee),
        defaut('siren', commune.raison, siren),
        defaut('epci_siren', epci.raison, epci_siren),
        defaut('population', habitants.raison, population)
    ]) as defauts
from lu

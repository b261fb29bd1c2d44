-- contours: polygons of métropoles, EPCI and communes
-- grain  one row per feature of a file          units  degrees (WGS 84), geometrie as GeoJSON text
-- reads  brut                                   none   a feature without polygon is rejected before
with lu as (
    select
        brut.*,
        lire_siren(case when niveau = 'commune' then epci else coalesce(siren, code) end) as unite,
        lire_entier(population) as habitants
    from brut
)
select
    'contours' as source,
    fichier,
    ligne,
    niveau,
    case when niveau = 'commune' then lire_texte(code) end as code_commune,
    unite.valeur as epci_siren,
    lire_texte(nom) as nom,
    habitants.valeur as population,
    lon,
    lat,
    geometrie,
    compter_defauts([
        defaut('epci_siren', unite.raison, case when niveau = 'commune' then epci else coalesce(siren, code) end),
        defaut('population', habitants.raison, population)
    ]) as defauts
from lu

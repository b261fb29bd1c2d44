-- lieux: structures of public lists that have a place in one territoire
-- grain  one row per structure and list
-- binds  $siren
-- reads  facts.structures
select genre, nom, commune, lon, lat
from facts.structures
where territoire_siren = $siren and lon is not null and lat is not null
order by genre, nom

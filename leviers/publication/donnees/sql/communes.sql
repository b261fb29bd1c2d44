-- communes: member communes of the territoires of the bundle
-- grain  one row per commune (code_insee)      unit  population in inhabitants
-- reads  facts.communes, temp.places
select commune.code_insee, commune.nom, commune.siren, commune.territoire_siren, commune.population, commune.annee
from facts.communes as commune
join temp.places as place on place.siren = commune.territoire_siren

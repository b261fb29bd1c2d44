-- territoires: the métropoles that public records are attached to
-- grain  one row per territoire (siren)        unit  population in inhabitants (municipale)
-- reads  reference.territoires, staged.communes
-- none   the invented territoire is there only when its own communes were delivered: never beside real data
select
    territoire.siren,
    territoire.slug,
    territoire.nom,
    territoire.kind,
    territoire.region_code,
    territoire.population,
    territoire.population_annee,
    territoire.est_fictif
from reference.territoires as territoire
where not territoire.est_fictif
   or territoire.siren in (select commune.epci_siren from staged.communes as commune where commune.epci_siren is not null)

-- structures: lines of public lists under an open licence that stand in a territoire
-- grain  one row per line of a list (structure_id)
-- none   lists whose licence is not said to be open (temp.sources); natural persons
-- reads  facts.structures, lists.acteurs, temp.sources
select structure.structure_id, structure.genre, structure.type, structure.siren, structure.siret, structure.nom,
    structure.code_postal, structure.commune, structure.lon, structure.lat, structure.capacite,
    structure.territoire_siren, structure.placement, structure.annee, structure.source, structure.fichier,
    structure.ligne
from facts.structures as structure
join temp.sources as source on source.code = structure.source and source.est_ouverte
left join lists.acteurs as acteur on acteur.siren = structure.siren
where structure.territoire_siren is not null and (structure.siren is null or acteur.siren is not null)
    and not is_person(structure.nom, structure.siren, null)

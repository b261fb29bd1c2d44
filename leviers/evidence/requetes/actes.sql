-- actes: the records that show, or may show, one levier in one territoire
-- grain  one row per record (fait_genre, fait_id): acts of the métropole first, the latest first
-- binds  $siren, $levier; $genres and $ids, records in which a person saw this levier though the machine did not
-- reads  labels.indices
with ajoute as (
    select unnest(cast($genres as varchar[])) as fait_genre, unnest(cast($ids as varchar[])) as fait_id
),
vu as (
    select * from labels.indices where levier = $levier
    union all
    select distinct on (indice.fait_genre, indice.fait_id)
        indice.* replace (
            $levier as levier, null as confiance, 'relecture' as couche, 'relecture' as raison,
            false as est_certaine, '[]' as mots
        )
    from labels.indices as indice
    join ajoute on ajoute.fait_genre = indice.fait_genre and ajoute.fait_id = indice.fait_id
    anti join (select fait_genre, fait_id from labels.indices where levier = $levier) as deja
        on deja.fait_genre = indice.fait_genre and deja.fait_id = indice.fait_id
)
select
    fait_genre, fait_id, lien, annee, date_fait, donneur_nom, tiers_nom, objet, montant_eur, confiance, couche,
    raison, est_certaine, mots, fichier, ligne
from vu
where territoire_siren = $siren and lien in ('metropole', 'commune')
order by lien desc, annee desc nulls last, date_fait desc nulls last, fait_genre, fait_id

-- preuves: public acts of métropoles and communes with their state: what the machine sees, what people added
-- grain  one row per act and levier (fait_genre, fait_id, levier)
-- reads  labels.indices, lists.faits, facts.territoires, temp.avis
with vu as (
    select indice.fait_genre, indice.fait_id, indice.levier, indice.territoire_siren, indice.lien, indice.annee,
        coalesce(avis.etat, case when indice.est_certaine then 'certaine' else 'proposee' end) as etat
    from labels.indices as indice
    left join temp.avis as avis on avis.fait_genre = indice.fait_genre and avis.fait_id = indice.fait_id
        and avis.levier = indice.levier
),
ajoute as (
    select avis.fait_genre, avis.fait_id, avis.levier, territoire.siren, liste.acte,
        try_cast(liste.annee as integer) as annee, avis.etat
    from temp.avis as avis
    join lists.faits as liste on liste.genre = avis.fait_genre and liste.fait_id = avis.fait_id
    join facts.territoires as territoire on territoire.slug = liste.territoire
    anti join labels.indices as indice on indice.fait_genre = avis.fait_genre and indice.fait_id = avis.fait_id
        and indice.levier = avis.levier
)
select fait_genre, fait_id, levier, territoire_siren, lien, annee, etat from vu
where territoire_siren is not null and lien in ('metropole', 'commune')
union all
select fait_genre, fait_id, levier, siren, acte, annee, etat from ajoute where acte in ('metropole', 'commune')

-- detections: what the machine sees in each act, with what people said of it
-- grain  one row per act and levier (fait_genre, fait_id, levier)      unit  montant_eur in euros, null when doubtful
-- masks  names as in lists.faits; words read in the name of a tiers go when one of them is a natural person
-- reads  labels.indices, lists.faits, facts.titulaires, facts.subventions, facts.tiers, temp.avis
with nomme as (
    select 'marche' as fait_genre, contrat_id as fait_id, tiers_id, titulaire_nom as nom, titulaire_siren as siren
    from facts.titulaires where genre = 'marche' and contrat_id in (select fait_id from labels.indices)
    union all
    select 'subvention', subvention_id, tiers_id, beneficiaire_nom, beneficiaire_siren
    from facts.subventions where subvention_id in (select fait_id from labels.indices)
),
cache as (
    select distinct nomme.fait_genre, nomme.fait_id
    from nomme
    left join facts.tiers as tiers on tiers.tiers_id = nomme.tiers_id
    where is_person(coalesce(nomme.nom, tiers.nom), nomme.siren, tiers.categorie_juridique)
        or is_person(tiers.nom, nomme.siren, tiers.categorie_juridique)
),
mot as (
    select indice.fait_genre, indice.fait_id, indice.levier,
        list_filter(
            from_json(indice.mots, '[{"champ": "VARCHAR", "debut": "INTEGER", "texte": "VARCHAR"}]'),
            lambda un: cache.fait_id is null or un.champ <> 'tiers'
        ) as mots, cache.fait_id is not null as est_cachee
    from labels.indices as indice
    left join cache on cache.fait_genre = indice.fait_genre and cache.fait_id = indice.fait_id
)
select indice.fait_genre, indice.fait_id, indice.levier,
    coalesce(avis.etat, case when indice.est_certaine then 'certaine' else 'proposee' end) as etat,
    indice.est_certaine, indice.territoire_siren, indice.lien, indice.annee, indice.date_fait, indice.donneur_siren,
    indice.donneur_nom, liste.tiers_nom, indice.objet, indice.montant_eur, indice.confiance, indice.couche,
    indice.raison, array_to_string(list_transform(mot.mots, lambda un: un.texte), ' | ') as mots, indice.version
from labels.indices as indice
join mot on mot.fait_genre = indice.fait_genre and mot.fait_id = indice.fait_id and mot.levier = indice.levier
left join lists.faits as liste on liste.genre = indice.fait_genre and liste.fait_id = indice.fait_id
left join temp.avis as avis on avis.fait_genre = indice.fait_genre and avis.fait_id = indice.fait_id
    and avis.levier = indice.levier

-- registre: every act that shows, or may show, a levier in a territoire, in one stable order
-- grain  one row per (territoire, levier, record); cle is its place: « slug.levier.genre:identifiant »
-- binds  $genres, $ids, $leviers and $etats: what people said; $territoires, $choisis (leviers), $etats_voulus
--        and $liens: what is asked for, everything when empty; $apres: the cle after which to begin; $nb: rows
-- reads  labels.indices, facts.territoires
with avis as (
    select unnest(cast($genres as varchar[])) as fait_genre, unnest(cast($ids as varchar[])) as fait_id,
        unnest(cast($leviers as varchar[])) as levier, unnest(cast($etats as varchar[])) as etat
),
vu as (
    select indice.* exclude (version, titre_plie, donneur_siren),
        coalesce(avis.etat, case when indice.est_certaine then 'certaine' else 'proposee' end) as etat
    from labels.indices as indice
    left join avis
        on avis.fait_genre = indice.fait_genre and avis.fait_id = indice.fait_id and avis.levier = indice.levier
    union all
    select distinct on (indice.fait_genre, indice.fait_id, avis.levier)
        indice.* exclude (version, titre_plie, donneur_siren) replace (
            avis.levier as levier, null as confiance, 'relecture' as couche, 'relecture' as raison,
            false as est_certaine, '[]' as mots
        ), avis.etat
    from labels.indices as indice
    join avis on avis.fait_genre = indice.fait_genre and avis.fait_id = indice.fait_id
    anti join labels.indices as deja
        on deja.fait_genre = avis.fait_genre and deja.fait_id = avis.fait_id and deja.levier = avis.levier
),
range_par_cle as (
    select vu.*, territoire.slug,
        concat(territoire.slug, '.', vu.levier, '.', vu.fait_genre, ':', vu.fait_id) as cle
    from vu
    join facts.territoires as territoire on territoire.siren = vu.territoire_siren
    where vu.lien in ('metropole', 'commune')
        and (len($territoires) = 0 or list_contains(cast($territoires as varchar[]), territoire.slug))
        and (len($choisis) = 0 or list_contains(cast($choisis as varchar[]), vu.levier))
        and (len($etats_voulus) = 0 or list_contains(cast($etats_voulus as varchar[]), vu.etat))
        and (len($liens) = 0 or list_contains(cast($liens as varchar[]), vu.lien))
),
compte as (
    select count(*) as total from range_par_cle
)
select cle, slug, territoire_siren, levier, fait_genre, fait_id, lien, annee, donneur_nom, tiers_nom, objet,
    montant_eur, confiance, raison, etat, mots, fichier, ligne, compte.total
from compte
left join range_par_cle on range_par_cle.cle > $apres
order by cle
limit $nb

-- registre: every act that shows, or may show, a levier in a territoire, in one stable order
-- grain  one row per (slug, levier, fait_genre, fait_id), in that order; total counts them all
-- binds  $genres, $ids, $leviers and $etats: what people said; $territoires, $choisis (leviers), $etats_voulus,
--        $liens and $faits (identifiers): what is asked for, everything when empty;
--        $slug, $levier, $genre and $id: the place after which to begin; $nb: rows
-- reads  labels.indices, facts.territoires
with avis as (
    select unnest(cast($genres as varchar[])) as fait_genre, unnest(cast($ids as varchar[])) as fait_id,
        unnest(cast($leviers as varchar[])) as levier, unnest(cast($etats as varchar[])) as etat
),
vu as (
    select indice.rowid as place, indice.territoire_siren, indice.levier, indice.fait_genre, indice.fait_id,
        indice.lien, coalesce(avis.etat, case when indice.est_certaine then 'certaine' else 'proposee' end) as etat,
        false as est_ajoute
    from labels.indices as indice
    left join avis
        on avis.fait_genre = indice.fait_genre and avis.fait_id = indice.fait_id and avis.levier = indice.levier
    union all
    select min(indice.rowid), min(indice.territoire_siren), avis.levier, avis.fait_genre, avis.fait_id,
        min(indice.lien), min(avis.etat), true
    from avis
    join labels.indices as indice on indice.fait_genre = avis.fait_genre and indice.fait_id = avis.fait_id
    group by avis.levier, avis.fait_genre, avis.fait_id
    having not bool_or(indice.levier = avis.levier)
),
choisi as (
    select territoire.slug, vu.*
    from vu
    join facts.territoires as territoire on territoire.siren = vu.territoire_siren
    where vu.lien in ('metropole', 'commune')
        and (len($territoires) = 0 or list_contains(cast($territoires as varchar[]), territoire.slug))
        and (len($choisis) = 0 or list_contains(cast($choisis as varchar[]), vu.levier))
        and (len($etats_voulus) = 0 or list_contains(cast($etats_voulus as varchar[]), vu.etat))
        and (len($liens) = 0 or list_contains(cast($liens as varchar[]), vu.lien))
        and (len($faits) = 0 or list_contains(cast($faits as varchar[]), vu.fait_id))
),
compte as (
    select count(*) as total from choisi
),
page as (
    select * from choisi
    where (slug, levier, fait_genre, fait_id) > ($slug, $levier, $genre, $id)
    order by slug, levier, fait_genre, fait_id
    limit $nb
)
select page.slug, page.territoire_siren, page.levier, page.fait_genre, page.fait_id, page.lien, page.etat,
    indice.annee, indice.donneur_nom, indice.tiers_nom, indice.objet, indice.montant_eur,
    case when not page.est_ajoute then indice.confiance end as confiance,
    case when page.est_ajoute then 'relecture' else indice.raison end as raison,
    case when page.est_ajoute then '[]' else indice.mots end as mots, indice.fichier, indice.ligne, compte.total
from compte
left join page on true
left join labels.indices as indice on indice.rowid = page.place
order by page.slug, page.levier, page.fait_genre, page.fait_id

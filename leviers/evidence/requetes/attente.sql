-- attente: the next record to review
-- grain  one row, or none: the representative of the most useful title
-- binds  $utiles, « SIREN levier genre » of what could raise a niveau; $depuis, the first year that counts;
--        $levier, $genre, $territoire, empty for all; $faits, « genre id levier » that this person is not asked again
-- order  usefulness; then the pattern least often read, those read before included; then the least sure
-- reads  labels.indices
with utile as (
    select unnest(cast($utiles as varchar[])) as nom
),
dit as (
    select unnest(cast($faits as varchar[])) as nom
),
indice as (
    select fait_genre, fait_id, levier, territoire_siren, annee, raison, confiance,
        case when titre_plie = '' then fait_id else titre_plie end as titre,
        dit.nom is not null as est_dite,
        case
            when lien = 'metropole' and annee >= $depuis and utile.nom is not null then 0
            when lien = 'metropole' then 1
            else 2
        end as rang
    from labels.indices
    left join utile on utile.nom = territoire_siren || ' ' || levier || ' ' || fait_genre
    left join dit on dit.nom = fait_genre || ' ' || fait_id || ' ' || levier
    where not est_certaine and lien in ('metropole', 'commune')
        and ($levier = '' or levier = $levier)
        and ($genre = '' or fait_genre = $genre)
        and ($territoire = '' or territoire_siren = $territoire)
),
lu as (
    select raison, count(distinct fait_genre || ' ' || levier || ' ' || titre) as nb
    from indice
    where est_dite
    group by raison
),
groupe as (
    select *,
        count(*) over (partition by fait_genre, levier, titre) as nb_identiques,
        row_number() over (
            partition by fait_genre, levier, titre order by rang, annee desc nulls last, fait_id
        ) as place
    from indice
    where not est_dite
),
motif as (
    select groupe.*,
        coalesce(lu.nb, 0) + row_number() over (
            partition by rang, groupe.raison order by confiance, fait_genre, fait_id, levier
        ) as tour
    from groupe
    left join lu on lu.raison = groupe.raison
    where place = 1
),
premier as (
    select fait_genre, fait_id, levier, rang, count(*) over () as nb_titres,
        sum(nb_identiques) over () as nb_fiches, count(*) filter (where rang = 0) over () as nb_utiles
    from motif
    order by rang, tour, confiance, fait_genre, fait_id, levier
    limit 1
)
select indice.*, rang, nb_titres, nb_fiches, nb_utiles
from premier
join labels.indices as indice on indice.fait_genre = premier.fait_genre
    and indice.fait_id = premier.fait_id and indice.levier = premier.levier

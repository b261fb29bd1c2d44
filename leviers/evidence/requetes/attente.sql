-- attente: the next record to review
-- grain  one row, or none: the representative of the most useful title
-- binds  $utiles, « SIREN levier genre » of what could raise a niveau; $depuis, the first year that counts;
--        $levier, $genre, $territoire, empty for all; $faits, « genre id levier » that this person is not asked again
-- reads  labels.indices
with attente as (
    select indice.*,
        case
            when lien = 'metropole' and annee >= $depuis
                and list_contains($utiles, territoire_siren || ' ' || levier || ' ' || fait_genre) then 0
            when lien = 'metropole' then 1
            else 2
        end as rang
    from labels.indices as indice
    where not est_certaine and lien in ('metropole', 'commune')
        and ($levier = '' or levier = $levier)
        and ($genre = '' or fait_genre = $genre)
        and ($territoire = '' or territoire_siren = $territoire)
        and not list_contains($faits, fait_genre || ' ' || fait_id || ' ' || levier)
),
groupe as (
    select *,
        count(*) over (partition by fait_genre, levier, titre_plie) as nb_identiques,
        row_number() over (
            partition by fait_genre, levier, titre_plie order by rang, annee desc nulls last, fait_id
        ) as place
    from attente
),
motif as (
    select *,
        row_number() over (partition by rang, raison order by confiance, fait_genre, fait_id, levier) as tour
    from groupe
    where place = 1
)
select *, count(*) over () as nb_titres, sum(nb_identiques) over () as nb_fiches
from motif
order by rang, tour, confiance, fait_genre, fait_id, levier
limit 1

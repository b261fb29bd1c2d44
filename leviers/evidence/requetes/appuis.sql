-- appuis: records of a territoire that share a word with a démarche, and one of its leviers
-- grain  one row per record (fait_genre, fait_id), under the first of the leviers that it shows
-- binds  $siren; $leviers in their order; $mots, one of which starts a word of the title or of the tiers;
--        $de and $a, years, null when unknown
-- reads  labels.indices
with cherche as (
    select unnest(cast($mots as varchar[])) as mot
),
place as (
    select fait_genre, fait_id, levier, lien, annee, donneur_nom, tiers_nom, objet, montant_eur, titre_plie, fichier,
        ligne, list_position(cast($leviers as varchar[]), levier) as rang
    from labels.indices
    where territoire_siren = $siren and lien in ('metropole', 'commune')
        and list_contains(cast($leviers as varchar[]), levier)
        and ($de is null or annee is null or annee >= $de) and ($a is null or annee is null or annee <= $a)
)
select distinct on (fait_genre, fait_id)
    fait_genre, fait_id, levier, lien, annee, donneur_nom, tiers_nom, objet, montant_eur, fichier, ligne
from place
where exists (select 1 from cherche where contains(' ' || titre_plie, ' ' || mot))
order by fait_genre, fait_id, rang

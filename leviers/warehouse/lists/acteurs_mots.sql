-- acteurs_mots: words of the names of acteurs, without accents nor capitals, and their SIREN
-- grain  one row per word and place
-- reads  lists.acteurs
with plie as (
    select rang, trim(regexp_replace(
        lower(strip_accents(concat_ws(' ', nom, siren))), '[^a-z0-9]+', ' ', 'g'
    )) as texte
    from lists.acteurs
),
mot as (
    select unnest(string_split(left(texte, 4000), ' ')) as mot, rang from plie
)
select left(mot, 40) as mot, rang
from mot
where mot not in ('', 'a', 'au', 'aux', 'avec', 'ce', 'ces', 'd', 'dans', 'de', 'des', 'du', 'en', 'et', 'l', 'la', 'le', 'les', 'n', 'ou',
    'par', 'pour', 's', 'sur', 'un', 'une')
order by mot, rang

-- faits_mots: words of the titles and names of faits, without accents nor capitals
-- grain  one row per word and place (a word said twice in a fait is twice here)
-- why    a word is found among two million titles in milliseconds, without another engine
-- reads  lists.faits
with plie as (
    select rang, trim(regexp_replace(
        lower(strip_accents(concat_ws(' ', titre, donneur_nom, tiers_nom))), '[^a-z0-9]+', ' ', 'g'
    )) as texte
    from lists.faits
),
mot as (
    select unnest(string_split(left(texte, 4000), ' ')) as mot, rang from plie
)
select left(mot, 40) as mot, rang
from mot
where mot not in ('', 'a', 'au', 'aux', 'avec', 'ce', 'ces', 'd', 'dans', 'de', 'des', 'du', 'en', 'et', 'l', 'la', 'le', 'les', 'n', 'ou',
    'par', 'pour', 's', 'sur', 'un', 'une')
order by mot, rang

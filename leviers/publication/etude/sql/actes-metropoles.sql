-- titre: Métropoles dont les fichiers ouverts lus contiennent des actes
-- unite: métropoles
-- cle: genre d’acte : marche, subvention ou deliberation
-- absent: 0
with lignes as (
    select 'marche' as cle, territoire_siren, count(*) as nb_actes
    from marches
    where lien = 'metropole'
    group by territoire_siren
    union all
    select 'subvention', territoire_siren, count(*)
    from subventions
    where lien = 'metropole'
    group by territoire_siren
    union all
    select 'deliberation', territoire_siren, count(*)
    from deliberations
    where lien = 'metropole'
    group by territoire_siren
)
select cle, count(*) as valeur from lignes group by cle order by cle

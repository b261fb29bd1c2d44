-- titre: Métropoles dont une démarche au moins est publiée
-- unite: métropoles
-- cle:
-- absent: 0
with lignes as (
    select '' as cle, territoire_siren, any_value(territoire) as territoire, count(*) as nb_demarches
    from demarches
    group by territoire_siren
)
select cle, count(*) as valeur from lignes group by cle

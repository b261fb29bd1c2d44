-- titre: Nombre médian de leviers repérés par métropole
-- unite: leviers
-- cle:
-- absent: inconnu
with lignes as (
    select
        '' as cle,
        territoire_siren,
        any_value(territoire) as territoire,
        count(*) filter (where niveau_rang > 0) as nb_leviers
    from usages
    group by territoire_siren
)
select cle, median(nb_leviers) as valeur from lignes group by cle

-- titre: Plus grand nombre de leviers du champ repérés dans une métropole
-- unite: leviers
-- cle: code du champ
-- absent: inconnu
with lignes as (
    select
        champ as cle,
        territoire_siren,
        any_value(territoire) as territoire,
        count(*) filter (where niveau_rang > 0) as nb_leviers
    from usages
    group by champ, territoire_siren
)
select cle, max(nb_leviers) as valeur from lignes group by cle order by cle

-- titre: Nombre médian de leviers du champ repérés par métropole
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
select cle, quantile_disc(nb_leviers, 0.5) as valeur from lignes group by cle order by cle

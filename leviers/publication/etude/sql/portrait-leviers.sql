-- titre: Leviers repérés dans la métropole
-- unite: leviers
-- cle: numéro SIREN de la métropole
-- absent: 0
with lignes as (
    select territoire_siren as cle, territoire_siren, territoire, levier, levier_nom, champ, niveau, adresse
    from usages where niveau_rang > 0
)
select cle, count(*) as valeur from lignes group by cle order by cle

-- titre: Leviers d’un champ repérés dans la métropole
-- unite: leviers
-- cle: numéro SIREN de la métropole et code du champ
-- absent: 0
with lignes as (
    select concat_ws('.', territoire_siren, champ) as cle, territoire_siren, territoire, levier, levier_nom, niveau,
        adresse
    from usages where niveau_rang > 0
)
select cle, count(*) as valeur from lignes group by cle order by cle

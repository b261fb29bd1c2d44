-- titre: Démarches publiées rangées dans le champ
-- unite: démarches
-- cle: code du champ
-- absent: 0
with lignes as (
    select champ as cle, id, territoire, titre, adresse from demarches
)
select cle, count(*) as valeur from lignes group by cle order by cle

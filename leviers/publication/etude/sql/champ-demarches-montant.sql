-- titre: Démarches du champ dont une source donne un montant
-- unite: démarches
-- cle: code du champ
-- absent: 0
with lignes as (
    select champ as cle, id, territoire, titre, montant_eur, montant_precision, adresse
    from demarches
    where montant_eur is not null
)
select cle, count(*) as valeur from lignes group by cle order by cle

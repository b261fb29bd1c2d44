-- titre: Montant donné par les sources d’une démarche
-- unite: €
-- cle: identifiant de la démarche
-- absent: inconnu
with lignes as (
    select id as cle, titre, montant_eur, montant_precision, adresse
    from demarches
    where montant_eur is not null
)
select cle, any_value(montant_eur) as valeur from lignes group by cle order by cle

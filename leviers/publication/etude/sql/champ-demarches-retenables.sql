-- titre: Démarches du champ qui remplissent les critères du récit
-- unite: démarches
-- cle: code du champ
-- absent: 0
with lignes as (
    select champ as cle, id, territoire, titre, adresse
    from demarches
    where
        confiance = 'haute'
        and (select count(*) from demarches_sources as page where page.demarche_id = demarches.id) > 1
        and (montant_eur is not null or id in (select demarche_id from demarches_chiffres))
)
select cle, count(*) as valeur from lignes group by cle order by cle

-- titre: Champs d’action
-- unite: champs
-- cle: transversal (oui ou non)
-- absent: 0
with lignes as (
    select case when transversal then 'oui' else 'non' end as cle, code, nom, phrase, adresse from champs
)
select cle, count(*) as valeur from lignes group by cle order by cle

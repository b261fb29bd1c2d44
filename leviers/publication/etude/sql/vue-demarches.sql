-- titre: Démarches publiées
-- unite: démarches
-- cle:
-- absent: 0
with lignes as (
    select '' as cle, id, titre, territoire, annee_debut, adresse from demarches
)
select cle, count(*) as valeur from lignes group by cle

-- titre: Démarches publiées de la métropole
-- unite: démarches
-- cle: numéro SIREN de la métropole
-- absent: 0
with lignes as (
    select territoire_siren as cle, id, territoire, titre, champ, annee_debut, annee_fin, adresse from demarches
)
select cle, count(*) as valeur from lignes group by cle order by cle

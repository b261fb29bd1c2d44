-- titre: Démarches du levier dont l’année de début est connue
-- unite: démarches
-- cle: code du levier
-- absent: 0
with demarches_leviers as (
    select unnest(string_split(leviers, ' | ')) as cle, id, territoire, titre, annee_debut, statut, adresse
    from demarches
),
lignes as (
    select cle, id, territoire, titre, annee_debut, adresse
    from demarches_leviers
    where annee_debut is not null
)
select cle, count(*) as valeur from lignes group by cle order by cle

-- titre: Démarches du levier dites en cours par leurs sources
-- unite: démarches
-- cle: code du levier
-- absent: 0
with demarches_leviers as (
    select unnest(string_split(leviers, ' | ')) as cle, id, territoire, titre, annee_debut, statut, adresse
    from demarches
),
lignes as (
    select cle, id, territoire, titre, statut, adresse from demarches_leviers where statut = 'en cours'
)
select cle, count(*) as valeur from lignes group by cle order by cle

-- titre: Année de début médiane des démarches du levier, prise parmi elles
-- unite: année
-- cle: code du levier
-- absent: inconnu
with demarches_leviers as (
    select unnest(string_split(leviers, ' | ')) as cle, id, territoire, titre, annee_debut, statut, adresse
    from demarches
),
lignes as (
    select cle, id, territoire, titre, annee_debut, adresse
    from demarches_leviers
    where annee_debut is not null
)
select cle, quantile_disc(annee_debut, 0.5) as valeur from lignes group by cle order by cle

-- titre: Organisations connues dont le siège est dans une métropole
-- unite: organisations
-- cle: appartenance à l’ESS : certain, probable, hors ou inconnu
-- absent: 0
with lignes as (
    select ess as cle, siren, nom, famille, motif, listes, territoire from acteurs where territoire_siren is not null
)
select cle, count(*) as valeur from lignes group by cle order by cle

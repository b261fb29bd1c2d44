-- titre: Ce qui est connu de la part de l’ESS dans l’emploi
-- unite: selon la clé
-- cle: metropoles, ou valeurs
-- absent: 0
with parts as (
    select id, territoire_siren, libelle, valeur, annee, "precision", source_url
    from reperes
    where cle = 'part_emploi_ess' and genre = 'nombre'
),
lignes as (
    select 'metropoles' as cle, territoire_siren as distincte, parts.* from parts
    union all
    select 'valeurs', id, parts.* from parts
)
select cle, count(distinct distincte) as valeur from lignes group by cle order by cle

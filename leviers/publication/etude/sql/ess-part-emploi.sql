-- titre: Part de l’ESS dans l’emploi, telle qu’une source la donne
-- unite: %
-- cle: identifiant du repère
-- absent: inconnu
with lignes as (
    select id as cle, territoire_siren, libelle, cast(valeur as double) as part_pct, annee, "precision", source_url
    from reperes
    where cle = 'part_emploi_ess' and genre = 'nombre'
)
select cle, part_pct as valeur, annee from lignes order by cle

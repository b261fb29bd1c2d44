-- titre: Leviers sans démarche publiée
-- unite: leviers
-- cle:
-- absent: 0
with lignes as (
    select '' as cle, code, nom, champ, adresse from leviers where nb_demarches = 0
)
select cle, count(*) as valeur from lignes group by cle

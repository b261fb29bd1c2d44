-- titre: Leviers selon la compétence d’une métropole
-- unite: leviers
-- cle: propre, partagee, conditionnee ou facultative
-- absent: 0
with lignes as (
    select competence_nature as cle, code, nom, champ, adresse from leviers where competence_nature is not null
)
select cle, count(*) as valeur from lignes group by cle order by cle

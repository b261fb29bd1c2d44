-- titre: Compte d’une liste publique dans une métropole
-- unite: selon la liste
-- cle: numéro SIREN de la métropole, point, mot du repère
-- absent: inconnu
with lignes as (
    select
        territoire_siren || '.' || cle as cle,
        id, libelle, cast(valeur as double) as nombre, unite, annee, calcul, source_url
    from reperes
    where genre = 'nombre' and calcul is not null
)
select cle, max(nombre) as valeur, max(annee) as annee from lignes group by cle having count(*) = 1 order by cle

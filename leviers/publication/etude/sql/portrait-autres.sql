-- titre: Les autres métropoles, la même année : médiane, médiane de l’autre borne, nombre de valeurs connues
-- unite: selon l’indicateur
-- cle: indicateur, numéro SIREN de la métropole, auteur des actes, puis mediane, haute ou nombre
-- absent: inconnu
with derniere as (
    select code, territoire_siren, lien, annee
    from valeurs
    qualify row_number() over (partition by code, territoire_siren, lien order by annee desc nulls last) = 1
),
lignes as (
    select concat_ws('.', moi.code, moi.territoire_siren, moi.lien, mot.nom) as cle, mot.nom, autre.territoire,
        autre.annee, autre.valeur, coalesce(autre.valeur_haute, autre.valeur) as valeur_haute, autre.couverture_pct,
        autre.adresse
    from derniere as moi
    join valeurs as autre on autre.code = moi.code and autre.lien = moi.lien
        and autre.annee is not distinct from moi.annee and autre.territoire_siren <> moi.territoire_siren
    cross join (values ('mediane'), ('haute'), ('nombre')) as mot (nom)
)
select cle, case any_value(nom) when 'mediane' then median(valeur) when 'haute' then median(valeur_haute)
    else count(*) end as valeur
from lignes group by cle order by cle

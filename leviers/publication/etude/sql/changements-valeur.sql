-- titre: Valeur d’un indicateur dans les deux éditions, la même année
-- unite: selon l’indicateur
-- cle: indicateur, numéro SIREN de la métropole, auteur des actes, année (ou aucune), puis avant, avant-haute, apres, apres-haute
-- absent: inconnu
with vu as (
    select ici.code, ici.territoire_siren, ici.territoire, ici.lien, ici.annee, ici.unite, avant.valeur as avant,
        ici.valeur as apres, coalesce(avant.valeur_haute, avant.valeur) as avant_haute,
        coalesce(ici.valeur_haute, ici.valeur) as apres_haute, ici.adresse
    from valeurs as ici
    join precedente.valeurs as avant on avant.code = ici.code and avant.territoire_siren = ici.territoire_siren
        and avant.lien = ici.lien and avant.annee is not distinct from ici.annee
    where (ici.valeur, ici.valeur_haute) is distinct from (avant.valeur, avant.valeur_haute)
),
lignes as (
    select concat_ws('.', code, territoire_siren, lien, coalesce(cast(annee as varchar), 'aucune'), mot.nom) as cle,
        vu.*, case mot.nom when 'avant' then avant when 'avant-haute' then avant_haute when 'apres' then apres
            else apres_haute end as dit
    from vu
    cross join (values ('avant'), ('avant-haute'), ('apres'), ('apres-haute')) as mot (nom)
)
select cle, dit as valeur, annee from lignes order by cle

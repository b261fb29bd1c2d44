-- titre: Valeurs d’indicateurs revues depuis l’édition précédente, la même année
-- unite: valeurs
-- cle:
-- absent: 0
-- seuil: plus d’un point pour un pourcentage, plus de cinq pour cent de l’ancienne valeur sinon
with lignes as (
    select '' as cle, ici.code, ici.territoire_siren, ici.territoire, ici.lien, ici.annee, ici.unite,
        avant.valeur as avant, ici.valeur as apres, avant.valeur_haute as avant_haute, ici.valeur_haute as apres_haute,
        ici.adresse
    from valeurs as ici
    join precedente.valeurs as avant on avant.code = ici.code and avant.territoire_siren = ici.territoire_siren
        and avant.lien = ici.lien and avant.annee is not distinct from ici.annee
    where abs(ici.valeur - avant.valeur) > case when ici.unite = '%' then 1 else 0.05 * abs(avant.valeur) end
        or abs(coalesce(ici.valeur_haute, ici.valeur) - coalesce(avant.valeur_haute, avant.valeur))
        > case when ici.unite = '%' then 1 else 0.05 * abs(coalesce(avant.valeur_haute, avant.valeur)) end
)
select cle, count(*) as valeur from lignes group by cle

-- valeurs: every value of the indicators, with the name of its territoire, its unit and its address
-- grain  one row per (code, territoire_siren, lien, annee)
-- binds  variable « site », public address of the site
-- reads  indicators.valeurs, meta.indicateurs, facts.territoires
select valeur.code, territoire.nom as territoire, valeur.territoire_siren, valeur.lien, valeur.annee, valeur.valeur,
    valeur.valeur_haute, valeur.numerateur, valeur.numerateur_haut, valeur.denominateur, valeur.nb_lignes,
    valeur.nb_lignes_utiles, valeur.couverture_pct, indicateur.unite,
    concat(getvariable('site'), '/indicateurs/', valeur.code, '/', territoire.slug, '/', valeur.lien, '/',
        coalesce(cast(valeur.annee as varchar), 'aucune'), '/') as adresse
from indicators.valeurs as valeur
join facts.territoires as territoire on territoire.siren = valeur.territoire_siren
join meta.indicateurs as indicateur on indicateur.code = valeur.code

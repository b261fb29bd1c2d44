-- signes_ess: every sign that a legal unit may belong to the ESS, side by side, before anything is decided
-- grain  one row per siren that carries at least one sign
-- reads  staged.unites_legales, facts.structures, reference.categories_ess, reference.activites
-- source, fichier, ligne  the first line of a list that names the unit, else its line in the register
-- note   traitement is what the perimeter says of the activity (NAF): exclu, a-verifier, inclus, or '' (not judged)
with liste as (
    select
        siren,
        min(nom) as nom,
        bool_or(genre = 'ess-france') as est_declaree,
        bool_or(genre = 'esus') as est_esus,
        bool_or(genre = 'siae' and coalesce(type, '') not in ('EA', 'GEIQ')) as est_siae,
        bool_or(genre = 'esat' or coalesce(type, '') = 'EA') as est_handicap,
        bool_or(genre = 'geiq' or coalesce(type, '') = 'GEIQ') as est_geiq,
        min(territoire_siren) as territoire_siren,
        arg_min(source, fichier || ':' || lpad(cast(ligne as varchar), 12, '0')) as source,
        arg_min(fichier, fichier || ':' || lpad(cast(ligne as varchar), 12, '0')) as fichier,
        arg_min(ligne, fichier || ':' || lpad(cast(ligne as varchar), 12, '0')) as ligne
    from facts.structures
    where siren is not null and genre <> 'tiers-lieux'
    group by siren
),
unite as (
    select
        legale.siren,
        max(legale.denomination) as denomination,
        max(legale.categorie_juridique) as categorie_juridique,
        max(legale.activite_principale) as activite_principale,
        max(categorie.famille) as famille,
        max(coalesce(categorie.inclusion, '')) as inclusion,
        bool_or(coalesce(legale.est_ess, false)) as est_ess,
        bool_or(coalesce(legale.etat_administratif, 'A') = 'A') as est_active,
        arg_min(legale.source, legale.fichier) as source,
        min(legale.fichier) as fichier, arg_min(legale.ligne, legale.fichier) as ligne,
        bool_or(
            left(legale.categorie_juridique, 2) in ('54', '55', '56', '57')
            and regexp_matches(
                ' ' || regexp_replace(upper(legale.denomination), '[^A-Z]+', ' ', 'g') || ' ',
                ' (SCIC|S C I C|SCOP|S C O P|COOPERATIVE|COOPERATIF) '
            )
        ) as est_nommee
    from staged.unites_legales as legale
    left join reference.categories_ess as categorie on categorie.categorie_juridique = legale.categorie_juridique
    left join liste on liste.siren = legale.siren
    where legale.siren is not null
      and (
          categorie.inclusion = 'oui'
          or legale.est_ess
          or liste.siren is not null
          or contains(upper(legale.denomination), 'COOP')
          or contains(upper(legale.denomination), 'SCIC')
          or contains(upper(legale.denomination), 'SCOP')
          or contains(upper(legale.denomination), 'S.C.')
      )
    group by legale.siren
)
select
    coalesce(unite.siren, liste.siren) as siren,
    coalesce(unite.denomination, liste.nom) as nom,
    unite.categorie_juridique,
    unite.activite_principale,
    coalesce(unite.est_active, true) as est_active,
    unite.famille,
    coalesce(unite.inclusion, '') as inclusion,
    coalesce(precise.traitement, division.traitement, '') as traitement,
    coalesce(left(unite.categorie_juridique, 1) = '7', left(coalesce(unite.siren, liste.siren), 1) in ('1', '2')) as est_publique,
    coalesce(unite.est_nommee, false) as est_nommee,
    coalesce(unite.est_ess, false) or coalesce(liste.est_declaree, false) as est_declaree,
    coalesce(liste.est_esus, false) as est_esus,
    coalesce(liste.est_siae, false) as est_siae,
    coalesce(liste.est_handicap, false) as est_handicap,
    coalesce(liste.est_geiq, false) as est_geiq,
    liste.territoire_siren as territoire_liste_siren,
    coalesce(liste.source, unite.source) as source,
    coalesce(liste.fichier, unite.fichier) as fichier,
    coalesce(liste.ligne, unite.ligne) as ligne
from unite
full join liste on liste.siren = unite.siren
left join reference.activites as precise on precise.prefixe = unite.activite_principale
left join reference.activites as division on division.prefixe = left(unite.activite_principale, 2)

-- nb-marches-insertion: number of contracts whose object is insertion, held by an organisation of insertion
-- grain  one row per (territoire_siren, lien, annee)     unit  contracts
-- holder  in the State's list of SIAE by its SIREN; a contract whose holders have no SIREN lowers the coverage
-- none   no row when no contract of the year has such a holder number
-- reads  facts.marches, facts.titulaires, facts.tiers
with titulaire as (
    select
        titulaire.contrat_id,
        count(titulaire.titulaire_siren) > 0 as est_nomme,
        coalesce(bool_or(tiers.ess_motif = 'insertion'), false) as est_insertion
    from facts.titulaires as titulaire
    left join facts.tiers as tiers on tiers.tiers_id = titulaire.tiers_id
    where titulaire.est_actuel
    group by titulaire.contrat_id
),
lignes as (
    select
        marche.territoire_siren,
        marche.lien,
        marche.annee,
        marche.marche_id as fait_id,
        marche.source,
        marche.fichier,
        marche.ligne,
        coalesce(titulaire.est_nomme, false) as est_utile,
        case
            when titulaire.est_nomme then cast(
                titulaire.est_insertion
                and regexp_matches(
                    strip_accents(lower(coalesce(marche.objet, ''))), '(^|[^a-z])insertions?([^a-z]|$)'
                )
                and not regexp_matches(
                    strip_accents(lower(coalesce(marche.objet, ''))), '(^|[^a-z])clauses?([^a-z]|$)'
                )
                as integer
            )
        end as numerateur,
        cast(null as double) as numerateur_haut,
        cast(null as double) as denominateur
    from facts.marches as marche
    left join titulaire on titulaire.contrat_id = marche.marche_id
    where marche.territoire_siren is not null and marche.annee is not null
)
select
    territoire_siren,
    lien,
    annee,
    cast(sum(numerateur) as double) as valeur,
    cast(null as double) as valeur_haute,
    sum(numerateur) as numerateur,
    cast(null as double) as numerateur_haut,
    cast(null as double) as denominateur,
    count(*) as nb_lignes,
    count(*) filter (where est_utile) as nb_lignes_utiles,
    round(100.0 * count(*) filter (where est_utile) / count(*), 1) as couverture_pct
from lignes
group by territoire_siren, lien, annee
having count(*) filter (where est_utile) > 0

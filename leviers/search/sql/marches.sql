-- marches: contracts as the search reads them, the most recent first
-- grain  one row per contract                        tiers  holders in order: nom, siren, categorie
-- reads  facts.marches, facts.titulaires, facts.tiers, facts.territoires, labels.indices
with tenu as (
    select
        titulaire.contrat_id,
        list(
            {'nom': coalesce(titulaire.titulaire_nom, tiers.nom), 'siren': titulaire.titulaire_siren,
             'categorie': tiers.categorie_juridique}
            order by titulaire.ordre
        ) as tiers
    from facts.titulaires as titulaire
    left join facts.tiers as tiers on tiers.tiers_id = titulaire.tiers_id
    where titulaire.genre = 'marche'
    group by titulaire.contrat_id
),
vu as (
    select fait_id, list(distinct levier order by levier) as leviers
    from labels.indices
    where fait_genre = 'marche'
    group by fait_id
)
select
    marche.marche_id as cle,
    marche.objet,
    marche.acheteur_nom as qui,
    marche.acheteur_siren as qui_siren,
    tenu.tiers,
    territoire.slug as metropole,
    marche.annee,
    vu.leviers
from facts.marches as marche
left join tenu on tenu.contrat_id = marche.marche_id
left join vu on vu.fait_id = marche.marche_id
left join facts.territoires as territoire on territoire.siren = marche.territoire_siren
order by marche.annee desc nulls last, marche.marche_id

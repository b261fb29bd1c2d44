-- parts_ess: which part of each contract is held by the ESS, as a range
-- grain  one row per contract with at least one holder still in force (contrat_id)          unit  shares from 0 to 1
-- rule   a contract held by several is split equally between them: the files do not say who does what
-- part_certaine + part_probable + part_hors + part_inconnue = 1
-- reads  facts.titulaires, facts.tiers
with juge as (
    select titulaire.contrat_id, titulaire.genre, coalesce(tiers.ess_degre, 'inconnu') as degre, titulaire.titulaire_siret
    from facts.titulaires as titulaire
    left join facts.tiers as tiers on tiers.tiers_id = titulaire.tiers_id
    where titulaire.est_actuel
)
select
    contrat_id,
    genre,
    count(*) as nb_titulaires,
    count(titulaire_siret) as nb_titulaires_siret,
    count(*) filter (where degre = 'certain') / cast(count(*) as double) as part_certaine,
    count(*) filter (where degre = 'probable') / cast(count(*) as double) as part_probable,
    count(*) filter (where degre = 'hors') / cast(count(*) as double) as part_hors,
    count(*) filter (where degre = 'inconnu') / cast(count(*) as double) as part_inconnue
from juge
group by contrat_id, genre

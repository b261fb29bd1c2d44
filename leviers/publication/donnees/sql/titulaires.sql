-- titulaires: holders of contracts; a natural person keeps its row, without anything that names it
-- grain  one row per contract and holder (marche_id, ordre)
-- masks  is_person (evidence/persons.py) on the declared name and on that of the registers
-- reads  facts.titulaires, facts.tiers
with tenu as (
    select titulaire.contrat_id, titulaire.ordre, titulaire.titulaire_siret, titulaire.titulaire_siren,
        coalesce(titulaire.titulaire_nom, tiers.nom) as nom, coalesce(tiers.ess_degre, 'inconnu') as ess_degre,
        tiers.ess_motif, titulaire.est_actuel, titulaire.est_modification,
        is_person(coalesce(titulaire.titulaire_nom, tiers.nom), titulaire.titulaire_siren, tiers.categorie_juridique)
            or is_person(tiers.nom, titulaire.titulaire_siren, tiers.categorie_juridique) as est_personne
    from facts.titulaires as titulaire
    left join facts.tiers as tiers on tiers.tiers_id = titulaire.tiers_id
    where titulaire.genre = 'marche'
)
select contrat_id as marche_id, ordre, case when not est_personne then titulaire_siret end as titulaire_siret,
    case when not est_personne then titulaire_siren end as titulaire_siren,
    case when not est_personne then nom end as titulaire_nom, ess_degre, ess_motif, est_personne, est_actuel,
    est_modification
from tenu

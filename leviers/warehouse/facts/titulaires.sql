-- titulaires: holders of contracts and concessions, at signature and after modifications
-- grain  one row per contract and holder (contrat_id, ordre)
-- tiers_id    the SIREN, else « nom: » and the folded name, else null: the key of facts.tiers; null for masked
--             natural persons: one mask is many people
-- est_actuel  false for a holder that a modification replaced
-- why    a row kept without holders borrows those of a double that names them
-- index  contrat_id
-- reads  facts.marches, facts.concessions, facts.doublons, facts.modifications, staged.titulaires
with nomme as (
    select fichier, ligne from staged.titulaires group by fichier, ligne
),
emprunt as (
    select doublon.fichier_retenu, doublon.ligne_retenue, doublon.fichier, doublon.ligne,
        row_number() over (partition by fichier_retenu, ligne_retenue order by doublon.fichier, doublon.ligne) as rang
    from facts.doublons as doublon
    join nomme on nomme.fichier = doublon.fichier and nomme.ligne = doublon.ligne
    left join nomme as deja on deja.fichier = doublon.fichier_retenu and deja.ligne = doublon.ligne_retenue
    where deja.fichier is null
),
contrat as (
    select marche_id as contrat_id, 'marche' as genre, fichier, ligne from facts.marches
    union all
    select concession_id, 'concession', fichier, ligne from facts.concessions
),
remplace as (
    select fichier, ligne, arg_max(titulaires_id, ordre) as titulaires_id
    from facts.modifications
    where array_length(titulaires_id) > 0
    group by fichier, ligne
),
initial as (
    select contrat.contrat_id, contrat.genre, titulaire.rang as ordre, titulaire.titulaire_id, titulaire.titulaire_type,
        titulaire.titulaire_siret, titulaire.titulaire_siren, titulaire.titulaire_nom,
        remplace.fichier is null or list_contains(remplace.titulaires_id, titulaire.titulaire_id) as est_actuel,
        false as est_modification, titulaire.source, titulaire.fichier, titulaire.ligne
    from contrat
    left join emprunt on emprunt.fichier_retenu = contrat.fichier and emprunt.ligne_retenue = contrat.ligne
        and emprunt.rang = 1
    join staged.titulaires as titulaire on titulaire.fichier = coalesce(emprunt.fichier, contrat.fichier)
        and titulaire.ligne = coalesce(emprunt.ligne, contrat.ligne)
    left join remplace on remplace.fichier = contrat.fichier and remplace.ligne = contrat.ligne
),
entre as (
    select contrat.contrat_id, contrat.genre, contrat.fichier, contrat.ligne, unnest(remplace.titulaires_id) as titulaire_id
    from contrat
    join remplace on remplace.fichier = contrat.fichier and remplace.ligne = contrat.ligne
),
nouveau as (
    select entre.contrat_id, entre.genre,
        1000 + row_number() over (partition by entre.contrat_id order by entre.titulaire_id) as ordre,
        entre.titulaire_id, null as titulaire_type,
        case when regexp_matches(entre.titulaire_id, '^[0-9]{14}$') then entre.titulaire_id end as titulaire_siret,
        case when regexp_matches(entre.titulaire_id, '^[0-9]{14}$') then left(entre.titulaire_id, 9) end as titulaire_siren,
        null as titulaire_nom, true as est_actuel, true as est_modification, 'decp' as source, entre.fichier, entre.ligne
    from entre
    left join initial on initial.contrat_id = entre.contrat_id and initial.titulaire_id = entre.titulaire_id
    where initial.contrat_id is null and entre.titulaire_id is not null
),
tenu as (
    select initial.*, trim(regexp_replace(strip_accents(lower(titulaire_nom)), '[^a-z0-9]+', ' ', 'g')) as nom_plie from initial
    union all
    select nouveau.*, null from nouveau
)
select contrat_id, genre, ordre, titulaire_id, titulaire_type, titulaire_siret, titulaire_siren, titulaire_nom,
    coalesce(titulaire_siren, case when not regexp_matches(nom_plie, '^(personne physique( .*)?|nom masque|particuliers?|nd)$')
        then 'nom:' || nullif(nom_plie, '') end) as tiers_id,
    est_actuel, est_modification, source, fichier, ligne
from tenu

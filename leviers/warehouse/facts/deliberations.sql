-- deliberations: acts of councils; exact repeats of a file left aside
-- grain  one row per act (deliberation_id: SIREN of the body, number of the act, « .2 »… when the number comes back)
-- cite_ess  the title names the ESS, one of its legal forms or one of its policies, in words that mean nothing else
-- index  deliberation_id
-- reads  staged.deliberations, facts.acheteurs
with plie as (
    select
        acte.*,
        ' ' || trim(regexp_replace(strip_accents(lower(objet)), '[^a-z0-9]+', ' ', 'g')) || ' ' as objet_plie,
        ' ' || regexp_replace(coalesce(objet, ''), '[^A-Za-z]+', ' ', 'g') || ' ' as objet_casse
    from staged.deliberations as acte
),
unique_ligne as (
    select
        plie.*,
        row_number() over (
            partition by coalesce(collectivite_siren, collectivite_nom), delib_id, date_deliberation, objet_plie
            order by fichier, ligne
        ) as repetition
    from plie
),
numerote as (
    select
        unique_ligne.*,
        concat_ws('-', coalesce(collectivite_siren, 'inconnu'), coalesce(delib_id, fichier || ':' || cast(ligne as varchar)))
            as cle,
        row_number() over (
            partition by coalesce(collectivite_siren, 'inconnu'), coalesce(delib_id, fichier || ':' || cast(ligne as varchar))
            order by date_deliberation, fichier, ligne
        ) as rang
    from unique_ligne
    where repetition = 1
)
select
    acte.cle || case when acte.rang > 1 then '.' || cast(acte.rang as varchar) else '' end as deliberation_id,
    acte.collectivite_siren,
    coalesce(collectivite.nom, acte.collectivite_nom) as collectivite_nom,
    collectivite.territoire_siren,
    coalesce(collectivite.lien, 'hors') as lien,
    acte.annee,
    acte.date_deliberation,
    acte.delib_id,
    acte.matiere_code,
    acte.matiere_nom,
    acte.objet,
    coalesce(
        regexp_matches(
            acte.objet_plie,
            ' (economie sociale|economie solidaire|sociale et solidaire|entrepreneuriat social|innovation sociale|scic|spaser|cooperative d activite|insertion par l activite economique|monnaie locale|tiers lieux?|france active|finance solidaire) '
        ) or regexp_matches(acte.objet_casse, ' (ESS|SCOP|PTCE|SIAE) '),
        false
    ) as cite_ess,
    acte.vote_pour,
    acte.vote_contre,
    acte.vote_abstention,
    acte.url,
    acte.source,
    acte.fichier,
    acte.ligne
from numerote as acte
left join facts.acheteurs as collectivite on collectivite.siren = acte.collectivite_siren

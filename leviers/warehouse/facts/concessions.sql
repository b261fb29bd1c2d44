-- concessions: concession contracts as declared, exact repeats of a file left aside
-- grain  one row per concession (concession_id: the uid, then « .2 »… for other rows of the same uid)
-- unit   valeur_globale_eur in euros, duree_mois in months
-- reads  staged.concessions, facts.acheteurs
with unique_ligne as (
    select
        concession.*,
        row_number() over (
            partition by coalesce(autorite_siren, autorite_id), uid, date_signature, valeur_globale_eur, objet
            order by fichier, ligne
        ) as repetition
    from staged.concessions as concession
),
numerotee as (
    select
        unique_ligne.*,
        coalesce(uid, fichier || ':' || cast(ligne as varchar)) as cle,
        row_number() over (
            partition by coalesce(uid, fichier || ':' || cast(ligne as varchar)) order by fichier, ligne
        ) as rang,
        nullif(lower(array_to_string(considerations_sociales, ' | ')), '') as sociales
    from unique_ligne
    where repetition = 1
)
select
    concession.cle || case when concession.rang > 1 then '.' || cast(concession.rang as varchar) else '' end as concession_id,
    concession.uid,
    concession.autorite_siren,
    coalesce(autorite.nom, concession.autorite_nom) as autorite_nom,
    autorite.territoire_siren,
    coalesce(autorite.lien, 'hors') as lien,
    cast(extract(year from concession.date_signature) as integer) as annee,
    concession.date_signature,
    concession.date_debut_execution,
    concession.date_publication,
    concession.objet,
    concession.nature,
    concession.procedure,
    concession.duree_mois,
    concession.valeur_globale_eur,
    concession.montant_subvention_publique_eur,
    contains(concession.sociales, 'clause') or contains(concession.sociales, 'crit') or contains(concession.sociales, 'serv')
        as a_consideration_sociale,
    contains(concession.sociales, 'serv') as est_reserve,
    concession.source,
    concession.fichier,
    concession.ligne
from numerotee as concession
left join facts.acheteurs as autorite on autorite.siren = concession.autorite_siren

-- marches: public contracts, one per contract and lot, doubles tied, modifications applied, the original kept
-- grain  one row per contract (marche_id): the uid, then « .2 », « .3 »… for other rows of the same uid (lots)
-- unit   montant_eur in euros, duree_mois in months, delai_publication_jours in days
-- a_consideration_sociale  null where the form of the file has no such field, or leaves it empty
-- index  marche_id
-- reads  staged.marches, facts.montants, facts.acheteurs, facts.doublons
with double as (
    select fichier_retenu as fichier, ligne_retenue as ligne, count(*) as nb
    from facts.doublons
    group by fichier_retenu, ligne_retenue
),
numerote as (
    select
        marche.*,
        coalesce(marche.uid, marche.fichier || ':' || cast(marche.ligne as varchar)) as cle,
        row_number() over (
            partition by coalesce(marche.uid, marche.fichier || ':' || cast(marche.ligne as varchar))
            order by marche.fichier, marche.ligne
        ) as lot,
        nullif(lower(array_to_string(marche.considerations_sociales, ' | ')), '') as sociales,
        nullif(lower(array_to_string(marche.considerations_environnementales, ' | ')), '') as environnementales
    from staged.marches as marche
    left join facts.doublons as doublon on doublon.fichier = marche.fichier and doublon.ligne = marche.ligne
    where doublon.fichier is null
)
select
    marche.cle || case when marche.lot > 1 then '.' || cast(marche.lot as varchar) else '' end as marche_id,
    marche.uid,
    cast(marche.lot as integer) as lot,
    marche.acheteur_id,
    marche.acheteur_siren,
    coalesce(acheteur.nom, marche.acheteur_nom) as acheteur_nom,
    acheteur.territoire_siren,
    coalesce(acheteur.lien, 'hors') as lien,
    case when montant.date_douteuse is null then cast(extract(year from marche.date_notification) as integer) end as annee,
    marche.date_notification,
    marche.date_publication,
    montant.date_douteuse,
    case
        when montant.date_douteuse is null and marche.date_publication >= marche.date_notification
            then date_diff('day', marche.date_notification, marche.date_publication)
    end as delai_publication_jours,
    marche.objet,
    case strip_accents(lower(marche.nature))
        when 'marche' then 'Marché'
        when 'accord-cadre' then 'Accord-cadre'
        when 'marche subsequent' then 'Marché subséquent'
        when 'marche de partenariat' then 'Marché de partenariat'
        else marche.nature
    end as nature,
    marche.procedure,
    marche.code_cpv,
    montant.montant_eur,
    montant.montant_initial_eur,
    montant.montant_douteux,
    montant.duree_mois,
    montant.duree_initiale_mois,
    montant.nb_modifications,
    montant.date_derniere_modification,
    case
        when marche.sociales is null then null
        else contains(marche.sociales, 'clause') or contains(marche.sociales, 'crit') or contains(marche.sociales, 'serv')
    end as a_consideration_sociale,
    contains(marche.sociales, 'clause') as a_clause_sociale,
    contains(marche.sociales, 'crit') as a_critere_social,
    contains(marche.sociales, 'serv') as est_reserve,
    contains(marche.environnementales, 'clause') or contains(marche.environnementales, 'crit')
        as a_consideration_environnementale,
    marche.est_innovant, marche.offres_recues, marche.techniques, marche.id_accord_cadre, marche.lieu_code,
    marche.lieu_type_code,
    coalesce(marche.nb_titulaires, 0) as nb_titulaires_declares,
    coalesce(double.nb, 0) as nb_doublons,
    marche.forme, marche.source, marche.fichier, marche.ligne
from numerote as marche
join facts.montants as montant on montant.fichier = marche.fichier and montant.ligne = marche.ligne
left join double on double.fichier = marche.fichier and double.ligne = marche.ligne
left join facts.acheteurs as acheteur on acheteur.siren = marche.acheteur_siren

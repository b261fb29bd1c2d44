-- montants: amount and dates of each contract that is kept, with the reasons to doubt them
-- grain  one row per row of staged.marches that is not a double (fichier, ligne)           unit  euros
-- montant_eur      that of the last modification that says one, else the initial one; never replaced by a guess
-- montant_douteux  negatif, nul (0), symbolique (1 € or less), plus-de-100-millions, plafond-repete
--                  (facts.plafonds_repetes), date-impossible; null when there is no reason to doubt
-- date_douteuse    avant-2014 (years before the obligation to publish), apres-publication (more than 31 days after it),
--                  future (after the last publication date met in all files)
-- reads  staged.marches, facts.doublons, facts.modifications, facts.plafonds_repetes
with retenu as (
    select
        marche.fichier,
        marche.ligne,
        marche.date_notification,
        marche.date_publication,
        marche.montant_eur,
        marche.duree_mois
    from staged.marches as marche
    left join facts.doublons as doublon on doublon.fichier = marche.fichier and doublon.ligne = marche.ligne
    where doublon.fichier is null
),
change as (
    select
        fichier,
        ligne,
        count(*) as nb,
        max(date_notification) as date_derniere,
        arg_max(montant_eur, ordre) filter (where montant_eur is not null) as montant_eur,
        arg_max(duree_mois, ordre) filter (where duree_mois is not null) as duree_mois
    from facts.modifications
    group by fichier, ligne
),
borne as (
    select max(date_publication) as derniere_publication from staged.marches
),
juge as (
    select
        retenu.fichier,
        retenu.ligne,
        retenu.montant_eur as montant_initial_eur,
        coalesce(change.montant_eur, retenu.montant_eur) as montant_eur,
        retenu.duree_mois as duree_initiale_mois,
        coalesce(change.duree_mois, retenu.duree_mois) as duree_mois,
        coalesce(change.nb, 0) as nb_modifications,
        change.date_derniere as date_derniere_modification,
        repete.fichier is not null as est_repete,
        case
            when retenu.date_notification < date '2014-01-01' then 'avant-2014'
            when retenu.date_notification > retenu.date_publication + interval 31 day then 'apres-publication'
            when retenu.date_notification > borne.derniere_publication then 'future'
        end as date_douteuse
    from retenu
    cross join borne
    left join change on change.fichier = retenu.fichier and change.ligne = retenu.ligne
    left join facts.plafonds_repetes as repete on repete.fichier = retenu.fichier and repete.ligne = retenu.ligne
)
select
    fichier, ligne, montant_initial_eur, montant_eur,
    case
        when montant_eur < 0 then 'negatif'
        when montant_eur = 0 then 'nul'
        when montant_eur <= 1 then 'symbolique'
        when montant_eur > 100000000 then 'plus-de-100-millions'
        when est_repete then 'plafond-repete'
        when montant_eur is not null and date_douteuse is not null then 'date-impossible'
    end as montant_douteux,
    duree_initiale_mois, duree_mois, nb_modifications, date_derniere_modification, date_douteuse
from juge

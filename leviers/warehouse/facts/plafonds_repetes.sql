-- plafonds_repetes: contracts whose amount is most likely the ceiling of the whole, said again on each of its parts
-- grain  one row per row of staged.marches that is not a double (fichier, ligne) and that one of the rules names
-- regle  same buyer and same amount, above 1 €, on 3 contracts or more
--        meme-jour (notified the same day), meme-objet (same title, notified in the same year)
-- why    Paris 2020: one ceiling of 57.8 M€ is said on about twenty contracts of a framework, notified over three weeks
-- reads  staged.marches, facts.doublons
with retenu as (
    select
        marche.fichier,
        marche.ligne,
        coalesce(marche.acheteur_siren, marche.acheteur_id) as acheteur,
        marche.date_notification,
        marche.montant_eur,
        nullif(lower(trim(marche.objet)), '') as objet
    from staged.marches as marche
    left join facts.doublons as doublon on doublon.fichier = marche.fichier and doublon.ligne = marche.ligne
    where doublon.fichier is null and marche.montant_eur > 1 and marche.date_notification is not null
),
frequent as (
    select acheteur, montant_eur
    from retenu
    where acheteur is not null
    group by acheteur, montant_eur
    having count(*) >= 3
),
compte as (
    select
        retenu.fichier,
        retenu.ligne,
        count(*) over (
            partition by retenu.acheteur, retenu.montant_eur, retenu.date_notification
        ) as nb_jour,
        count(retenu.objet) over (
            partition by retenu.acheteur, retenu.montant_eur, extract(year from retenu.date_notification), retenu.objet
        ) as nb_objet
    from retenu
    join frequent on frequent.acheteur = retenu.acheteur and frequent.montant_eur = retenu.montant_eur
)
select
    fichier,
    ligne,
    case when nb_jour >= 3 then 'meme-jour' else 'meme-objet' end as regle
from compte
where nb_jour >= 3 or nb_objet >= 3

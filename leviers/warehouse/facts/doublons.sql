-- doublons: rows of the DECP that say again a contract said elsewhere; tied to the row that is kept, never added up
-- grain  one row per row left aside (fichier, ligne)
-- regle  meme-ligne    same file, uid, date, amount, title and holders
--        meme-contrat  another file, same buyer, date, amount and title: the n-th such row with the n-th
--        sans-objet    a row without title, same buyer, date and amount as a row of another file that has one,
--                      CPV equal or unsaid: likewise
--        a copy in the same file of a row tied elsewhere is tied to the row that is kept there
-- kept   the fullest form first (2022, 2019, tabulaire), then one with holders, then by file and line
-- reads  facts.contrats_proches
with ligne_pareille as (
    select
        proche.*,
        first_value(ligne) over (
            partition by fichier, uid, date_notification, objet_plie, titulaires, acheteur, montant_eur order by ligne
        ) as ligne_retenue
    from facts.contrats_proches as proche
),
compte as (
    select
        ligne_pareille.*,
        row_number() over (
            partition by fichier, acheteur, date_notification, montant_eur, objet_plie order by ligne
        ) as occurrence
    from ligne_pareille
    where ligne = ligne_retenue and date_notification is not null
),
contrat_pareil as (
    select
        fichier,
        ligne,
        first_value(fichier) over meme as fichier_retenu,
        first_value(ligne) over meme as ligne_retenue
    from compte
    where objet_plie <> ''
    window meme as (
        partition by acheteur, date_notification, montant_eur, objet_plie, occurrence
        order by rang_forme, (titulaires = ''), fichier, ligne
    )
),
reste as (
    select
        compte.*,
        row_number() over (
            partition by compte.fichier, acheteur, date_notification, montant_eur, (objet_plie = '') order by compte.ligne
        ) as occurrence_muette
    from compte
    left join contrat_pareil as pareil on pareil.fichier = compte.fichier and pareil.ligne = compte.ligne
    where pareil.fichier is null or (pareil.fichier = pareil.fichier_retenu and pareil.ligne = pareil.ligne_retenue)
),
muet as (
    select
        reste.fichier,
        reste.ligne,
        parlant.fichier as fichier_retenu,
        parlant.ligne as ligne_retenue,
        row_number() over (
            partition by reste.fichier, reste.ligne order by parlant.rang_forme, parlant.fichier, parlant.ligne
        ) as rang
    from reste
    join reste as parlant on parlant.acheteur = reste.acheteur and parlant.date_notification = reste.date_notification
        and parlant.montant_eur = reste.montant_eur
        and (parlant.cpv = reste.cpv or parlant.cpv = '' or reste.cpv = '')
        and parlant.occurrence_muette = reste.occurrence_muette and parlant.fichier <> reste.fichier
    where reste.objet_plie = '' and parlant.objet_plie <> ''
),
ailleurs as (
    select fichier, ligne, fichier_retenu, ligne_retenue, 'meme-contrat' as regle
    from contrat_pareil
    where fichier <> fichier_retenu
    union all
    select fichier, ligne, fichier_retenu, ligne_retenue, 'sans-objet' from muet where rang = 1
)
select fichier, ligne, fichier_retenu, ligne_retenue, regle from ailleurs
union all
select copie.fichier, copie.ligne, coalesce(ailleurs.fichier_retenu, copie.fichier),
    coalesce(ailleurs.ligne_retenue, copie.ligne_retenue), 'meme-ligne'
from ligne_pareille as copie
left join ailleurs on ailleurs.fichier = copie.fichier and ailleurs.ligne = copie.ligne_retenue
where copie.ligne <> copie.ligne_retenue

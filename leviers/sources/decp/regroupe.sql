-- regroupe: lines of one tabular file brought to one row per contract
-- grain  one row per uid, its first line; holders are those of its lines; a later state is a modification
-- reads  the view `tabulaire` (cells as text, one line per contract, holder and state); variable fichier
with lu as (
    select
        *,
        coalesce(try_cast(modification_id as integer), 0) as etat,
        coalesce(texte_usuel(uid), texte_usuel(acheteur_id) || texte_usuel(id), 'ligne ' || ligne) as cle
    from tabulaire
    where fichier = getvariable('fichier')
),
date_etat as (
    select *, min(etat) over (partition by cle) as premier from lu
),
contrat as (
    select
        cle,
        min(ligne) as ligne,
        arg_min(d, etat * 1e12 + ligne) as p,
        list({
            'titulaire': {'id': titulaire_id, 'typeIdentifiant': titulaire_typeIdentifiant,
                'denominationSociale': titulaire_nom},
            'id': null::varchar, 'typeIdentifiant': null::varchar, 'denominationSociale': null::varchar}
            order by ligne) filter (etat = premier) as tenus
    from date_etat as d
    group by cle
),
etat_suivant as (
    select
        cle,
        etat,
        {'modification': {
            'dateNotificationModification': arg_min(dateNotification, ligne),
            'datePublicationDonneesModification': arg_min(datePublicationDonnees, ligne),
            'montant': arg_min(montant, ligne),
            'dureeMois': arg_min(dureeMois, ligne),
            'titulaires': list({'id': titulaire_id} order by ligne)}} as m
    from date_etat
    where etat > premier
    group by cle, etat
),
change as (
    select cle, cast(to_json(list(m order by etat)) as varchar) as modifications from etat_suivant group by cle
)
select cle, ligne, p, tenus, modifications
from contrat
left join change using (cle)

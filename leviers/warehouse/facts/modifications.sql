-- modifications: changes of contracts, in the order in which they apply
-- grain  one row per change (fichier, ligne of the contract, ordre)      unit  montant_eur in euros, new total as declared
-- order  by date of notification, undated ones first, then by rank in the file
-- reads  staged.modifications
select
    fichier,
    ligne,
    cast(row_number() over (
        partition by fichier, ligne order by (date_notification is not null), date_notification, rang
    ) as integer) as ordre,
    uid,
    date_notification,
    date_publication,
    montant_eur,
    duree_mois,
    objet,
    titulaires_id,
    source
from staged.modifications

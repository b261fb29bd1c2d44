-- titre: Subventions publiées à une organisation de l’ESS, par la métropole et ses communes
-- unite: €
-- cle: siren de la métropole et siren du bénéficiaire
-- absent: inconnu
with lignes as (
    select concat_ws('.', territoire_siren, beneficiaire_siren) as cle, subvention_id, attribuant_nom,
        beneficiaire_nom, objet, annee, montant_sur_eur, ess_degre, ess_motif, fichier, ligne
    from subventions
    where territoire_siren is not null and lien in ('metropole', 'commune') and est_accordee and not est_personne
        and beneficiaire_siren is not null and ess_degre in ('certain', 'probable') and montant_sur_eur is not null
)
select cle, sum(montant_sur_eur) as valeur from lignes group by cle order by cle

-- titre: Subventions publiées à une organisation de l’ESS, par la métropole et ses communes
-- unite: €
-- cle: numéro SIREN de la métropole et numéro SIREN du bénéficiaire
-- absent: inconnu
with lignes as (
    select concat_ws('.', don.territoire_siren, acteurs.siren) as cle, don.subvention_id, don.attribuant_nom,
        acteurs.nom, don.objet, don.annee, don.montant_sur_eur, don.ess_degre, don.ess_motif, don.fichier, don.ligne
    from subventions as don
    join acteurs on acteurs.siren = don.beneficiaire_siren
    where don.territoire_siren is not null and don.lien in ('metropole', 'commune') and don.est_accordee
        and not don.est_personne and acteurs.nom is not null and don.ess_degre in ('certain', 'probable')
        and don.montant_sur_eur is not null
)
select cle, sum(montant_sur_eur) as valeur from lignes group by cle order by cle

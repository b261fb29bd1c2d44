-- titre: Marchés que tient une organisation de l’ESS, pour la métropole et ses communes
-- unite: marchés
-- cle: numéro SIREN de la métropole et numéro SIREN du titulaire
-- absent: 0
with lignes as (
    select concat_ws('.', marches.territoire_siren, titulaires.titulaire_siren) as cle, marches.marche_id,
        marches.acheteur_nom, marches.objet, marches.annee, acteurs.nom, titulaires.ess_degre,
        titulaires.ess_motif, marches.fichier, marches.ligne
    from titulaires
    join acteurs on acteurs.siren = titulaires.titulaire_siren
    join marches on marches.marche_id = titulaires.marche_id
    where marches.territoire_siren is not null and marches.lien in ('metropole', 'commune') and titulaires.est_actuel
        and not titulaires.est_personne and acteurs.nom is not null
        and titulaires.ess_degre in ('certain', 'probable')
)
select cle, count(distinct marche_id) as valeur from lignes group by cle order by cle

-- contrats: contracts of 2022 as JSON texts, with the traps of real files
-- grain  one row per rank from `debut` to `fin`      reads  acheteurs, objets; variables debut, fin, graine
-- traps  one of fifty: SIREN for SIRET, "NC" for an amount, a date that is not one, considerations in another
--        shape, braces and escaped quotes in a title, a foreign holder; one of ten thousand is not JSON at all
with rang as (
    select cast(range as integer) as rang from range(getvariable('debut'), getvariable('fin'))
),
tire as (
    select
        rang,
        jour_de(rang, 1) as jour,
        tirer(rang, 2, 300) as piege,
        tirer(rang, 3, 100) as sort,
        cast(siren_de(tirer(rang, 4, getvariable('titulaires'))) as integer) as premier,
        cast(siren_de(tirer(rang, 5, getvariable('titulaires'))) as integer) as second,
        tirer(rang, 6, getvariable('acheteurs')) as rang_acheteur,
        tirer(rang, 7, getvariable('objets')) as rang_objet,
        1000 + cast(exp(tirer(rang, 8, 8000) / 1000.0) * 1000 as integer) as montant
    from rang
),
ecrit as (
    select
        tire.*,
        a.siret as acheteur_siret,
        o.code_cpv,
        case
            when tirer(rang, 9, 10000) = 0 then 'Titre "sans échappement" du lot'
            when piege = 1 then choisir(['Achat de \"mobilier {scolaire}\" et de tables [lot 2',
                'Chemin \\\\serveur\\partage\\', 'Lot n°3 }{ ][ divers\nsuite',
                '\u00c9tudes pr\u00e9alables \ud83d\ude00'], rang, 10)
            else o.objet
        end as titre,
        case when piege = 0
            then choisir(['0', '1', '999999999.99', '"NC"', '"1 234,50 €"', '-150', '12.345'], rang, 11)
            else montant || '.' || (10 + rang % 90) end as montant_ecrit,
        case when piege = 2
            then choisir(['"Sans objet"', '["Clause sociale"]', '[]', 'null',
                '{"considerationSociale":"Clause sociale"}'], rang, 12)
            when sort < 66 then '{"considerationSociale":["Pas de considération sociale"]}'
            when sort < 92 then '{"considerationSociale":["Clause sociale"]}'
            when sort < 98 then '{"considerationSociale":["Clause sociale","Critère social"]}'
            else '{"considerationSociale":["Marché réservé"]}' end as sociales,
        case when piege = 5 then choisir(['0001-01-01', '31/02/2023', '2024', '', '15/03/2024'], rang, 13)
            else cast(jour as varchar) end as notification,
        case when piege = 4 then '{"titulaire":{"id":"BE0999999999","typeIdentifiant":"TVA"}}'
            else '{"titulaire":{"id":"' || case when piege = 3 then cast(premier as varchar)
                else siret_de(premier, 1) end || '","typeIdentifiant":"SIRET"}}' end
            || case when sort % 3 = 0 then ',{"titulaire":{"id":"' || siret_de(second, 1)
                || '","typeIdentifiant":"SIRET"}}' else '' end as titulaires
    from tire
    join acheteurs as a on a.numero = rang_acheteur
    join objets as o on o.numero = rang_objet
)
select rang, concat(
    '{"id":"', year(jour), 'M', lpad(cast(rang as varchar), 7, '0'), '","acheteur":{"id":"', acheteur_siret,
    '"},"nature":"', ['Marché', 'Marché', 'Marché', 'Accord-cadre', 'Marché subséquent'][1 + rang % 5],
    '","objet":"', titre, ', lot ', rang % 40, '","codeCPV":"', code_cpv, '","techniques":{"technique":["Sans objet"]},'
    '"modalitesExecution":{"modaliteExecution":["Bons de commande"]},"idAccordCadre":"","marcheInnovant":false,'
    '"ccag":"Travaux","offresRecues":', rang % 12, ',"attributionAvance":true,"tauxAvance":0.05,"origineUE":0,'
    '"origineFrance":0,"typeGroupementOperateurs":"Pas de groupement","sousTraitanceDeclaree":',
    case when rang % 9 = 0 then 'true' else 'false' end, ',"procedure":"',
    ['Procédure adaptée', 'Appel d''offres ouvert', 'Procédure avec négociation'][1 + sort % 3],
    '","lieuExecution":{"code":"', lpad(cast(1 + sort % 95 as varchar), 2, '0'),
    '","typeCode":"Code département"},"dureeMois":', 1 + sort % 59, ',"dateNotification":"', notification,
    '","datePublicationDonnees":"', cast(jour + 10 + sort as varchar), '","montant":', montant_ecrit,
    ',"typesPrix":{"typePrix":["Définitif révisable"]},"formePrix":"Unitaire","considerationsSociales":', sociales,
    ',"considerationsEnvironnementales":{"considerationEnvironnementale":["Clause environnementale"]},"titulaires":[',
    titulaires, '],"modifications":[',
    case when sort % 7 = 0 then concat('{"modification":{"id":1,"montant":', montant + 5000,
        ',"dureeMois":6,"dateNotificationModification":"', cast(jour + 200 as varchar),
        '","datePublicationDonneesModification":"', cast(jour + 220 as varchar), '"}}') else '' end,
    '],"actesSousTraitance":[',
    case when rang % 9 = 0 then concat('{"acteSousTraitance":{"id":1,"sousTraitant":{"id":"', siret_de(second, 1),
        '","typeIdentifiant":"SIRET"},"dureeMois":6,"dateNotification":"', cast(jour + 60 as varchar), '","montant":',
        1000 + sort * 100, ',"variationPrix":"Révisable","datePublicationDonnees":"', cast(jour + 70 as varchar),
        '"}}') else '' end,
    '],"modificationsActesSousTraitance":[]}') as texte
from ecrit

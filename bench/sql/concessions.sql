-- concessions: concession contracts of 2022 as JSON texts
-- grain  one row per rank from `debut` to `fin`      reads  acheteurs; variables debut, fin, graine
select rang, concat(
    '{"id":"C', lpad(cast(rang as varchar), 6, '0'), '","autoriteConcedante":{"id":"', siret,
    '"},"nature":"Concession de service","objet":"Exploitation du bac ', rang,
    '","procedure":"Procédure négociée ouverte","dureeMois":60,"dateSignature":"', jour,
    '","datePublicationDonnees":"', jour + 30, '","dateDebutExecution":"', jour + 60, '","valeurGlobale":', rang * 1000,
    ',"montantSubventionPublique":0,"donneesExecution":[],"concessionnaires":[{"concessionnaire":{"id":"',
    siret_de(cast(siren_de(tirer(rang, 22, getvariable('titulaires'))) as integer), 1),
    '","typeIdentifiant":"SIRET"}}],"considerationsSociales":{"considerationSociale":["Clause sociale"]},'
    '"modifications":[]}') as texte
from (
    select c.rang, acheteurs.siret, jour_de(c.rang, 21) as jour
    from (select cast(range as integer) as rang from range(getvariable('debut'), getvariable('fin'))) as c
    join acheteurs on acheteurs.numero = tirer(c.rang, 20, getvariable('acheteurs'))
)

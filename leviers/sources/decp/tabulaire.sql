-- tabulaire: contracts of one tabular file, in the shape of brut.sql
-- grain  one row per uid
-- reads  the view `regroupe`
select
    p.type as _type,
    p.id as id,
    {'id': p.acheteur_id, 'nom': p.acheteur_nom} as acheteur,
    {'id': null::varchar, 'nom': null::varchar} as autoriteConcedante,
    p.nature as nature,
    p.objet as objet,
    p.codeCPV as codeCPV,
    p.procedure as procedure,
    {'code': p.lieuExecution_code, 'typeCode': p.lieuExecution_typeCode} as lieuExecution,
    p.dureeMois as dureeMois,
    p.dateNotification as dateNotification,
    p.datePublicationDonnees as datePublicationDonnees,
    null::varchar as dateSignature,
    null::varchar as dateDebutExecution,
    p.montant as montant,
    null::varchar as valeurGlobale,
    null::varchar as montantSubventionPublique,
    p.formePrix as formePrix,
    p.ccag as ccag,
    p.offresRecues as offresRecues,
    p.marcheInnovant as marcheInnovant,
    p.sousTraitanceDeclaree as sousTraitanceDeclaree,
    p.idAccordCadre as idAccordCadre,
    {'considerationSociale': etiquettes(p.considerationsSociales)} as considerationsSociales,
    {'considerationEnvironnementale': etiquettes(p.considerationsEnvironnementales)}
        as considerationsEnvironnementales,
    {'technique': etiquettes(p.techniques)} as techniques,
    {'modaliteExecution': etiquettes(p.modalitesExecution)} as modalitesExecution,
    {'typePrix': etiquettes(p.typesPrix)} as typesPrix,
    case
        when len(tenus) > 1 or coalesce(p.titulaire_id, '') || coalesce(p.titulaire_nom, '') <> '' then tenus
        else []
    end as titulaires,
    null::struct(concessionnaire struct(id varchar, typeIdentifiant varchar, denominationSociale varchar),
        id varchar, typeIdentifiant varchar, denominationSociale varchar)[] as concessionnaires,
    modifications,
    null::varchar as actesSousTraitance,
    null::varchar as modificationsActesSousTraitance,
    ligne,
    'tabulaire' as forme,
    coalesce(contains(lower(p.type || ' ' || coalesce(p.nature, '')), 'concession'), false) as est_concession,
    texte_usuel(p.acheteur_id) as acheteur_id,
    cle as uid
from regroupe
order by ligne

-- brut: select one batch of contracts as written, one object a line, in the official shape of 2022
-- grain     one row per line, all null where the line is not readable JSON; _n null where the place says the rank
-- reads     the file named by the variable `lot`; variables forme, genre, longueur
-- note      uid is the one given, or the identifier of the buyer followed by id, as the official base does
-- a_reprendre  some member has another shape: shape.py brings it back to the official one
select
    * exclude (uid, _forme),
    coalesce(_forme, getvariable('forme')) as forme,
    getvariable('genre') = 'contrat-concession' or coalesce(contains(lower(_type), 'concession'), false)
        as est_concession,
    texte_usuel(coalesce(acheteur.id, autoriteConcedante.id)) as acheteur_id,
    coalesce(texte_usuel(uid),
        coalesce(texte_usuel(coalesce(acheteur.id, autoriteConcedante.id)), '') || texte_usuel(id)) as uid,
    (acheteur is not null and acheteur.id is null)
    or (autoriteConcedante is not null and autoriteConcedante.id is null)
    or (acheteur is null and autoriteConcedante is null)
    or (lieuExecution is not null and lieuExecution.code is null)
    or (considerationsSociales is not null and considerationsSociales.considerationSociale is null)
    or (considerationsEnvironnementales is not null
        and considerationsEnvironnementales.considerationEnvironnementale is null)
    or (techniques is not null and techniques.technique is null)
    or (modalitesExecution is not null and modalitesExecution.modaliteExecution is null)
    or (typesPrix is not null and typesPrix.typePrix is null)
    or coalesce(considerationSociale, considerationEnvironnementale, technique, modaliteExecution, typePrix) is not null
    or (titulaires is null and concessionnaires is null)
    or list_bool_or(list_transform(titulaires, lambda t: coalesce(
        t.titulaire.id, t.titulaire.denominationSociale, t.id, t.denominationSociale) is null))
    or list_bool_or(list_transform(concessionnaires, lambda t: coalesce(
        t.concessionnaire.id, t.concessionnaire.denominationSociale, t.id, t.denominationSociale) is null))
    or (modifications is not null and modifications <> '[]' and (
        not starts_with(modifications, '[{') or starts_with(modifications, '[{"modification":[')))
    or (actesSousTraitance is not null and actesSousTraitance <> '[]' and (
        not starts_with(actesSousTraitance, '[{"acteSousTraitance":{')))
    or (modificationsActesSousTraitance is not null and modificationsActesSousTraitance <> '[]' and (
        not starts_with(modificationsActesSousTraitance, '[{"modificationActeSousTraitance":{')))
        as a_reprendre
from read_json(getvariable('lot'), format = 'newline_delimited', ignore_errors = true,
    maximum_object_size = getvariable('longueur'), columns = {
    _n: 'bigint', _forme: 'varchar', _type: 'varchar', id: 'varchar', uid: 'varchar',
    acheteur: 'struct(id varchar, nom varchar)', autoriteConcedante: 'struct(id varchar, nom varchar)',
    nature: 'varchar', objet: 'varchar', codeCPV: 'varchar', procedure: 'varchar',
    lieuExecution: 'struct(code varchar, typeCode varchar)', dureeMois: 'varchar',
    dateNotification: 'varchar', datePublicationDonnees: 'varchar', dateSignature: 'varchar',
    dateDebutExecution: 'varchar', montant: 'varchar', valeurGlobale: 'varchar',
    montantSubventionPublique: 'varchar', formePrix: 'varchar', ccag: 'varchar', offresRecues: 'varchar',
    marcheInnovant: 'varchar', sousTraitanceDeclaree: 'varchar', idAccordCadre: 'varchar',
    considerationsSociales: 'struct(considerationSociale varchar[])', considerationSociale: 'varchar',
    considerationsEnvironnementales: 'struct(considerationEnvironnementale varchar[])',
    considerationEnvironnementale: 'varchar', techniques: 'struct(technique varchar[])', technique: 'varchar',
    modalitesExecution: 'struct(modaliteExecution varchar[])', modaliteExecution: 'varchar',
    typesPrix: 'struct(typePrix varchar[])', typePrix: 'varchar',
    titulaires: 'struct(titulaire struct(id varchar, typeIdentifiant varchar, denominationSociale varchar),
        id varchar, typeIdentifiant varchar, denominationSociale varchar)[]',
    concessionnaires: 'struct(concessionnaire struct(id varchar, typeIdentifiant varchar,
        denominationSociale varchar), id varchar, typeIdentifiant varchar, denominationSociale varchar)[]',
    modifications: 'json', actesSousTraitance: 'json', modificationsActesSousTraitance: 'json'});

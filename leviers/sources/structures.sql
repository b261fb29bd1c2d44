-- structures: organisations named by one public list
-- grain  one row per line of the list                 units  lon, lat in degrees; capacite in places
-- id     identifiant_declare is the identifier as declared: what was wrong with siret can be seen and repaired
-- reads  releve (cells as text, under our names)      none   no row is left out here
with lu as (
    select
        releve.*,
        lire_siret(siret) as etablissement,
        lire_siren(siren) as unite,
        lire_code(code_commune) as insee,
        lire_code(code_postal) as postal,
        try_cast(replace(lire_texte(lon), ',', '.') as double) as x,
        try_cast(replace(lire_texte(lat), ',', '.') as double) as y,
        lire_entier(capacite) as places,
        lire_date(date_debut) as debut,
        lire_date(date_fin) as fin
    from releve
)
select
    source,
    fichier,
    ligne,
    genre,
    etablissement.valeur as siret,
    coalesce(etablissement.siren, unite.valeur) as siren,
    lire_texte(nom) as nom,
    insee.valeur as code_commune,
    postal.valeur as code_postal,
    case when x between -180 and 180 then x end as lon,
    case when y between -90 and 90 then y end as lat,
    lire_texte(type) as type,
    places.valeur as capacite,
    lire_texte(commune) as commune,
    lire_texte(reference) as reference,
    debut.valeur as date_debut,
    fin.valeur as date_fin,
    lire_texte(site_web) as site_web,
    coalesce(lire_texte(siret), lire_texte(siren)) as identifiant_declare,
    compter_defauts([
        defaut('siret', etablissement.raison, siret),
        defaut('siren', unite.raison, siren),
        defaut('code_commune', insee.raison, code_commune),
        defaut('code_postal', postal.raison, code_postal),
        defaut('lon', case when lire_texte(lon) is not null and x is null or x not between -180 and 180
                           then 'coordonnee-illisible' end, lon),
        defaut('lat', case when lire_texte(lat) is not null and y is null or y not between -90 and 90
                           then 'coordonnee-illisible' end, lat),
        defaut('capacite', places.raison, capacite),
        defaut('date_debut', debut.raison, date_debut),
        defaut('date_fin', fin.raison, date_fin)
    ]) as defauts
from lu

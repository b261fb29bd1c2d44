-- deliberations: what assemblies voted
-- grain  one row per line of the file, in file order      units  votes in number of members
-- reads  brut (cells as text)                             none   no row is left out here
with lu as (
    select
        brut.*,
        lire_siret("COLL_SIRET") as collectivite,
        lire_date("DELIB_DATE") as jour,
        lire_date("PREF_DATE") as prefecture,
        lire_annee("BUDGET_ANNEE") as budget,
        lire_entier("VOTE_EFFECTIF") as effectif,
        lire_entier("VOTE_REEL") as reel,
        lire_entier("VOTE_POUR") as pour,
        lire_entier("VOTE_CONTRE") as contre,
        lire_entier("VOTE_ABSTENTION") as abstention
    from brut
)
select
    'deliberations' as source,
    fichier,
    ligne,
    lire_texte("COLL_NOM") as collectivite_nom,
    collectivite.valeur as collectivite_siret,
    collectivite.siren as collectivite_siren,
    lire_texte("DELIB_ID") as delib_id,
    jour.valeur as date_deliberation,
    lire_texte("DELIB_MATIERE_CODE") as matiere_code,
    lire_texte("DELIB_MATIERE_NOM") as matiere_nom,
    lire_texte("DELIB_OBJET") as objet,
    budget.valeur as budget_annee,
    lire_texte("BUDGET_NOM") as budget_nom,
    effectif.valeur as vote_effectif,
    reel.valeur as vote_reel,
    pour.valeur as vote_pour,
    contre.valeur as vote_contre,
    abstention.valeur as vote_abstention,
    lire_texte("DELIB_URL") as url,
    lire_texte("PREF_ID") as prefecture_id,
    prefecture.valeur as date_prefecture,
    jour.annee as annee,
    compter_defauts([
        defaut('collectivite_siret', collectivite.raison, "COLL_SIRET"),
        defaut('date_deliberation', jour.raison, "DELIB_DATE"),
        defaut('date_prefecture', prefecture.raison, "PREF_DATE"),
        defaut('budget_annee', budget.raison, "BUDGET_ANNEE"),
        defaut('vote_effectif', effectif.raison, "VOTE_EFFECTIF"),
        defaut('vote_reel', reel.raison, "VOTE_REEL"),
        defaut('vote_pour', pour.raison, "VOTE_POUR"),
        defaut('vote_contre', contre.raison, "VOTE_CONTRE"),
        defaut('vote_abstention', abstention.raison, "VOTE_ABSTENTION")
    ]) as defauts
from lu

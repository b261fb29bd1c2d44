-- acteurs: organisations with a SIREN that registers or lists name, by name
-- grain  one row per siren; rang is its place in the table
-- listes   public lists that name it, separated by « | »        profil  as in lists.faits
-- none   natural persons (legal categories in 1, names masked), and holders of whom no register says anything: they may be persons
-- index  siren
-- reads  facts.structures_ess, facts.structures, facts.tiers, facts.subventions, facts.territoires,
--        facts.titulaires
with liste as (
    select siren, string_agg(distinct genre, '|' order by genre) as listes, min(nom) as nom, min(territoire_siren) as territoire_siren
    from facts.structures where siren is not null group by siren
),
marche as (
    select titulaire_siren as siren, count(distinct contrat_id) as nb from facts.titulaires
    where genre = 'marche' and est_actuel and titulaire_siren is not null group by titulaire_siren
),
don as (
    select beneficiaire_siren as siren, count(*) as nb from facts.subventions
    where est_accordee and beneficiaire_siren is not null group by beneficiaire_siren
),
connu as (
    select siren from facts.structures_ess
    union select siren from liste
    union select siren from facts.tiers where siren is not null and (categorie_juridique is not null or ess_degre <> 'inconnu')
),
dit as (
    select connu.siren, coalesce(ess.nom, tiers.nom, liste.nom) as nom,
        coalesce(ess.categorie_juridique, tiers.categorie_juridique) as categorie_juridique,
        coalesce(ess.famille, 'inconnue') as famille, coalesce(ess.degre, tiers.ess_degre, 'inconnu') as ess,
        coalesce(ess.motif, tiers.ess_motif, 'aucun') as motif,
        coalesce(nullif(concat_ws('|', liste.listes, case when ess.est_esus and not contains(coalesce(liste.listes, ''), 'esus')
            then 'esus' end), ''), 'aucune') as listes,
        coalesce(territoire.slug, 'aucun') as territoire,
        coalesce(marche.nb, 0) as nb_marches, coalesce(don.nb, 0) as nb_subventions
    from connu
    left join facts.structures_ess as ess on ess.siren = connu.siren
    left join facts.tiers as tiers on tiers.tiers_id = connu.siren
    left join liste on liste.siren = connu.siren
    left join marche on marche.siren = connu.siren
    left join don on don.siren = connu.siren
    left join facts.territoires as territoire on territoire.siren = coalesce(ess.territoire_siren, liste.territoire_siren)
)
select cast(row_number() over (order by nom is null, strip_accents(lower(nom)), siren) as integer) as rang,
    cast(dense_rank() over (order by territoire, famille, motif, ess, listes) as integer) as profil,
    siren, nom, categorie_juridique, famille, motif, ess, listes, territoire, nb_marches, nb_subventions,
    nb_marches + nb_subventions as nb_faits
from dit
where coalesce(left(categorie_juridique, 1), '') <> '1'
    and not coalesce(regexp_matches(lower(nom), '^\[?(personne physique|nom masqu)'), false)
order by rang

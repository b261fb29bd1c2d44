-- titre: Dernière année connue d’un indicateur : valeur, autre borne, année, couverture, faits
-- unite: selon l’indicateur
-- cle: indicateur, numéro SIREN de la métropole, auteur des actes, puis valeur, haute, annee, couverture ou faits
-- absent: inconnu
with derniere as (
    select code, territoire_siren, territoire, lien, annee, valeur, valeur_haute, couverture_pct, nb_lignes, adresse
    from valeurs
    qualify row_number() over (partition by code, territoire_siren, lien order by annee desc nulls last) = 1
),
lignes as (
    select concat_ws('.', code, territoire_siren, lien, mot.nom) as cle, code, territoire, lien, annee, valeur,
        valeur_haute, couverture_pct, nb_lignes, adresse,
        case mot.nom when 'valeur' then valeur when 'haute' then coalesce(valeur_haute, valeur) when 'annee' then annee
            when 'couverture' then couverture_pct else nb_lignes end as dit
    from derniere
    cross join (values ('valeur'), ('haute'), ('annee'), ('couverture'), ('faits')) as mot (nom)
)
select cle, dit as valeur, couverture_pct, annee from lignes order by cle

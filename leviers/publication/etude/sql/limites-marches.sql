-- titre: Marchés des métropoles, selon ce qu’ils disent
-- unite: marchés
-- cle: tous, sans-titulaire-classe ou considerations-dites
-- absent: 0
with traits as (
    select
        marche_id, acheteur_nom, objet, annee, source, fichier, ligne,
        [
            'tous',
            case when ess_degre is null or ess_degre = 'inconnu' then 'sans-titulaire-classe' end,
            case when a_consideration_sociale is not null then 'considerations-dites' end
        ] as trouves
    from marches
    where lien = 'metropole'
),
lignes as (
    select trait.cle, marche_id, acheteur_nom, objet, annee, source, fichier, ligne
    from traits, unnest(trouves) as trait (cle)
    where trait.cle is not null
)
select cle, count(*) as valeur from lignes group by cle order by cle

-- titre: Leviers que la machine croit voir dans un acte
-- unite: détections
-- cle: auteur de l’acte (metropole ou commune), point, état de la détection
-- absent: 0
with lignes as (
    select
        lien || '.' || etat as cle,
        fait_genre, fait_id, levier, territoire_siren, annee, objet, mots
    from detections
    where lien in ('metropole', 'commune')
)
select cle, count(*) as valeur from lignes group by cle order by cle

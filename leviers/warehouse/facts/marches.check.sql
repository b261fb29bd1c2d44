-- one row per contract; every row staged is a contract or a double; a year only where the date is believed
select marche_id as cle, 'marché en double' as faute from facts.marches group by marche_id having count(*) > 1
union all
select 'total', 'lignes perdues ou gagnées'
where (select count(*) from staged.marches)
   <> (select count(*) from facts.marches) + (select count(*) from facts.doublons)
union all
select marche_id, 'année sans date sûre' from facts.marches where annee is not null and date_douteuse is not null

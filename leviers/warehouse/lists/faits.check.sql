-- a fait lost, said twice, or out of its place
select genre, fait_id from lists.faits group by genre, fait_id having count(*) > 1
union all
select genre, fait_id from lists.faits where rang <> rowid + 1
union all
select 'total', cast(count(*) as varchar) from lists.faits
having count(*) <> (select count(*) from facts.marches) + (select count(*) from facts.subventions)
    + (select count(*) from facts.deliberations)

-- one row per grant; nothing is there that was not staged
select subvention_id as cle, 'subvention en double' as faute from facts.subventions group by subvention_id having count(*) > 1
union all
select 'total', 'plus de subventions que de lignes lues'
where (select count(*) from facts.subventions) > (select count(*) from staged.subventions)

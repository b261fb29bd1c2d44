-- an acteur said twice, or a natural person
select siren from lists.acteurs group by siren having count(*) > 1
union all
select siren from lists.acteurs where starts_with(categorie_juridique, '1')

-- one row per siren; a link has a territoire, and only a link has one
select siren as cle, 'acheteur en double' as faute from facts.acheteurs group by siren having count(*) > 1
union all
select siren, 'lien sans territoire' from facts.acheteurs where (lien = 'hors') <> (territoire_siren is null)

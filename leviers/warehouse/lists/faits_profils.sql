-- faits_profils: how many faits of each profile, and what their sure amounts add up to
-- grain  one row per profil        unit  montant_sur_eur in euros
-- premier, dernier  between which places its rows are
-- why    counts of filters are read here, in thousands of rows instead of millions
-- reads  lists.faits
select profil, genre, territoire, acte, annee, leviers, ess, social, tranche, count(*) as nb,
    sum(montant_sur_eur) as montant_sur_eur, min(rang) as premier, max(rang) as dernier
from lists.faits
group by profil, genre, territoire, acte, annee, leviers, ess, social, tranche
order by profil

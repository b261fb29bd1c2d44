-- tirages: macros of the generator: a number drawn from a rank, SIREN and SIRET with right keys
-- note     hash() of DuckDB: the same files for the same seed and the same version of DuckDB
create or replace macro tirer(rang, de, nb) as cast(hash(rang, de, getvariable('graine')) % nb as integer);
create or replace macro choisir(liste, rang, de) as liste[1 + tirer(rang, de, len(liste))];

-- key of Luhn (ISO/IEC 7812-1 annex B): digits at an even place from the right count double
create or replace macro rang_de(n, p) as (n // p) % 10;
create or replace macro double_de(n, p) as 2 * rang_de(n, p) - 9 * cast(rang_de(n, p) > 4 as integer);
create or replace macro cle(somme) as (10 - somme % 10) % 10;
create or replace macro siren_avec_cle(n) as n * 10 + cle(double_de(n, 1) + rang_de(n, 10) + double_de(n, 100)
    + rang_de(n, 1000) + double_de(n, 10000) + rang_de(n, 100000) + double_de(n, 1000000) + rang_de(n, 10000000));

-- nine digits for a unit of rank 0 to 29,999,999: in the order of the ranks, as in the register
create or replace macro siren_de(rang) as siren_avec_cle(cast(10000000 + rang * 3 as integer));
create or replace macro cle_siret(s, nic) as cle(double_de(nic, 1) + rang_de(nic, 10) + double_de(nic, 100)
    + rang_de(nic, 1000) + double_de(s, 1) + rang_de(s, 10) + double_de(s, 100) + rang_de(s, 1000)
    + double_de(s, 10000) + rang_de(s, 100000) + double_de(s, 1000000) + rang_de(s, 10000000)
    + double_de(s, 100000000));
create or replace macro siret_de(s, nic) as
    cast((cast(s as bigint) * 10000 + nic) * 10 + cle_siret(s, nic) as varchar);

create or replace macro jour_de(rang, de) as
    date '2019-01-01' + tirer(rang, de, 2830);

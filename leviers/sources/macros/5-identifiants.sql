-- identifiants: cleaning of one cell, in SQL: SIREN and SIRET
-- contract  each lire_… answers a structure: the value or null, and `raison`, why it could not be read
-- rules     those of cells.py, word for word; tests/sources/test_cells.py holds both together

-- key of Luhn (ISO/IEC 7812-1 annex B): digits at an even place from the right count double; modulo 10,
-- the double of d is 2 d, plus 1 when d > 4. The digits, read as hexadecimal, stand two in a byte of one
-- integer: a mask keeps the odd places, or the even ones once shifted, seven at a time; the remainder by 255
-- adds up the bytes (at most 7 × 28). A CASE computes again what is written twice in it: hence the lambda
create or replace macro _octets(chiffres) as try_cast('0x' || chiffres as bigint);
create or replace macro _impairs(x) as x & 4238682002231055; -- 0F0F0F0F0F0F0F
create or replace macro _pairs(x) as (x >> 4) & 4238682002231055;
create or replace macro _plus_de_quatre(x) as ((_pairs(x) + 847736400446211) >> 3) & 282578800148737; -- 0303…, 0101…
create or replace macro _cle(x) as (_impairs(x) + 2 * _pairs(x) + _plus_de_quatre(x)) % 255 % 10;
create or replace macro _somme(x) as (_impairs(x) + _pairs(x)) % 255;
create or replace macro siren_juste(siren) as list_transform([_octets(siren)], lambda x: _cle(x) = 0)[1];
create or replace macro siret_juste(siret) as siren_juste(siret)
    or (starts_with(siret, '356000000') and list_transform([_octets(siret)], lambda x: _somme(x) % 5 = 0)[1]);

-- the same on a register that writes digits alone: false where it does not
create or replace macro siren_net(siren) as
    case when regexp_full_match(siren, '[0-9]{9}') then siren_juste(siren) else false end;
create or replace macro siret_net(siret) as
    case when regexp_full_match(siret, '[0-9]{14}') then siret_juste(siret) else false end;

-- why an identifier without spaces holds no digits to check
create or replace macro _raison_identifiant(net) as case
    when net = '' then ''
    when _rien_dit_serre(net) then 'non-communique'
    when _scientifique(net) then 'notation-scientifique'
    when regexp_full_match(net, '[wW][0-9]{9}([.]0)?') then 'numero-rna'
    when not regexp_full_match(net, '[0-9]+([.]0)?') then 'autre-identifiant'
    when length(regexp_extract(net, '^[0-9]+')) not in (9, 14) then 'longueur'
    when starts_with(net, '000000000') then 'identifiant-bouchon'
end;

create or replace macro _siret(net, raison) as case
    when raison is not null then {'valeur': null::varchar, 'siren': null::varchar, 'raison': nullif(raison, '')}
    when length(net) = 9 and siren_juste(net)
        then {'valeur': null::varchar, 'siren': net, 'raison': 'siren-au-lieu-de-siret'}
    when length(net) = 9 then {'valeur': null::varchar, 'siren': null::varchar, 'raison': 'siren-cle-fausse'}
    when siret_juste(net) then {'valeur': net, 'siren': left(net, 9), 'raison': null::varchar}
    when siren_juste(left(net, 9))
        then {'valeur': null::varchar, 'siren': left(net, 9), 'raison': 'siret-cle-fausse'}
    else {'valeur': null::varchar, 'siren': null::varchar, 'raison': 'siret-cle-fausse'}
end;

create or replace macro _lire_siret(texte) as
    list_transform([replace(_serrer(texte), ' ', '')], lambda net:
        list_transform([_raison_identifiant(net)], lambda raison: _siret(regexp_replace(net, '[.]0$', ''), raison))[1])[1];

-- SIRET: valeur, siren (also where the SIREN alone is right); a right one, the usual case, goes straight
create or replace macro lire_siret(texte) as case
    when texte is null or texte = '' then {'valeur': null::varchar, 'siren': null::varchar, 'raison': null::varchar}
    when regexp_full_match(texte, '[0-9]{14}') and not starts_with(texte, '000000000') and siren_juste(texte)
        then {'valeur': texte, 'siren': left(texte, 9), 'raison': null::varchar}
    when regexp_full_match(texte, '[0-9]{9}') and not starts_with(texte, '000000000') and siren_juste(texte)
        then {'valeur': null::varchar, 'siren': texte, 'raison': 'siren-au-lieu-de-siret'}
    when regexp_full_match(texte, '[0-9]{14}|[0-9]{9}') and not starts_with(texte, '000000000')
        then _siret(texte, null::varchar)
    else _lire_siret(texte) end;

-- SIREN: valeur, alone or at the head of a right SIRET
create or replace macro _siren(siret) as {
    'valeur': siret.siren,
    'raison': case when siret.raison <> 'siren-au-lieu-de-siret' then siret.raison end};

create or replace macro lire_siren(texte) as list_transform([lire_siret(texte)], lambda siret: _siren(siret))[1];

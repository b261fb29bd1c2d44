-- texte: cleaning of one cell, in SQL: text of a cell, and defects
-- contract  each lire_… answers a structure: the value or null, and `raison`, why it could not be read
-- rules     those of cells.py, word for word; tests/sources/test_cells.py holds both together
-- reads     text as found in the file; E'\x1e' stands for a line break inside a cell
-- note      list_transform([x], lambda …)[1] names an intermediate value, computed once a row

create or replace macro _serrer(texte) as
    trim(regexp_replace(coalesce(texte, ''), '[ \t\r\n\x0B\x0C\x1E\x{A0}\x{2007}\x{2009}\x{200B}\x{202F}\x{FEFF}]+', ' ', 'g'), ' ');

-- one pattern rather than a list of words: inside a lambda, each word of a list is compared in its turn
create or replace macro _rien_dit(net) as regexp_full_match(lower(net),
    'nc|n\.c\.|n\.c|n/c|nr|n\.r\.|n/r|na|n/a|nd|n\.d\.|n/d|null|none|nan|-|--|\?|inconnue?|non communiqu[ée]|'
    'non renseign[ée]|non pr[ée]cis[ée]|sans objet|n[ée]ant|#n/a|#ref!|#valeur!|#nom\?|x|xx|xxx|aucune?|cdl|undefined');

create or replace macro _rien_dit_serre(net) as _rien_dit(net) or regexp_full_match(lower(net),
    'noncommuniqu[ée]|nonrenseign[ée]|nonpr[ée]cis[ée]|sansobjet');

create or replace macro _scientifique(net) as regexp_full_match(net, '[+-]?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+');

create or replace macro _espaces() as
    E' \t\r\n\x0B\x0C\x1E' || chr(160) || chr(8199) || chr(8201) || chr(8203) || chr(8239) || chr(65279);

create or replace macro _bord_net(signe) as signe between '!' and '~' or signe between 'À' and 'ÿ';

create or replace macro _lire_texte(texte) as
    nullif(replace(trim(texte, _espaces()), E'\x1E', E'\n'), '');

-- most texts start and end with a plain sign: nothing to take off, six times as fast
create or replace macro lire_texte(texte) as case
    when texte is null or texte = '' then null
    when _bord_net(left(texte, 1)) and _bord_net(right(texte, 1)) and not contains(texte, E'\x1E') then texte
    else _lire_texte(texte) end;

-- a defect of one cell, or null; `defauts` of a staged row is compter_defauts([defaut(…), …])
create or replace macro defaut(colonne, raison, brut) as
    case when raison is not null then {'colonne': colonne, 'raison': raison, 'valeur': left(brut, 200)} end;

create or replace macro compter_defauts(liste) as list_filter(liste, lambda d: d is not null);

-- Text folded for comparing and searching; the same rules as foldText and foldName of domain/names.ts,
-- kept equal by test/fold-sql.test.ts. Immutable without unaccent: decomposition and fixed lists only, so indexes may use them.
-- Needs a UTF-8 database. A changed rule needs the indexes and generated columns built on these functions made anew.

-- Small letters without diacritics, single spaces, none at the ends.
create function public.fold_text(text_in text) returns text
  language plpgsql immutable parallel safe strict
as $$
declare
  plain constant text collate "C" := '^[!-~]+( [!-~]+)*$';
  stripped text;
begin
  -- Most text in a register is plain already, and most of the rest has Czech accents only: the look at it costs a tenth of
  -- the whole rule.
  if text_in ~ plain collate "C" then
    return lower(text_in collate pg_c_utf8);
  end if;
  stripped := replace(replace(replace(replace(normalize(text_in, NFKD), U&'\0301', ''), U&'\030C', ''), U&'\030A', ''), U&'\0308', '');
  if stripped ~ plain collate "C" then
    return lower(stripped collate pg_c_utf8);
  end if;
  return btrim(
    regexp_replace(
      replace(replace(replace(replace(translate(
        lower(regexp_replace(stripped, '[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+', '', 'g') collate pg_c_utf8),
        'łøđðħŧıŋĸς', 'loddhtinkσ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
      '[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g'),
    ' ');
end
$$;

-- Folded, punctuation made spaces, legal forms at the end left out one after another, the longest first;
-- the first word always stays: 'ALZA.CZ, a. s.' is 'alza cz'. A loop over words: one regular expression
-- of all the forms took several times longer per row.
create function public.fold_name(text_in text) returns text
  language plpgsql immutable parallel safe strict
as $$
declare
  folded text := btrim(regexp_replace(regexp_replace(public.fold_text(text_in),
    '[\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e\u00a1-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2190-\u2bff\u3001-\u303f]+', ' ', 'g'),
    '  +', ' ', 'g'), ' ');
  words text[] := string_to_array(folded, ' ');
  total int := cardinality(words);
  kept int := total;
  start int;
  tail text;
begin
  loop
    tail := null;
    start := 0;
    for at in reverse kept .. greatest(2, kept - 4) loop
      tail := case when tail is null then words[at] else words[at] || ' ' || tail end;
      if tail in (
    'spolecnost s rucenim omezenym', 'spolocnost s rucenim obmedzenym', 'spol s r o', 'spol sro', 'spol s ro',
    's r o', 'sro', 'evropska akciova spolecnost', 'akciova spolecnost', 'akciova spolocnost', 'akc spol',
    'a s', 'as', 'verejna obchodni spolecnost', 'v o s', 'vos', 'komanditni spolecnost',
    'komanditna spolocnost', 'kom spol', 'k s', 'ks', 'obecne prospesna spolecnost', 'o p s', 'ops',
    'zapsany spolek', 'z s', 'zs', 'zapsany ustav', 'z u', 'pobocny spolek', 'p s', 'statni podnik',
    'statny podnik', 'narodni podnik', 's p', 'n p', 'druzstvo', 'prispevkova organizace', 'p o',
    'organizacni slozka', 'odstepny zavod', 'odstepny zavod zahranicni pravnicke osoby', 'v likvidaci',
    'v konkursu', 'v konkurzu', 'v insolvenci', 'societas europaea', 's e', 'se', 'sce', 'gmbh', 'mbh',
    'ges m b h', 'gesmbh', 'ag', 'kg', 'ohg', 'ug', 'e k', 'ek', 'e v', 'ev', 'kgaa', 'sp z o o', 'sp zoo',
    'spolka z o o', 'spolka z ograniczona odpowiedzialnoscia', 's a', 'sa', 'spolka akcyjna', 'sp k', 'sp j',
    'kft', 'zrt', 'nyrt', 'bt', 'korlatolt felelossegu tarsasag', 'd o o', 'doo', 'd d', 'dd', 'srl', 's r l',
    'spa', 's p a', 'sarl', 's a r l', 'sas', 's a s', 'snc', 'bv', 'b v', 'nv', 'n v', 'ab', 'a b', 'oy',
    'oyj', 'aps', 'a p s', 'lda', 'ltda', 's l', 'sl', 'ltd', 'limited', 'llc', 'l l c', 'llp', 'plc', 'p l c',
    'inc', 'incorporated', 'corp', 'corporation', 'co', 'company', 'pte', 'pty', 'ooo', 'oao', 'zao', 'tov',
    'too'
      ) then
        start := at;
      end if;
    end loop;
    exit when start = 0;
    kept := start - 1;
  end loop;
  return case when kept = total then folded else array_to_string(words[1:kept], ' ') end;
end
$$;

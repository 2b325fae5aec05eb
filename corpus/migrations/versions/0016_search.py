"""Search for a million articles: words, neighbours and filters in one index, and functions for people at psql.

It reads every article once: some 2 ms each.
"""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"

_CHANGES = r"""
DROP TABLE public.article_search;
DROP FUNCTION public.search_plain(text, text, text, text);
DROP FUNCTION public.search_exact(text, text, text, text);
DROP FUNCTION public.query_plain(text);
DROP FUNCTION public.query_exact(text);
DROP FUNCTION public.search_words(text);

CREATE INDEX page_gone_idx ON public.page (site)
    WHERE role = 'item' AND gone_at IS NOT NULL AND leads_to IS NULL;

CREATE OR REPLACE FUNCTION public.tones_behind_qu(lowered text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN
    CASE WHEN lowered ~ 'q[ùúủũụ][aăâeêioơy]' THEN
        normalize(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(lowered,
            'qù([aăâeêioơy])', U&'qu\\1\0300', 'g'), 'qú([aăâeêioơy])', U&'qu\\1\0301', 'g'),
            'qủ([aăâeêioơy])', U&'qu\\1\0309', 'g'), 'qũ([aăâeêioơy])', U&'qu\\1\0303', 'g'),
            'qụ([aăâeêioơy])', U&'qu\\1\0323', 'g'), NFC)
    ELSE lowered END;
COMMENT ON FUNCTION public.tones_behind_qu(text) IS
    'Behind q, u bears no tone, but many type it so: qúy→quý, qủa→quả.';

CREATE OR REPLACE FUNCTION public.fold_exact(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(
        regexp_replace(
            regexp_replace(
                replace(public.tones_behind_qu(lower(CASE WHEN value IS NFC NORMALIZED THEN value ELSE normalize(value, NFC) END
                    COLLATE pg_c_utf8)), 'ð', 'đ'),
                'o([àáảãạèéẻẽẹ])(?![[:alpha:]\u0300-\u036f])', U&'\FDD0' || '\1', 'g'),
            '(?<!q)u([ỳýỷỹỵ])(?![[:alpha:]\u0300-\u036f])', U&'\FDD1' || '\1', 'g'),
    U&'\FDD0à', 'òa'), U&'\FDD0á', 'óa'), U&'\FDD0ả', 'ỏa'), U&'\FDD0ã', 'õa'), U&'\FDD0ạ', 'ọa'),
    U&'\FDD0è', 'òe'), U&'\FDD0é', 'óe'), U&'\FDD0ẻ', 'ỏe'), U&'\FDD0ẽ', 'õe'), U&'\FDD0ẹ', 'ọe'),
    U&'\FDD1ỳ', 'ùy'), U&'\FDD1ý', 'úy'), U&'\FDD1ỷ', 'ủy'), U&'\FDD1ỹ', 'ũy'), U&'\FDD1ỵ', 'ụy');
COMMENT ON FUNCTION public.fold_exact(text) IS
    'NFC, lower case, ð as đ, one tone placement (oà→òa, oè→òe, uỳ→ùy where no letter follows, and never after q; qúy→quý). '
    'Length of the NFC text.';

CREATE OR REPLACE FUNCTION public.fold_plain(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN
    translate(replace(replace(replace(replace(
        regexp_replace(normalize(lower(value COLLATE pg_c_utf8), NFD) COLLATE "C", '[\u0300-\u036f]+', '', 'g'),
        'đ', 'd'), 'ð', 'd'), 'ł', 'l'), 'ø', 'o'), '/-', '  ');
COMMENT ON FUNCTION public.fold_plain(text) IS
    'Lower case, letters without their marks (đ and ð as d), "/" and "-" as spaces.';

CREATE FUNCTION public.search_words(title text, lead text, body text, others text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN
    btrim(replace(regexp_replace(
        public.fold_exact(concat(left(title, 1000), U&' \FDD2 ', left(lead, 10000), U&' \FDD2 ', left(body, 200000), U&' \FDD2 ',
            left(others, 20000))) COLLATE pg_c_utf8,
        '[^[:alnum:]\u0300-\u036f\ufdd2]+', ' ', 'g'), U&'\FDD2', '|'));
COMMENT ON FUNCTION public.search_words(text, text, text, text) IS
    'Words of title (first 1,000 letters) | lead (10,000) | text (200,000) | the rest (20,000): folded exactly, a space between two, '
    'and nothing that is neither letter nor digit.';

CREATE FUNCTION public.search_lexemes(words text, filters text[]) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $function$
DECLARE
    exact text[] := string_to_array(words, ' ');
    plain text[] := string_to_array(public.fold_plain(words), ' ');
    titled integer := array_position(exact, '|') - 1;
    found text[] := filters || array_remove(plain, '|')
        || ARRAY(SELECT '=' || w FROM unnest(exact) AS w WHERE octet_length(w) > length(w))
        || ARRAY(SELECT '^' || w FROM unnest(plain[:titled]) AS w)
        || ARRAY(SELECT '^=' || w FROM unnest(exact[:titled]) AS w WHERE octet_length(w) > length(w))
        || ARRAY(SELECT '+' || v || ' ' || w FROM unnest(plain, plain[2:]) AS pair (v, w) WHERE v <> '|' AND w <> '|');
BEGIN
    IF octet_length(words) > 180000 OR (SELECT max(octet_length(w)) FROM unnest(exact) AS w) > 1000 THEN
        found := ARRAY(
            SELECT lexeme
            FROM (SELECT lexeme, sum(octet_length(lexeme)) OVER (ORDER BY min(number)) AS bytes
                  FROM unnest(found) WITH ORDINALITY AS every (lexeme, number) GROUP BY lexeme) AS measured
            WHERE bytes <= 1000000 AND octet_length(lexeme) <= 2046);
    END IF;
    RETURN array_to_tsvector(found);
END
$function$;
COMMENT ON FUNCTION public.search_lexemes(text, text[]) IS
    'What the index of article_search holds of an article: its filters (@site=…), words without diacritics (hoi), with them where they '
    'have any (=hội), those of the title (^hoi, ^=hội), and neighbours without diacritics (+hoi nghi), which answer phrases however '
    'long the text is. Of very long texts and words as much as a tsvector takes, pairs being left out first.';

CREATE TABLE public.article_search (
    page_id bigint CONSTRAINT article_search_pkey PRIMARY KEY
        CONSTRAINT article_search_page_id_fkey REFERENCES public.article ON DELETE CASCADE,
    dated_at timestamptz NOT NULL,
    site text NOT NULL,
    province_code text,
    filters text[] NOT NULL,
    head tsvector NOT NULL,
    words text NOT NULL
) WITH (toast_tuple_target = 256);
ALTER TABLE public.article_search ALTER COLUMN filters SET STORAGE MAIN, ALTER COLUMN head SET STORAGE MAIN;
COMMENT ON TABLE public.article_search IS
    'What search needs of each article, written with it; its row is short, with the words stored apart, so that counting hits reads little.';
COMMENT ON COLUMN public.article_search.page_id IS 'Article.';
COMMENT ON COLUMN public.article_search.dated_at IS 'As in article.';
COMMENT ON COLUMN public.article_search.site IS 'As in article.';
COMMENT ON COLUMN public.article_search.province_code IS 'As in article.';
COMMENT ON COLUMN public.article_search.filters IS
    'What searches are narrowed by: @site=, @level=, @province= (code), @language=, @section= (folded exactly), @year=, @month=, @cites= (number_key).';
COMMENT ON COLUMN public.article_search.head IS 'Words of title (A) and lead (B) without diacritics, with positions: hits are ranked by them.';
COMMENT ON COLUMN public.article_search.words IS 'search_words() of the article: what phrases are read in.';

CREATE VIEW public.search_entry AS
SELECT a.page_id, a.dated_at, a.site, a.province_code,
       array_remove(ARRAY['@site=' || a.site, '@level=' || a.level, '@province=' || a.province_code, '@language=' || a.language,
             '@year=' || to_char(a.dated_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY'),
             '@month=' || to_char(a.dated_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM')], NULL)
           || ARRAY(SELECT '@section=' || public.fold_exact(name) FROM unnest(a.section) AS name)
           || ARRAY(SELECT '@cites=' || r.number_key FROM public.document_reference r WHERE r.page_id = a.page_id) AS filters,
       setweight(to_tsvector('pg_catalog.simple', public.fold_plain(split_part(w.words, '|', 1))), 'A')
           || setweight(to_tsvector('pg_catalog.simple', public.fold_plain(split_part(w.words, '|', 2))), 'B') AS head,
       w.words
FROM public.article a
CROSS JOIN LATERAL (
    SELECT public.search_words(a.title, a.lead, a.text, public.search_others(a.author, a.source_name, a.images, a.attachments)) AS words
    OFFSET 0) AS w;
COMMENT ON VIEW public.search_entry IS 'What article_search holds of each article, computed from the article itself.';
COMMENT ON COLUMN public.search_entry.page_id IS 'As in article_search.';
COMMENT ON COLUMN public.search_entry.dated_at IS 'As in article_search.';
COMMENT ON COLUMN public.search_entry.site IS 'As in article_search.';
COMMENT ON COLUMN public.search_entry.province_code IS 'As in article_search.';
COMMENT ON COLUMN public.search_entry.filters IS 'As in article_search.';
COMMENT ON COLUMN public.search_entry.head IS 'As in article_search.';
COMMENT ON COLUMN public.search_entry.words IS 'As in article_search.';

UPDATE public.document_reference r SET number_key = replace(number_key, 'ð', 'd')
WHERE number_key LIKE '%ð%' AND NOT EXISTS (
    SELECT FROM public.document_reference o WHERE o.page_id = r.page_id AND o.number_key = replace(r.number_key, 'ð', 'd'));
INSERT INTO public.article_search SELECT * FROM public.search_entry;
CREATE INDEX article_search_lexemes_idx ON public.article_search
    USING gin (public.search_lexemes(words, filters)) WITH (gin_pending_list_limit = 8192);
ALTER INDEX public.article_search_lexemes_idx ALTER COLUMN 1 SET STATISTICS 0;

CREATE FUNCTION public.search_follow() RETURNS trigger
    LANGUAGE plpgsql
AS $function$
BEGIN
    UPDATE public.article_search s SET dated_at = e.dated_at, filters = e.filters
        FROM public.search_entry e WHERE e.page_id = NEW.page_id AND s.page_id = NEW.page_id;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION public.search_follow() IS 'Trigger: search goes by the new date of an article, whoever changed it.';
CREATE TRIGGER article_search_follows AFTER UPDATE OF published_at, first_captured_at ON public.article
    FOR EACH ROW WHEN (OLD.dated_at IS DISTINCT FROM NEW.dated_at) EXECUTE FUNCTION public.search_follow();

CREATE TABLE public.article_count (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT article_count_pkey PRIMARY KEY,
    site text NOT NULL,
    province_code text,
    month date NOT NULL,
    articles integer NOT NULL
);
CREATE INDEX article_count_month_idx ON public.article_count (month);
COMMENT ON TABLE public.article_count IS
    'Articles of each site and month, kept as they come: each change adds a row of +1 or -1, so that no two writers wait for each other, '
    'and count_articles() adds the rows up. Sum them.';
COMMENT ON COLUMN public.article_count.id IS 'Number of the row; it means nothing.';
COMMENT ON COLUMN public.article_count.site IS 'As in article.';
COMMENT ON COLUMN public.article_count.province_code IS 'As in article.';
COMMENT ON COLUMN public.article_count.month IS 'First day of the month of dated_at, in Asia/Ho_Chi_Minh.';
COMMENT ON COLUMN public.article_count.articles IS 'How many more articles (less, where negative).';

CREATE FUNCTION public.search_month(at timestamptz) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN date_trunc('month', at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
COMMENT ON FUNCTION public.search_month(timestamptz) IS 'First day of a moment''s month in Asia/Ho_Chi_Minh.';

CREATE FUNCTION public.count_change() RETURNS trigger
    LANGUAGE plpgsql
AS $function$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO public.article_count (site, province_code, month, articles) VALUES (OLD.site, OLD.province_code, public.search_month(OLD.dated_at), -1);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO public.article_count (site, province_code, month, articles) VALUES (NEW.site, NEW.province_code, public.search_month(NEW.dated_at), 1);
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION public.count_change() IS 'Trigger: an article came, went, or moved to another month or portal.';
CREATE TRIGGER article_count_comes_or_goes AFTER INSERT OR DELETE ON public.article_search
    FOR EACH ROW EXECUTE FUNCTION public.count_change();
CREATE TRIGGER article_count_moves AFTER UPDATE OF site, province_code, dated_at ON public.article_search
    FOR EACH ROW WHEN ((OLD.site, OLD.province_code, public.search_month(OLD.dated_at))
        IS DISTINCT FROM (NEW.site, NEW.province_code, public.search_month(NEW.dated_at)))
    EXECUTE FUNCTION public.count_change();

CREATE FUNCTION public.count_articles() RETURNS integer
    LANGUAGE plpgsql
AS $function$
DECLARE
    folded integer;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('article_count')) OR (SELECT count(*) FROM public.article_count) <
        500 + 2 * (SELECT count(*) FROM (SELECT FROM public.article_count GROUP BY site, province_code, month) AS kept) THEN
        RETURN 0;
    END IF;
    WITH gone AS (DELETE FROM public.article_count RETURNING *)
    INSERT INTO public.article_count (site, province_code, month, articles)
        SELECT site, province_code, month, sum(articles) FROM gone GROUP BY site, province_code, month HAVING sum(articles) <> 0;
    GET DIAGNOSTICS folded = ROW_COUNT;
    RETURN folded;
END
$function$;
COMMENT ON FUNCTION public.count_articles() IS
    'Adds up the rows of article_count where they are more than twice as many as needed; returns how many it made. Cleaning calls it.';

CREATE TYPE public.search_query AS (
    needed tsquery,
    close tsquery,
    ranked tsquery,
    read_for text[],
    read_against text[],
    terms jsonb
);
COMMENT ON TYPE public.search_query IS 'A query that was parsed: see search_parse().';
COMMENT ON COLUMN public.search_query.needed IS 'What the lexemes of an article must be; null: nothing is asked for.';
COMMENT ON COLUMN public.search_query.close IS 'The same, and each word typed beside others stands beside one of them; null where that asks for no more.';
COMMENT ON COLUMN public.search_query.ranked IS 'Words that title and lead are ranked by.';
COMMENT ON COLUMN public.search_query.read_for IS 'Patterns that the words of an article must fit, where lexemes can''t tell: longer phrases, and exact ones.';
COMMENT ON COLUMN public.search_query.read_against IS 'Patterns that they must not fit.';
COMMENT ON COLUMN public.search_query.terms IS 'List of {words, prefix, title} that are looked for, to mark them in a text.';

CREATE FUNCTION public.search_lexeme(word text, titled boolean, beginning boolean) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN
    '''' || CASE WHEN titled THEN '^' ELSE '' END
    || CASE WHEN octet_length(word) > length(word) THEN '=' || public.fold_exact(word) ELSE public.fold_plain(word) END
    || CASE WHEN beginning THEN ''':*' ELSE '''' END;
COMMENT ON FUNCTION public.search_lexeme(text, boolean, boolean) IS
    'A typed word as a part of a tsquery: exact if it has a letter beyond ASCII, of the title, the beginning of words.';

CREATE FUNCTION public.search_pattern(words text[], titled boolean, beginning boolean) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN
    CASE WHEN titled THEN '^([^|]* )?' ELSE '(^| )' END
    || (SELECT string_agg(CASE WHEN octet_length(w) > length(w) THEN public.fold_exact(w) ELSE
            replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
            lower(w COLLATE pg_c_utf8),
            'a', '[aàáảãạăằắẳẵặâầấẩẫậäåāą]'), 'c', '[cçćč]'), 'd', '[dđď]'), 'e', '[eèéẻẽẹêềếểễệëēęě]'), 'g', '[gğ]'),
            'i', '[iìíỉĩịïī]'), 'l', '[lł]'), 'n', '[nñńň]'), 'o', '[oòóỏõọôồốổỗộơờớởỡợöøōő]'), 'r', '[rř]'), 's', '[sśšş]'),
            't', '[tţť]'), 'u', '[uùúủũụưừứửữựüūůű]'), 'y', '[yỳýỷỹỵÿ]'), 'z', '[zźžż]') END, ' ' ORDER BY n)
        FROM unnest(words) WITH ORDINALITY AS typed (w, n))
    || CASE WHEN beginning THEN '' ELSE '( |$)' END;
COMMENT ON FUNCTION public.search_pattern(text[], boolean, boolean) IS
    'A regular expression that finds these words side by side in article_search.words; words typed without diacritics match every spelling.';

CREATE FUNCTION public.search_pair(word text, following text, beginning boolean DEFAULT false) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN '''+' || public.fold_plain(word || ' ' || following) || CASE WHEN beginning THEN ''':*' ELSE '''' END;
COMMENT ON FUNCTION public.search_pair(text, text, boolean) IS
    'Two neighbours, without diacritics, as a part of a tsquery; the second may be the beginning of words.';

CREATE FUNCTION public.search_phrase(words text[], titled boolean, beginning boolean) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT string_agg(
        concat_ws(' & ',
            CASE WHEN titled OR octet_length(w) > length(w) OR cardinality(words) = 1
                THEN public.search_lexeme(w, titled, beginning AND n = cardinality(words)) END,
            public.search_pair(w, words[n + 1], beginning AND n + 1 = cardinality(words))),
        ' & ' ORDER BY n)
    FROM unnest(words) WITH ORDINALITY AS typed (w, n)
    WHERE n < cardinality(words) OR titled OR octet_length(w) > length(w) OR n = 1);
COMMENT ON FUNCTION public.search_phrase(text[], boolean, boolean) IS
    'Words that were typed to stand side by side, as a part of a tsquery: each two neighbours, and what of the words is exact or of the title.';

CREATE FUNCTION public.search_parse(query text) RETURNS public.search_query
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH
    typed AS (
        SELECT CASE WHEN (length(q) - length(replace(q, '"', ''))) % 2 = 1 THEN replace(q, '"', ' ') ELSE q END AS q
        FROM (SELECT translate(normalize(query, NFC), '“”„«»″', repeat('"', 6)) AS q) AS straight),
    parts AS (
        SELECT n, m[1] = '-' AS against, m[2] <> '' AS titled, coalesce(m[4] ~ '[[:alnum:]]{3}\*$', false) AS beginning,
            coalesce(m[4] = 'OR' AND m[1] = '' AND m[2] = '', false) AS is_or,
            ARRAY(SELECT w[1] FROM regexp_matches(coalesce(m[3], m[4]) COLLATE pg_c_utf8,
                '[[:alnum:]][[:alnum:]\u0300-\u036f]*', 'g') AS w) AS words
        FROM typed, regexp_matches(q, '(-?)((?:title:)?)(?:"([^"]*)"|([^\s"]+))', 'gi') WITH ORDINALITY AS found (m, n)),
    said AS (
        SELECT *, lag(is_or) OVER (ORDER BY n) AS after_or
        FROM parts WHERE words <> '{}'),
    terms AS (
        SELECT *, count(*) FILTER (WHERE after_or IS NOT TRUE OR against) OVER (ORDER BY n) AS of_group,
            public.search_phrase(words, titled, beginning) AS lexemes,
            cardinality(words) > 1
                AND (cardinality(words) > 2 OR titled OR octet_length(words[1] || words[2]) > length(words[1] || words[2])) AS reads,
            public.search_pattern(words, titled, beginning) AS pattern
        FROM said WHERE NOT is_or),
    groups AS (
        SELECT of_group, bool_or(against) AS against, bool_or(reads) AS reads, string_agg(pattern, '|' ORDER BY n) AS pattern,
            string_agg('(' || lexemes || ')', ' | ' ORDER BY n) AS lexemes, min(n) AS n,
            CASE WHEN count(*) = 1 AND bool_and(cardinality(words) = 1 AND NOT titled AND NOT beginning AND NOT against)
                THEN min(words[1]) END AS bare
        FROM terms GROUP BY of_group),
    neighbours AS (
        SELECT g.*, lag(bare) OVER later AS one_before, lag(bare, 2) OVER later AS two_before,
            lead(bare) OVER later AS one_behind, lead(bare, 2) OVER later AS two_behind
        FROM groups g WINDOW later AS (ORDER BY n)),
    beside AS (
        SELECT n, against AND reads AS unasked, CASE
            WHEN against THEN '!(' || lexemes || ')'
            WHEN bare IS NULL OR coalesce(one_before, one_behind) IS NULL THEN '(' || lexemes || ')'
            ELSE concat_ws(' & ',
                CASE WHEN octet_length(bare) > length(bare) THEN lexemes END,
                CASE
                    WHEN one_before IS NULL THEN public.search_pair(bare, one_behind)
                    WHEN one_behind IS NULL THEN CASE WHEN two_before IS NOT NULL THEN public.search_pair(one_before, bare) END
                    WHEN two_before IS NOT NULL AND two_behind IS NOT NULL
                        THEN '(' || public.search_pair(one_before, bare) || ' | ' || public.search_pair(bare, one_behind) || ')'
                END) END AS lexemes,
            bare IS NOT NULL AND coalesce(one_before, one_behind) IS NOT NULL AS in_run
        FROM neighbours),
    needed AS (
        SELECT string_agg(CASE WHEN against THEN '!(' || lexemes || ')' ELSE '(' || lexemes || ')' END, ' & ' ORDER BY n)
            FILTER (WHERE NOT (against AND reads)) AS q,
            coalesce(array_agg(pattern ORDER BY n) FILTER (WHERE reads AND NOT against), '{}') AS read_for,
            coalesce(array_agg(pattern ORDER BY n) FILTER (WHERE reads AND against), '{}') AS read_against
        FROM groups)
    SELECT ROW(
        needed.q::tsquery,
        (SELECT string_agg(nullif(lexemes, ''), ' & ' ORDER BY n) FILTER (WHERE NOT unasked)::tsquery
         FROM beside HAVING bool_or(in_run)),
        (SELECT string_agg(public.search_lexeme(public.fold_plain(w), false, beginning AND of = cardinality(words)), ' & ')::tsquery
         FROM terms, unnest(words) WITH ORDINALITY AS each (w, of) WHERE NOT against),
        needed.read_for, needed.read_against,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('words', words, 'prefix', beginning, 'title', titled) ORDER BY n), '[]')
         FROM terms WHERE NOT against))::public.search_query
    FROM needed;
END;
COMMENT ON FUNCTION public.search_parse(text) IS
    'A typed query, parsed: words that must all be there, "side by side", 27-NQ/TU likewise, a OR b, -without, begin* (of three letters or more), title:word. '
    'A word with a letter beyond ASCII is exact, another matches every spelling.';

CREATE FUNCTION public.search_filter(name text, value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '''@' || name || '=' || replace(replace(value, '\', '\\'), '''', '''''') || '''';
COMMENT ON FUNCTION public.search_filter(text, text) IS 'One of article_search.filters as a part of a tsquery; null without a value.';

CREATE FUNCTION public.search_narrow(
    site text, province text, level text, section text, language text, cites text
) RETURNS tsquery
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT nullif(concat_ws(' & ',
        public.search_filter('site', $1),
        '(' || (SELECT coalesce(string_agg(public.search_filter('province', v.code), ' | '), public.search_filter('province', $2))
                FROM public.province v
                WHERE $2 IS NOT NULL AND (v.code = $2 OR public.fold_exact($2) IN (public.fold_exact(v.name), public.fold_exact(v.successor))))
            || ')',
        public.search_filter('level', $3), public.search_filter('section', public.fold_exact($4)),
        public.search_filter('language', $5), public.search_filter('cites', $6)), '')::tsquery;
END;
COMMENT ON FUNCTION public.search_narrow(text, text, text, text, text, text) IS
    'What narrows a search, as a tsquery: site, province (code, name then or now), level, section, language, number_key of a cited document.';

CREATE FUNCTION public.search_both(one tsquery, other tsquery) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN one IS NULL OR other IS NULL THEN coalesce(one, other) ELSE one && other END;
COMMENT ON FUNCTION public.search_both(tsquery, tsquery) IS 'Both; a null asks for nothing.';

CREATE FUNCTION public.search_months(first timestamptz, ends timestamptz) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT string_agg('''@month=' || to_char(month, 'YYYY-MM') || '''', ' | ')::tsquery
    FROM generate_series(date_trunc('month', first AT TIME ZONE 'Asia/Ho_Chi_Minh'),
                         (ends - interval '1 microsecond') AT TIME ZONE 'Asia/Ho_Chi_Minh', interval '1 month') AS month;
END;
COMMENT ON FUNCTION public.search_months(timestamptz, timestamptz) IS 'The months from one moment to before another, as a tsquery.';

CREATE FUNCTION public.search_newest(asked tsquery, since timestamptz, until timestamptz, most integer) RETURNS SETOF public.article_search
    LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET plan_cache_mode = force_generic_plan SET work_mem = '64MB' SET jit = off
AS $function$
DECLARE
    first CONSTANT timestamptz := coalesce(since, '-infinity');
    newest CONSTANT timestamptz := least(until, (SELECT max(a.dated_at) + interval '1 microsecond' FROM public.article a));
    ends timestamptz := newest;
    begins timestamptz;
    months integer := CASE WHEN extract(day FROM newest AT TIME ZONE 'Asia/Ho_Chi_Minh') < 10 THEN 2 ELSE 1 END;
    found integer := 0;
    here integer;
    narrow tsquery;
BEGIN
    IF asked IS NULL THEN
        RETURN QUERY SELECT s.* FROM public.article a JOIN public.article_search s ON s.page_id = a.page_id
            WHERE a.dated_at >= first AND a.dated_at < coalesce(until, 'infinity')
            ORDER BY a.dated_at DESC, a.page_id DESC LIMIT most;
        RETURN;
    END IF;
    WHILE ends > first AND found < most LOOP
        begins := CASE WHEN months > 60 THEN first ELSE greatest(first, (
            date_trunc('month', (ends - interval '1 microsecond') AT TIME ZONE 'Asia/Ho_Chi_Minh') - make_interval(months => months - 1)
            ) AT TIME ZONE 'Asia/Ho_Chi_Minh') END;
        narrow := asked;
        IF begins > '-infinity' THEN
            narrow := asked && public.search_months(begins, ends);
        ELSIF querytree(asked) IN ('', 'T') THEN
            narrow := asked && public.search_months((SELECT min(a.dated_at) FROM public.article a), ends);
        END IF;
        RETURN QUERY SELECT s.* FROM public.article_search s
            WHERE public.search_lexemes(s.words, s.filters) @@ narrow AND s.dated_at >= begins AND s.dated_at < ends
            ORDER BY s.dated_at DESC, s.page_id DESC LIMIT most - found;
        GET DIAGNOSTICS here = ROW_COUNT;
        found := found + here;
        EXIT WHEN begins <= first;
        months := CASE WHEN found = 0 THEN months * 6
            ELSE least(months * 6, ceil(1.3 * (most - found) / found * extract(epoch FROM newest - begins) / 2592000)) END;
        ends := begins;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION public.search_newest(tsquery, timestamptz, timestamptz, integer) IS
    'The newest articles of some lexemes, dated from since to before until. Read by months from the newest, as many as '
    'should suffice by what came before: '
    'frequent words are found in the newest months, and rare ones cost little over all of them. What only leaves words out is asked '
    'for month by month to the end, as the index can''t be asked for what is not there.';

CREATE FUNCTION public.search(
    query text DEFAULT '', site text DEFAULT NULL, since date DEFAULT NULL, until date DEFAULT NULL, province text DEFAULT NULL,
    level text DEFAULT NULL, section text DEFAULT NULL, language text DEFAULT NULL, year integer DEFAULT NULL,
    cites text DEFAULT NULL, newest_first boolean DEFAULT false, most integer DEFAULT 20, skip integer DEFAULT 0
) RETURNS TABLE (id bigint, rank real, hits integer, more boolean)
    LANGUAGE plpgsql STABLE
AS $function$
DECLARE
    asked public.search_query := public.search_parse(query);
    narrow tsquery := public.search_narrow(site, province, level, section, language, cites);
    needed tsquery := public.search_both(asked.needed, narrow);
    close tsquery := CASE WHEN asked.close IS NOT NULL THEN public.search_both(asked.close, narrow) END;
    begins timestamptz := greatest(since, make_date(year, 1, 1))::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh';
    ends timestamptz := (least(until, make_date(year, 12, 31)) + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh';
    reads boolean := cardinality(asked.read_for) + cardinality(asked.read_against) > 0;
    ranked_most integer;
    seen integer;
    one record;
    ids bigint[];
    ranks real[];
BEGIN
    IF asked.needed IS NULL AND asked.read_against = '{}' AND btrim(query) <> '' THEN
        RAISE EXCEPTION 'the query % contains no word', quote_literal(query) USING ERRCODE = 'invalid_parameter_value';
    END IF;
    FOREACH ranked_most IN ARRAY ARRAY[500, 3000] LOOP
        seen := 0;
        ids := '{}';
        ranks := '{}';
        FOR one IN
            WITH near AS MATERIALIZED (
                SELECT * FROM public.search_newest(close, begins, ends, ranked_most)
                WHERE close IS NOT NULL AND NOT newest_first),
            loose AS MATERIALIZED (
                SELECT * FROM public.search_newest(needed, begins, ends, ranked_most)
                WHERE (SELECT count(*) FROM near) < ranked_most),
            hit AS (
                SELECT h.*, 1 AS tier FROM near h
                UNION ALL
                (SELECT h.*, 0 FROM loose h WHERE h.page_id NOT IN (SELECT n.page_id FROM near n)
                 ORDER BY h.dated_at DESC, h.page_id DESC LIMIT ranked_most - (SELECT count(*) FROM near)))
            SELECT h.page_id, h.dated_at, h.words,
                CASE WHEN newest_first OR asked.ranked IS NULL THEN 0
                    ELSE h.tier + ts_rank('{0.05, 0.1, 0.4, 1.0}', h.head, asked.ranked, 1) END::real AS rank
            FROM hit h
            ORDER BY 4 DESC, h.dated_at DESC, h.page_id DESC
        LOOP
            seen := seen + 1;
            CONTINUE WHEN reads AND (NOT one.words ~ ALL (asked.read_for) OR one.words ~ ANY (asked.read_against));
            ids := ids || one.page_id;
            ranks := ranks || one.rank;
        END LOOP;
        EXIT WHEN NOT reads OR seen < ranked_most OR cardinality(ids) >= 100;
    END LOOP;
    RETURN QUERY SELECT f.id, f.rank, cardinality(ids), seen >= ranked_most
        FROM unnest(ids, ranks) WITH ORDINALITY AS f (id, rank, n) WHERE f.n > skip AND f.n <= skip + most ORDER BY f.n;
END
$function$;
COMMENT ON FUNCTION public.search(text, text, date, date, text, text, text, text, integer, text, boolean, integer, integer) IS
    'Articles that fit a query, the best first: SELECT s.rank, a.* FROM search(''hội nghị'', site => ''hanam'') s JOIN articles a USING (id). '
    'The newest 500 hits are ranked (or 3,000, where phrases have to be read and less than 100 of 500 have them): those whose words stand side by side as typed first, then by title and '
    'lead. hits: how many were found; more: whether there are others. since, until: days in Asia/Ho_Chi_Minh; province: code, name then '
    'or now; cites: letters and digits of a number (27nqtu); newest_first: no ranking; most, skip: which hits to return.';

CREATE FUNCTION public.search_facets(
    query text DEFAULT '', site text DEFAULT NULL, since date DEFAULT NULL, until date DEFAULT NULL, province text DEFAULT NULL,
    level text DEFAULT NULL, section text DEFAULT NULL, language text DEFAULT NULL, year integer DEFAULT NULL,
    cites text DEFAULT NULL, most integer DEFAULT 10000
) RETURNS TABLE (facet text, value text, articles bigint)
    LANGUAGE plpgsql STABLE
AS $function$
DECLARE
    asked public.search_query := public.search_parse(query);
BEGIN
    RETURN QUERY
    WITH newest AS MATERIALIZED (
        SELECT * FROM public.search_newest(
            public.search_both(asked.needed, public.search_narrow(site, province, level, section, language, cites)),
            greatest(since, make_date(year, 1, 1))::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh',
            (least(until, make_date(year, 12, 31)) + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh', most)),
    hit AS (
        SELECT n.* FROM newest n
        WHERE n.words ~ ALL (asked.read_for) AND NOT n.words ~ ANY (asked.read_against))
    SELECT 'all', CASE WHEN (SELECT count(*) FROM newest) < most THEN 'exact' ELSE 'newest' END, count(*) FROM hit
    UNION ALL
    (SELECT 'site', h.site, count(*) FROM hit h GROUP BY 2 ORDER BY 3 DESC, 2)
    UNION ALL
    (SELECT 'province', v.name, count(*) FROM hit h JOIN public.province v ON v.code = h.province_code GROUP BY 2 ORDER BY 3 DESC, 2)
    UNION ALL
    (SELECT 'year', to_char(h.dated_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY'), count(*) FROM hit h GROUP BY 2 ORDER BY 2 DESC);
END
$function$;
COMMENT ON FUNCTION public.search_facets(text, text, date, date, text, text, text, text, integer, text, integer) IS
    'How the newest hits are spread over sites, provinces (then) and years; the first row says how many were counted, and whether they are all ("exact").';

CREATE FUNCTION public.search_trend(
    query text, by text DEFAULT 'year', per text DEFAULT NULL, site text DEFAULT NULL, since date DEFAULT NULL, until date DEFAULT NULL,
    province text DEFAULT NULL, level text DEFAULT NULL, section text DEFAULT NULL, language text DEFAULT NULL
) RETURNS TABLE (period text, of text, articles bigint, all_articles bigint)
    LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET plan_cache_mode = force_generic_plan SET work_mem = '64MB' SET jit = off
AS $function$
DECLARE
    asked public.search_query := public.search_parse(query);
    needed tsquery := public.search_both(asked.needed, public.search_narrow(site, province, level, section, language, NULL));
    narrow CONSTANT tsquery := public.search_narrow(site, province, NULL, NULL, NULL, NULL);
    begins CONSTANT timestamptz := coalesce(since::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh', '-infinity');
    ends CONSTANT timestamptz := coalesce((until + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh', 'infinity');
    form CONSTANT text := CASE by WHEN 'month' THEN 'YYYY-MM' ELSE 'YYYY' END;
BEGIN
    IF asked.needed IS NULL THEN
        RAISE EXCEPTION 'the query % asks for no word', quote_literal(query) USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF querytree(needed) IN ('', 'T') THEN
        needed := needed && (SELECT public.search_months(min(a.dated_at), max(a.dated_at) + interval '1 microsecond') FROM public.article a);
    END IF;
    RETURN QUERY
    WITH hit AS (
        SELECT to_char(s.dated_at AT TIME ZONE 'Asia/Ho_Chi_Minh', form) AS period,
            CASE per WHEN 'site' THEN s.site WHEN 'province' THEN s.province_code END AS of, count(*) AS articles
        FROM public.article_search s
        WHERE public.search_lexemes(s.words, s.filters) @@ needed AND s.dated_at >= begins AND s.dated_at < ends
            AND s.words ~ ALL (asked.read_for) AND NOT s.words ~ ANY (asked.read_against)
        GROUP BY 1, 2),
    every AS (
        SELECT to_char(c.month, form) AS period,
            CASE per WHEN 'site' THEN c.site WHEN 'province' THEN c.province_code END AS of, sum(c.articles)::bigint AS articles
        FROM public.article_count c
        WHERE c.month >= date_trunc('month', since) IS NOT FALSE AND c.month <= until IS NOT FALSE
            AND (narrow IS NULL OR array_to_tsvector(array_remove(ARRAY['@site=' || c.site, '@province=' || c.province_code], NULL)) @@ narrow)
        GROUP BY 1, 2)
    SELECT e.period, coalesce(v.name, e.of), coalesce(h.articles, 0), e.articles
    FROM every e
    LEFT JOIN hit h ON h.period = e.period AND h.of IS NOT DISTINCT FROM e.of
    LEFT JOIN public.province v ON per = 'province' AND v.code = e.of
    WHERE e.articles > 0
    ORDER BY 1, 2;
END
$function$;
COMMENT ON FUNCTION public.search_trend(text, text, text, text, date, date, text, text, text, text) IS
    'Articles with these words by month or year, per site or province, beside all articles of that time and place (whole months; of all '
    'levels, sections and languages).';

DO $trigrams$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
EXCEPTION
    WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
        RAISE NOTICE 'pg_trgm is not to be had here: searches that find nothing will suggest no other spelling';
END
$trigrams$;

CREATE TABLE public.title_change (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT title_change_pkey PRIMARY KEY,
    words text NOT NULL,
    articles integer NOT NULL
);
COMMENT ON TABLE public.title_change IS 'Titles and authors'' names that came or went since count_titles() last added them to title_word.';
COMMENT ON COLUMN public.title_change.id IS 'Number of the row; it means nothing.';
COMMENT ON COLUMN public.title_change.words IS 'The title | the name, as search_words().';
COMMENT ON COLUMN public.title_change.articles IS '1 where it came, -1 where it went.';

CREATE TABLE public.title_word (
    words text CONSTRAINT title_word_pkey PRIMARY KEY,
    plain text NOT NULL,
    articles integer NOT NULL
);
COMMENT ON TABLE public.title_word IS 'Words, and each two neighbours, of titles and authors'' names: what other spellings are suggested from.';
COMMENT ON COLUMN public.title_word.words IS 'One word or two, folded exactly.';
COMMENT ON COLUMN public.title_word.plain IS 'The same without diacritics.';
COMMENT ON COLUMN public.title_word.articles IS 'Articles whose title or author has them.';
CREATE INDEX title_word_plain_idx ON public.title_word (plain);
DO $trigrams$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'pg_trgm') THEN
        CREATE INDEX title_word_similar_idx ON public.title_word USING gin (plain public.gin_trgm_ops);
    END IF;
END
$trigrams$;

CREATE FUNCTION public.title_change() RETURNS trigger
    LANGUAGE plpgsql
AS $function$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO public.title_change (words, articles) VALUES (public.search_words(OLD.title, OLD.author, NULL, NULL), -1);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO public.title_change (words, articles) VALUES (public.search_words(NEW.title, NEW.author, NULL, NULL), 1);
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION public.title_change() IS 'Trigger: a title or an author''s name came or went.';
CREATE TRIGGER title_comes_or_goes AFTER INSERT OR DELETE ON public.article
    FOR EACH ROW EXECUTE FUNCTION public.title_change();
CREATE TRIGGER title_changes AFTER UPDATE OF title, author ON public.article
    FOR EACH ROW WHEN ((OLD.title, OLD.author) IS DISTINCT FROM (NEW.title, NEW.author)) EXECUTE FUNCTION public.title_change();

CREATE FUNCTION public.count_titles() RETURNS integer
    LANGUAGE plpgsql
AS $function$
DECLARE
    counted integer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('title_word'));
    WITH gone AS (DELETE FROM public.title_change RETURNING words, articles),
    changed AS (SELECT string_to_array(g.words, ' ') AS w, g.articles FROM gone g),
    counts AS (
        SELECT said.words, sum(c.articles) AS articles
        FROM changed c, LATERAL (
            SELECT v FROM unnest(c.w) AS v WHERE v <> '|' AND length(v) < 100
            UNION
            SELECT v || ' ' || n FROM unnest(c.w, c.w[2:]) AS pair (v, n) WHERE v <> '|' AND n <> '|' AND length(v || n) < 200
        ) AS said (words)
        GROUP BY said.words HAVING sum(c.articles) <> 0)
    INSERT INTO public.title_word AS old SELECT c.words, public.fold_plain(c.words), c.articles FROM counts c ORDER BY c.words
        ON CONFLICT (words) DO UPDATE SET articles = old.articles + excluded.articles;
    GET DIAGNOSTICS counted = ROW_COUNT;
    DELETE FROM public.title_word WHERE articles <= 0;
    RETURN counted;
END
$function$;
COMMENT ON FUNCTION public.count_titles() IS 'Adds the titles that came and went to title_word; returns how many of its rows changed. Cleaning calls it.';

CREATE FUNCTION public.search_spelling(query text) RETURNS text
    LANGUAGE plpgsql STABLE
    SET pg_trgm.similarity_threshold = 0.45
AS $function$
DECLARE
    typed text[] := ARRAY(SELECT m[1] FROM regexp_matches(normalize(query, NFC) COLLATE pg_c_utf8,
        '[[:alnum:]][[:alnum:]\u0300-\u036f]*', 'g') AS m);
    better text[] := typed;
    at integer := 1;
    pair text;
    known text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'pg_trgm') THEN
        RETURN NULL;
    END IF;
    WHILE at <= cardinality(typed) LOOP
        pair := CASE WHEN at < cardinality(typed) THEN typed[at] || ' ' || typed[at + 1]
            WHEN cardinality(typed) = 1 THEN typed[at] END;
        EXIT WHEN pair IS NULL;
        known := NULL;
        IF NOT EXISTS (SELECT FROM public.title_word t WHERE t.words = public.fold_exact(pair)
                       OR octet_length(pair) = length(pair) AND t.plain = public.fold_plain(pair)) THEN
            SELECT t.words INTO known FROM public.title_word t
                WHERE t.plain % public.fold_plain(pair) AND (t.words LIKE '% %') = (pair LIKE '% %')
                ORDER BY (t.plain = public.fold_plain(pair)) DESC,
                    similarity(t.plain, public.fold_plain(pair)) * (1 + ln(t.articles) / 10) DESC, t.words
                LIMIT 1;
        END IF;
        IF known IS NOT NULL THEN
            better[at] := split_part(known, ' ', 1);
            IF pair LIKE '% %' THEN
                better[at + 1] := split_part(known, ' ', 2);
            END IF;
            at := at + 1;
        END IF;
        at := at + 1;
    END LOOP;
    RETURN CASE WHEN better <> typed THEN array_to_string(better, ' ') END;
END
$function$;
COMMENT ON FUNCTION public.search_spelling(text) IS
    'Another spelling of a query, from the words of titles and names; null where none is better known, and where pg_trgm is missing.';

CREATE FUNCTION public.issuer_key(issuer text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN
    regexp_replace(regexp_replace(
        replace(replace(public.fold_exact(issuer), 'ubnd', 'ủy ban nhân dân'), 'hđnd', 'hội đồng nhân dân'),
        '^(ban thường vụ|ban chấp hành|ban chấp hành đảng bộ|thường trực) ', ''),
        '^((tỉnh|thành|huyện|quận|thị) ủy|(ủy ban|hội đồng) nhân dân( (tỉnh|thành phố|huyện|quận|thị xã))?)( .*)?$', '\1');
COMMENT ON FUNCTION public.issuer_key(text) IS
    'An issuer in one spelling and without the name of its place: what citations of one document are told to agree by.';

CREATE VIEW public.cited_documents AS
WITH said AS (
    SELECT r.*, a.site, a.dated_at, public.issuer_key(r.issuer) AS issuer_key,
           CASE WHEN r.number ~ '(TW|CP|TTg|QH[0-9]*|UBTVQH[0-9]*|NQ-CP|BCT|BBT)$' OR public.issuer_key(r.issuer) ~
                    '^(trung ương|bộ|ban bí thư|chính phủ|thủ tướng|quốc hội|chủ tịch nước|ban tổ chức trung ương|ban tuyên giáo trung ương)'
                THEN ''
                ELSE coalesce(v.name, s.name) END AS unit
    FROM public.document_reference r
    JOIN public.article a ON a.page_id = r.page_id
    JOIN public.site s ON s.id = a.site
    LEFT JOIN public.province v ON v.code = a.province_code),
dated AS (
    SELECT said.*, coalesce(issued_on, CASE WHEN min(issued_on) OVER one = max(issued_on) OVER one THEN min(issued_on) OVER one END) AS of_day
    FROM said WINDOW one AS (PARTITION BY number_key, unit)),
issued AS (
    SELECT dated.*, coalesce(issuer_key, CASE WHEN min(issuer_key) OVER one = max(issuer_key) OVER one THEN min(issuer_key) OVER one END) AS by_whom
    FROM dated WINDOW one AS (PARTITION BY number_key, unit, of_day))
SELECT concat_ws('.', number_key, nullif(replace(public.fold_plain(unit), ' ', '-'), ''), of_day, replace(public.fold_plain(by_whom), ' ', '-'))
           AS document,
       number_key, page_id AS article_id, site, dated_at, number, kind, issuer, nullif(unit, '') AS unit, of_day AS issued_on, as_written
FROM issued;
COMMENT ON VIEW public.cited_documents IS
    'Which document each article cites: numbers begin anew with each issuer, unit and year, so that one number is many documents. Citations are of one '
    'document where number, unit, day and issuer agree; what a citation leaves open is filled where the others leave no choice.';
COMMENT ON COLUMN public.cited_documents.document IS 'Name of the document, made of number_key, unit, day and issuer, as far as they are known.';
COMMENT ON COLUMN public.cited_documents.number_key IS 'Letters and digits of its number.';
COMMENT ON COLUMN public.cited_documents.article_id IS 'Article that cites it.';
COMMENT ON COLUMN public.cited_documents.site IS 'Id of the portal.';
COMMENT ON COLUMN public.cited_documents.dated_at IS 'Publication of the article, or its first capture.';
COMMENT ON COLUMN public.cited_documents.number IS 'Its number in one spelling.';
COMMENT ON COLUMN public.cited_documents.kind IS 'Nghị quyết, Kế hoạch, …; null where neither word nor letters tell.';
COMMENT ON COLUMN public.cited_documents.issuer IS 'Who issued it, as this article says; null where it does not.';
COMMENT ON COLUMN public.cited_documents.unit IS 'Province (then) or portal whose document it is: that of the article; null for documents of the whole country.';
COMMENT ON COLUMN public.cited_documents.issued_on IS 'Its day, where this or all other citations tell.';
COMMENT ON COLUMN public.cited_documents.as_written IS 'First mention in the article.';

CREATE VIEW public.documents AS
SELECT document, number_key, min(number) AS number, mode() WITHIN GROUP (ORDER BY kind) AS kind, mode() WITHIN GROUP (ORDER BY issuer) AS issuer,
       min(unit) AS unit, min(issued_on) AS issued_on, count(*) AS articles, min(dated_at) AS first_cited, max(dated_at) AS last_cited
FROM public.cited_documents GROUP BY document, number_key;
COMMENT ON VIEW public.documents IS 'Documents that articles cite, each with the number of articles; one number may be many documents.';
COMMENT ON COLUMN public.documents.document IS 'As in cited_documents.';
COMMENT ON COLUMN public.documents.number_key IS 'Letters and digits of its number.';
COMMENT ON COLUMN public.documents.number IS 'Its number in one spelling.';
COMMENT ON COLUMN public.documents.kind IS 'What most citations call it.';
COMMENT ON COLUMN public.documents.issuer IS 'Who issued it, as most citations say.';
COMMENT ON COLUMN public.documents.unit IS 'Province (then) or portal whose document it is; null for documents of the whole country.';
COMMENT ON COLUMN public.documents.issued_on IS 'Its day; null where no citation tells, or several days are told and this citation tells none.';
COMMENT ON COLUMN public.documents.articles IS 'Articles that cite it.';
COMMENT ON COLUMN public.documents.first_cited IS 'When the first of them was published.';
COMMENT ON COLUMN public.documents.last_cited IS 'When the last of them was published.';


INSERT INTO public.article_count (site, province_code, month, articles)
    SELECT site, province_code, public.search_month(dated_at), count(*) FROM public.article_search GROUP BY 1, 2, 3;
INSERT INTO public.title_change (words, articles)
    SELECT public.search_words(title, author, NULL, NULL), 1 FROM public.article;
SELECT public.count_titles();
DO $grants$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'tinhuy_reader') THEN
        GRANT SELECT ON public.article_search, public.search_entry, public.article_count, public.title_word, public.title_change, public.cited_documents, public.documents TO tinhuy_reader;
    END IF;
END
$grants$;
"""


def upgrade() -> None:
    """Make the new index from the articles."""
    op.get_bind().connection.cursor().execute(_CHANGES)

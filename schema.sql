-- The corpus of tinhuy, for Postgres 17 and later in a UTF-8 database. This file is the definition: a new database is
-- this file with Alembic stamped at its head; corpus/migrations/ brings an older one here.
-- "Canonical", "key" and "spelling" are the words of seeds/urls/canonical.py. Hashes are SHA-256 unless something else is said.

-- ---------------------------------------------------------------------------------------------------------------------
-- Folding: how texts and queries are made comparable.

CREATE FUNCTION public.tones_behind_qu(lowered text) RETURNS text
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

CREATE FUNCTION public.fold_exact(value text) RETURNS text
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

CREATE FUNCTION public.fold_plain(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN
    translate(replace(replace(replace(replace(
        regexp_replace(normalize(lower(value COLLATE pg_c_utf8), NFD) COLLATE "C", '[\u0300-\u036f]+', '', 'g'),
        'đ', 'd'), 'ð', 'd'), 'ł', 'l'), 'ø', 'o'), '/-', '  ');
COMMENT ON FUNCTION public.fold_plain(text) IS
    'Lower case, letters without their marks (đ and ð as d), "/" and "-" as spaces.';

CREATE FUNCTION public.display_title(title text, lead text, body text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN
    coalesce(title, array_to_string((regexp_split_to_array(btrim(left(coalesce(lead, body), 300)), '\s+'))[1:12], ' ') || '…');
COMMENT ON FUNCTION public.display_title(text, text, text) IS
    'What people call an article: its title, else the first twelve words of lead or text.';

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

CREATE FUNCTION public.search_others(author text, source_name text, images jsonb, attachments jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN
    concat_ws(' ', author, source_name,
        (SELECT string_agg(concat_ws(' ', i ->> 'caption', i ->> 'credit'), ' ') FROM jsonb_array_elements(images) AS i),
        (SELECT string_agg(f ->> 'title', ' ') FROM jsonb_array_elements(attachments) AS f));
COMMENT ON FUNCTION public.search_others(text, text, jsonb, jsonb) IS
    'What of an article is searched beside title, lead and text: author, source, captions, titles of attachments.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Portals

CREATE TABLE public.province (
    code text CONSTRAINT province_pkey PRIMARY KEY,
    name text NOT NULL,
    successor text
);
COMMENT ON TABLE public.province IS 'The provinces as they were before 1 July 2025, with what each became.';
COMMENT ON COLUMN public.province.code IS 'Two-digit code of the General Statistics Office.';
COMMENT ON COLUMN public.province.name IS 'Name before July 2025.';
COMMENT ON COLUMN public.province.successor IS 'Province that it became or joined on 1 July 2025.';

CREATE TABLE public.site (
    id text CONSTRAINT site_pkey PRIMARY KEY,
    name text NOT NULL,
    level text CONSTRAINT site_level_check CHECK (level IN ('central', 'national', 'province', 'district', 'commune')),
    province_code text CONSTRAINT site_province_code_fkey REFERENCES public.province,
    since_2025 text,
    platform text,
    url text,
    state text NOT NULL CONSTRAINT site_state_check CHECK (state IN ('unverified', 'verified', 'retired')),
    updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE public.site IS 'The portals, copied from seeds/ by every command that stores something.';
COMMENT ON COLUMN public.site.id IS 'Name of its file in seeds/sites/; names that begin with "_" are not portals (_import).';
COMMENT ON COLUMN public.site.name IS 'Name for people.';
COMMENT ON COLUMN public.site.level IS 'Tier of Party or government; null where it is not a portal.';
COMMENT ON COLUMN public.site.province_code IS 'Its province before July 2025; null for central and national portals.';
COMMENT ON COLUMN public.site.since_2025 IS 'What became of the unit in July 2025, where its province''s successor does not tell.';
COMMENT ON COLUMN public.site.platform IS 'CMS that its file names.';
COMMENT ON COLUMN public.site.url IS 'Where its crawl starts.';
COMMENT ON COLUMN public.site.state IS 'How far its file can be trusted.';
COMMENT ON COLUMN public.site.updated_at IS 'When this row last changed.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Crawling

CREATE TABLE public.crawl_run (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT crawl_run_pkey PRIMARY KEY,
    site text NOT NULL CONSTRAINT crawl_run_site_fkey REFERENCES public.site,
    host text NOT NULL,
    machine text NOT NULL,
    pid integer NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    heartbeat_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    ending text CONSTRAINT crawl_run_ending_check CHECK (ending IN ('finished', 'stopped', 'failed', 'lost')),
    reason text,
    exit_code smallint,
    options jsonb NOT NULL DEFAULT '{}',
    counts jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT crawl_run_ended_check CHECK ((ended_at IS NULL) = (ending IS NULL) AND (ended_at IS NULL) = (exit_code IS NULL))
);
CREATE INDEX crawl_run_site_idx ON public.crawl_run (site, started_at DESC);
COMMENT ON TABLE public.crawl_run IS 'One pass over a site.';
COMMENT ON COLUMN public.crawl_run.id IS 'Number of the run.';
COMMENT ON COLUMN public.crawl_run.site IS 'Portal that was crawled.';
COMMENT ON COLUMN public.crawl_run.host IS 'Host of the portal, whose advisory lock the run holds.';
COMMENT ON COLUMN public.crawl_run.machine IS 'Name of the machine that crawled.';
COMMENT ON COLUMN public.crawl_run.pid IS 'Process on that machine.';
COMMENT ON COLUMN public.crawl_run.started_at IS 'When it began.';
COMMENT ON COLUMN public.crawl_run.heartbeat_at IS 'When it last said that it lives.';
COMMENT ON COLUMN public.crawl_run.ended_at IS 'When it ended (a lost run: its last heartbeat); null while it runs.';
COMMENT ON COLUMN public.crawl_run.ending IS 'How it ended: finished, stopped by a person, failed, or lost (its process died).';
COMMENT ON COLUMN public.crawl_run.reason IS 'Why it ended so, for a person.';
COMMENT ON COLUMN public.crawl_run.exit_code IS 'What its command returned: 0 only if it finished.';
COMMENT ON COLUMN public.crawl_run.options IS 'What it was asked for (since, limit, full).';
COMMENT ON COLUMN public.crawl_run.counts IS 'Pages, lists, items and outcomes counted so far.';

CREATE TABLE public.schedule (
    site text CONSTRAINT schedule_pkey PRIMARY KEY,
    done_until timestamptz NOT NULL,
    paused_at timestamptz
);
COMMENT ON TABLE public.schedule IS 'How far each site''s schedule was acted upon. The rule itself stands in the site''s file.';
COMMENT ON COLUMN public.schedule.site IS 'Name of its file; no reference: the service may know a site before the corpus does.';
COMMENT ON COLUMN public.schedule.done_until IS 'Moments up to this one at which it was due have been acted upon; missed ones count once.';
COMMENT ON COLUMN public.schedule.paused_at IS 'Since when a person has had it paused; null: it is not.';

CREATE TABLE public.page (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT page_pkey PRIMARY KEY,
    site text NOT NULL CONSTRAINT page_site_fkey REFERENCES public.site,
    key bytea NOT NULL CONSTRAINT page_key_check CHECK (octet_length(key) = 32),
    key_rules smallint NOT NULL,
    url text NOT NULL,
    role text NOT NULL CONSTRAINT page_role_check CHECK (role IN ('item', 'list', 'feed')),
    leads_to bigint CONSTRAINT page_leads_to_fkey REFERENCES public.page CONSTRAINT page_leads_to_check CHECK (leads_to <> id),
    listed_title text,
    listed_date date,
    section text[] NOT NULL DEFAULT '{}',
    discovered_at timestamptz NOT NULL DEFAULT now(),
    discovered_run bigint CONSTRAINT page_discovered_run_fkey REFERENCES public.crawl_run,
    fetched_at timestamptz,
    due_at timestamptz,
    failures smallint NOT NULL DEFAULT 0 CONSTRAINT page_failures_check CHECK (failures >= 0),
    gone_at timestamptz,
    etag text,
    last_modified text,
    CONSTRAINT page_site_key_key UNIQUE (site, key)
);
CREATE INDEX page_frontier_idx ON public.page (site, discovered_at, id)
    WHERE role = 'item' AND fetched_at IS NULL AND gone_at IS NULL AND leads_to IS NULL;
CREATE INDEX page_due_idx ON public.page (site, due_at, id)
    WHERE role = 'item' AND fetched_at IS NOT NULL AND gone_at IS NULL AND leads_to IS NULL;
CREATE INDEX page_due_list_idx ON public.page (site, due_at, id)
    WHERE role = 'list' AND due_at IS NOT NULL AND gone_at IS NULL AND leads_to IS NULL;
CREATE INDEX page_gone_idx ON public.page (site)
    WHERE role = 'item' AND gone_at IS NOT NULL AND leads_to IS NULL;
CREATE INDEX page_leads_to_idx ON public.page (leads_to) WHERE leads_to IS NOT NULL;
COMMENT ON TABLE public.page IS 'One canonical address of a site, written the moment it is found. What is not yet fetched is the frontier.';
COMMENT ON COLUMN public.page.id IS 'Number of the page; its article has the same.';
COMMENT ON COLUMN public.page.site IS 'Portal that it belongs to.';
COMMENT ON COLUMN public.page.key IS 'Hash of the canonical key: one page, whatever the spelling of its address. Of merged pages, a hash of their number.';
COMMENT ON COLUMN public.page.key_rules IS 'Version of the rules that made the key.';
COMMENT ON COLUMN public.page.url IS 'Its address as first found, in canonical spelling.';
COMMENT ON COLUMN public.page.role IS 'What it is for the crawler: an item (perhaps an article), a list or a feed.';
COMMENT ON COLUMN public.page.leads_to IS 'Page that this one redirects to, names as its canonical address, shows again or was merged with; it is then never asked for by itself.';
COMMENT ON COLUMN public.page.listed_title IS 'Title that the list gave when it named the page.';
COMMENT ON COLUMN public.page.listed_date IS 'Date that the list gave.';
COMMENT ON COLUMN public.page.section IS 'Section path of the list that named it, outermost first.';
COMMENT ON COLUMN public.page.discovered_at IS 'When it was first found.';
COMMENT ON COLUMN public.page.discovered_run IS 'Run that found it.';
COMMENT ON COLUMN public.page.fetched_at IS 'Time of its newest committed snapshot (or answer "not modified"); null: never fetched.';
COMMENT ON COLUMN public.page.due_at IS 'When it is to be asked for again; null: at once if never fetched, else never.';
COMMENT ON COLUMN public.page.failures IS 'Failed requests since the last answer.';
COMMENT ON COLUMN public.page.gone_at IS 'When the portal said that it is gone for good.';
COMMENT ON COLUMN public.page.etag IS 'ETag of the newest snapshot, for conditional requests.';
COMMENT ON COLUMN public.page.last_modified IS 'Last-Modified of the newest snapshot, as the portal wrote it.';

CREATE TABLE public.page_alias (
    page_id bigint NOT NULL CONSTRAINT page_alias_page_id_fkey REFERENCES public.page ON DELETE CASCADE,
    url_hash bytea NOT NULL CONSTRAINT page_alias_url_hash_check CHECK (octet_length(url_hash) = 32),
    url text NOT NULL,
    CONSTRAINT page_alias_pkey PRIMARY KEY (page_id, url_hash)
);
COMMENT ON TABLE public.page_alias IS 'Other spellings of a page''s address that were seen.';
COMMENT ON COLUMN public.page_alias.page_id IS 'The page.';
COMMENT ON COLUMN public.page_alias.url_hash IS 'Hash of url (addresses can be too long for an index).';
COMMENT ON COLUMN public.page_alias.url IS 'The address as it was written.';

CREATE TABLE public.dictionary (
    id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT dictionary_pkey PRIMARY KEY,
    site text NOT NULL CONSTRAINT dictionary_site_fkey REFERENCES public.site,
    content bytea NOT NULL,
    plain_bytes bigint NOT NULL CONSTRAINT dictionary_plain_bytes_check CHECK (plain_bytes > 0),
    packed_bytes bigint NOT NULL CONSTRAINT dictionary_packed_bytes_check CHECK (packed_bytes > 0),
    trained_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE public.dictionary IS 'What the pages of a site have in common, for Zstandard. Needed for every body that names it.';
COMMENT ON COLUMN public.dictionary.id IS 'Number of the dictionary.';
COMMENT ON COLUMN public.dictionary.site IS 'Portal whose pages it was trained from.';
COMMENT ON COLUMN public.dictionary.content IS 'The dictionary, in Zstandard''s format; it may contain pieces of pages.';
COMMENT ON COLUMN public.dictionary.plain_bytes IS 'Bytes of pages that it was not trained from, compressed without it.';
COMMENT ON COLUMN public.dictionary.packed_bytes IS 'Bytes of the same pages, compressed with it.';
COMMENT ON COLUMN public.dictionary.trained_at IS 'When it was trained.';

CREATE TABLE public.body (
    hash bytea CONSTRAINT body_pkey PRIMARY KEY CONSTRAINT body_hash_check CHECK (octet_length(hash) = 32),
    zstd bytea,
    size integer NOT NULL CONSTRAINT body_size_check CHECK (size >= 0),
    dictionary_id integer CONSTRAINT body_dictionary_id_fkey REFERENCES public.dictionary,
    thinned_at timestamptz,
    CONSTRAINT body_thinned_check CHECK ((zstd IS NULL) = (thinned_at IS NOT NULL))
);
CREATE INDEX body_dictionary_idx ON public.body (dictionary_id) WHERE dictionary_id IS NOT NULL;
ALTER TABLE public.body ALTER COLUMN zstd SET STORAGE EXTERNAL;
COMMENT ON TABLE public.body IS 'Bodies as the portals sent them; identical ones are stored once.';
COMMENT ON COLUMN public.body.hash IS 'Hash of the uncompressed body.';
COMMENT ON COLUMN public.body.zstd IS 'The body, compressed with Zstandard; null where it was thinned.';
COMMENT ON COLUMN public.body.size IS 'Bytes of the uncompressed body.';
COMMENT ON COLUMN public.body.dictionary_id IS 'Dictionary that it was compressed with; null: none.';
COMMENT ON COLUMN public.body.thinned_at IS 'When a person had its bytes deleted to save space; null: they are there.';

CREATE TABLE public.snapshot (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT snapshot_pkey PRIMARY KEY,
    page_id bigint NOT NULL CONSTRAINT snapshot_page_id_fkey REFERENCES public.page,
    run_id bigint CONSTRAINT snapshot_run_id_fkey REFERENCES public.crawl_run,
    url text NOT NULL,
    fetched_at timestamptz NOT NULL,
    status smallint NOT NULL,
    headers jsonb NOT NULL DEFAULT '{}',
    body_hash bytea NOT NULL CONSTRAINT snapshot_body_hash_fkey REFERENCES public.body,
    role text NOT NULL CONSTRAINT snapshot_role_check CHECK (role IN ('item', 'list', 'feed')),
    state text CONSTRAINT snapshot_state_check CHECK (state IN ('pending', 'article', 'rejection')),
    reason text CONSTRAINT snapshot_reason_check CHECK (reason IN (
        'list', 'search', 'home', 'login', 'poll', 'sitemap', 'error page', 'challenge page', 'suspended', 'too short',
        'other language', 'media only', 'document only', 'empty', 'not HTML', 'too large', 'undecodable',
        'extractor failed', 'out of time', 'not storable')),
    detail text,
    page_kind text,
    platform text,
    rules_number integer,
    rules_hash text,
    normalised_at timestamptz,
    sources jsonb,
    layout integer,
    template integer,
    CONSTRAINT snapshot_only_items_are_cleaned CHECK ((role = 'item') = (state IS NOT NULL)),
    CONSTRAINT snapshot_rejections_have_reasons CHECK ((state IS NOT DISTINCT FROM 'rejection') = (reason IS NOT NULL)),
    CONSTRAINT snapshot_cleaned_have_time CHECK ((coalesce(state, 'pending') <> 'pending') = (normalised_at IS NOT NULL))
);
CREATE INDEX snapshot_page_idx ON public.snapshot (page_id, fetched_at, id);
CREATE INDEX snapshot_pending_idx ON public.snapshot (fetched_at, id) WHERE state = 'pending';
CREATE INDEX snapshot_rejection_idx ON public.snapshot (reason, page_id) WHERE state = 'rejection';
CREATE INDEX snapshot_run_idx ON public.snapshot (run_id);
CREATE INDEX snapshot_body_idx ON public.snapshot (body_hash);
COMMENT ON TABLE public.snapshot IS 'One fetch of a page that returned a body. Deleted by a takedown only; it can be cleaned again at any time.';
COMMENT ON COLUMN public.snapshot.id IS 'Number of the snapshot.';
COMMENT ON COLUMN public.snapshot.page_id IS 'Page that was asked for.';
COMMENT ON COLUMN public.snapshot.run_id IS 'Run that fetched it; null for imports.';
COMMENT ON COLUMN public.snapshot.url IS 'Address that answered, after redirects.';
COMMENT ON COLUMN public.snapshot.fetched_at IS 'Time of the capture (an archive''s own time for imports).';
COMMENT ON COLUMN public.snapshot.status IS 'HTTP status.';
COMMENT ON COLUMN public.snapshot.headers IS
    'Response headers that say what the page is, by lower-case name, '
    'a list where one came more than once.';
COMMENT ON COLUMN public.snapshot.body_hash IS 'The body.';
COMMENT ON COLUMN public.snapshot.role IS 'What it was fetched as.';
COMMENT ON COLUMN public.snapshot.state IS 'Items: pending until cleaned, then article or rejection. Lists and feeds are never cleaned: null.';
COMMENT ON COLUMN public.snapshot.reason IS 'Why it is no article, from a closed list.';
COMMENT ON COLUMN public.snapshot.detail IS 'What was seen that told, for a person.';
COMMENT ON COLUMN public.snapshot.page_kind IS 'Kind of page that was recognised.';
COMMENT ON COLUMN public.snapshot.platform IS 'CMS that was recognised.';
COMMENT ON COLUMN public.snapshot.rules_number IS 'Number of the rules that cleaned it.';
COMMENT ON COLUMN public.snapshot.rules_hash IS 'Hash of those rules.';
COMMENT ON COLUMN public.snapshot.normalised_at IS 'When its present state was written.';
COMMENT ON COLUMN public.snapshot.sources IS
    'Articles: by field what it was read by: a selector, or layout, json-ld, meta, url, list, text. A field that is not there was not found.';
COMMENT ON COLUMN public.snapshot.layout IS 'Layout of its site by which it was cleaned; null: none was known.';
COMMENT ON COLUMN public.snapshot.template IS 'Which template of that layout it fitted, from 0; null: none.';

CREATE TABLE public.fetch_log (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT fetch_log_pkey PRIMARY KEY,
    run_id bigint CONSTRAINT fetch_log_run_id_fkey REFERENCES public.crawl_run,
    page_id bigint CONSTRAINT fetch_log_page_id_fkey REFERENCES public.page,
    url text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    outcome text NOT NULL CONSTRAINT fetch_log_outcome_check CHECK (outcome IN (
        'stored', 'unchanged', 'not found', 'gone', 'forbidden by robots', 'refused address', 'http error', 'timeout',
        'connection failed', 'dns failed', 'tls failed', 'too large', 'not text', 'cut body', 'redirected away',
        'taken down', 'duplicate', 'cancelled', 'failed')),
    status smallint,
    detail text
);
CREATE INDEX fetch_log_run_idx ON public.fetch_log (run_id, outcome);
CREATE INDEX fetch_log_page_idx ON public.fetch_log (page_id, at);
COMMENT ON TABLE public.fetch_log IS 'Every request of a crawl with its one outcome.';
COMMENT ON COLUMN public.fetch_log.id IS 'Number of the entry.';
COMMENT ON COLUMN public.fetch_log.run_id IS 'Run that asked.';
COMMENT ON COLUMN public.fetch_log.page_id IS 'Page that was asked for, where it is one.';
COMMENT ON COLUMN public.fetch_log.url IS 'Address that was asked for.';
COMMENT ON COLUMN public.fetch_log.at IS 'When it was known.';
COMMENT ON COLUMN public.fetch_log.outcome IS 'What became of the request, from a closed list.';
COMMENT ON COLUMN public.fetch_log.status IS 'HTTP status, where there was an answer.';
COMMENT ON COLUMN public.fetch_log.detail IS 'What was seen, for a person.';

CREATE TABLE public.takedown (
    page_id bigint CONSTRAINT takedown_pkey PRIMARY KEY CONSTRAINT takedown_page_id_fkey REFERENCES public.page,
    reason text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE public.takedown IS
    'Pages whose text had to go: everything that was stored of them is deleted, and no crawl or import brings it back.';
COMMENT ON COLUMN public.takedown.page_id IS 'Page; its row stays, without what lists said of it.';
COMMENT ON COLUMN public.takedown.reason IS 'Why, for a person.';
COMMENT ON COLUMN public.takedown.at IS 'When.';

CREATE TABLE public.section_walk (
    site text NOT NULL CONSTRAINT section_walk_site_fkey REFERENCES public.site,
    url_key bytea NOT NULL CONSTRAINT section_walk_url_key_check CHECK (octet_length(url_key) = 32),
    url text NOT NULL,
    run_id bigint CONSTRAINT section_walk_run_id_fkey REFERENCES public.crawl_run,
    complete boolean NOT NULL,
    pages integer NOT NULL CONSTRAINT section_walk_pages_check CHECK (pages >= 0),
    ended_by text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT section_walk_pkey PRIMARY KEY (site, url_key)
);
COMMENT ON TABLE public.section_walk IS 'The newest walk through each section''s lists. After a complete one, the next may stop at known ground.';
COMMENT ON COLUMN public.section_walk.site IS 'Portal.';
COMMENT ON COLUMN public.section_walk.url_key IS 'Hash of the canonical key of the section''s first list.';
COMMENT ON COLUMN public.section_walk.url IS 'Address of that list.';
COMMENT ON COLUMN public.section_walk.run_id IS 'Run that walked.';
COMMENT ON COLUMN public.section_walk.complete IS 'Whether its end or known ground was reached in an undisturbed run.';
COMMENT ON COLUMN public.section_walk.pages IS 'List pages that were read.';
COMMENT ON COLUMN public.section_walk.ended_by IS 'What ended the walk.';
COMMENT ON COLUMN public.section_walk.at IS 'When it ended.';

CREATE TABLE public.address_class (
    site text NOT NULL CONSTRAINT address_class_site_fkey REFERENCES public.site,
    shape text NOT NULL,
    headline boolean NOT NULL,
    example text NOT NULL,
    fetched integer NOT NULL,
    articles integer NOT NULL,
    lists integer NOT NULL,
    duplicates integer NOT NULL,
    others integer NOT NULL,
    closed text,
    pages bigint[] NOT NULL DEFAULT '{}',
    run_id bigint CONSTRAINT address_class_run_id_fkey REFERENCES public.crawl_run,
    at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT address_class_pkey PRIMARY KEY (site, shape, headline)
);
COMMENT ON TABLE public.address_class IS 'The map of an explored portal: classes of its addresses, and what their pages turned out to be.';
COMMENT ON COLUMN public.address_class.site IS 'Portal.';
COMMENT ON COLUMN public.address_class.shape IS 'What the addresses have in common: 0 stands for any number, * for words.';
COMMENT ON COLUMN public.address_class.headline IS 'Whether the links to them are headlines; else they are short, as in menus.';
COMMENT ON COLUMN public.address_class.example IS 'One of the addresses.';
COMMENT ON COLUMN public.address_class.fetched IS 'Pages that were read, in all runs.';
COMMENT ON COLUMN public.address_class.articles IS 'Those that have a text of their own.';
COMMENT ON COLUMN public.address_class.lists IS 'Those that are lists.';
COMMENT ON COLUMN public.address_class.duplicates IS 'Those that show again what another address shows.';
COMMENT ON COLUMN public.address_class.others IS 'All others: forms, logins, pages without text.';
COMMENT ON COLUMN public.address_class.closed IS 'Why its addresses are left alone; null: they are asked for.';
COMMENT ON COLUMN public.address_class.pages IS 'Some of the pages that showed it.';
COMMENT ON COLUMN public.address_class.run_id IS 'Run that saw it last.';
COMMENT ON COLUMN public.address_class.at IS 'When that was written.';

CREATE TABLE public.idle_parameter (
    site text NOT NULL CONSTRAINT idle_parameter_site_fkey REFERENCES public.site,
    name text NOT NULL,
    same integer NOT NULL,
    differing integer NOT NULL,
    CONSTRAINT idle_parameter_pkey PRIMARY KEY (site, name)
);
COMMENT ON TABLE public.idle_parameter IS 'What an explored portal showed of query parameters: whether addresses that differ in one alone are one page.';
COMMENT ON COLUMN public.idle_parameter.site IS 'Portal.';
COMMENT ON COLUMN public.idle_parameter.name IS 'Name of the parameter, in lower case.';
COMMENT ON COLUMN public.idle_parameter.same IS 'Pairs of addresses that differ in it alone and show the same.';
COMMENT ON COLUMN public.idle_parameter.differing IS 'Pairs that differ in it alone and show something else.';

CREATE TABLE public.run_health (
    run_id bigint CONSTRAINT run_health_pkey PRIMARY KEY CONSTRAINT run_health_run_id_fkey REFERENCES public.crawl_run,
    verdict text NOT NULL CONSTRAINT run_health_verdict_check CHECK (verdict IN ('healthy', 'flagged', 'learning')),
    findings jsonb NOT NULL DEFAULT '[]',
    bands jsonb NOT NULL DEFAULT '[]',
    figures jsonb NOT NULL DEFAULT '{}',
    judged_at timestamptz NOT NULL DEFAULT now(),
    accepted_at timestamptz
);
COMMENT ON TABLE public.run_health IS 'The verdict on each run that ended and whose pages are cleaned.';
COMMENT ON COLUMN public.run_health.run_id IS 'The run.';
COMMENT ON COLUMN public.run_health.verdict IS
    'healthy; flagged: something was found; learning: nothing was, but there are too few runs to know what is usual.';
COMMENT ON COLUMN public.run_health.findings IS
    'List of {code, subject, words, figures}; the codes are a closed list.';
COMMENT ON COLUMN public.run_health.bands IS
    'List of {name, least, most, source}: what was expected, learned or from the site file.';
COMMENT ON COLUMN public.run_health.figures IS 'What the run gave: the history from which later runs learn.';
COMMENT ON COLUMN public.run_health.judged_at IS 'When it was judged.';
COMMENT ON COLUMN public.run_health.accepted_at IS
    'When a person said that this is usual now; later runs learn from here on.';

CREATE TABLE public.alarm (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT alarm_pkey PRIMARY KEY,
    site text NOT NULL CONSTRAINT alarm_site_fkey REFERENCES public.site,
    code text NOT NULL,
    subject text NOT NULL DEFAULT '',
    words text NOT NULL,
    figures jsonb NOT NULL DEFAULT '{}',
    run_id bigint NOT NULL CONSTRAINT alarm_run_id_fkey REFERENCES public.crawl_run,
    opened_at timestamptz NOT NULL DEFAULT now(),
    closed_at timestamptz,
    told_at timestamptz,
    attempts smallint NOT NULL DEFAULT 0 CONSTRAINT alarm_attempts_check CHECK (attempts >= 0),
    taken_by text[] NOT NULL DEFAULT '{}'
);
CREATE UNIQUE INDEX alarm_open_idx ON public.alarm (site, code, subject) WHERE closed_at IS NULL;
COMMENT ON TABLE public.alarm IS
    'Findings on a site from the run that first showed them until the run that no longer does.';
COMMENT ON COLUMN public.alarm.id IS 'Number of the alarm.';
COMMENT ON COLUMN public.alarm.site IS 'Portal.';
COMMENT ON COLUMN public.alarm.code IS 'What is wrong, as in run_health.findings.';
COMMENT ON COLUMN public.alarm.subject IS 'Which field, section or list, where there are several.';
COMMENT ON COLUMN public.alarm.words IS 'The newest finding in words.';
COMMENT ON COLUMN public.alarm.figures IS 'Its figures.';
COMMENT ON COLUMN public.alarm.run_id IS 'Run that showed it first.';
COMMENT ON COLUMN public.alarm.opened_at IS 'When it was opened.';
COMMENT ON COLUMN public.alarm.closed_at IS 'When a run showed that it is over; null while it stands.';
COMMENT ON COLUMN public.alarm.told_at IS 'When every channel (webhook, command) had taken it; null until then.';
COMMENT ON COLUMN public.alarm.attempts IS 'Attempts to tell it that failed.';
COMMENT ON COLUMN public.alarm.taken_by IS 'Channels that have taken it already: webhook, command.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Articles

CREATE TABLE public.article (
    page_id bigint CONSTRAINT article_pkey PRIMARY KEY CONSTRAINT article_page_id_fkey REFERENCES public.page,
    snapshot_id bigint NOT NULL CONSTRAINT article_snapshot_id_fkey REFERENCES public.snapshot,
    site text NOT NULL CONSTRAINT article_site_fkey REFERENCES public.site,
    version integer NOT NULL DEFAULT 1 CONSTRAINT article_version_check CHECK (version > 0),
    title text,
    lead text,
    text text NOT NULL,
    published_at timestamptz,
    published_precision text CONSTRAINT article_published_precision_check CHECK (published_precision IN ('second', 'minute', 'day')),
    published_source text CONSTRAINT article_published_source_check
        CHECK (published_source IN ('selector', 'layout', 'json-ld', 'meta', 'url', 'list', 'text')),
    event_date date,
    author text,
    source_name text,
    section text[] NOT NULL DEFAULT '{}',
    images jsonb NOT NULL DEFAULT '[]',
    attachments jsonb NOT NULL DEFAULT '[]',
    language text,
    level text CONSTRAINT article_level_check CHECK (level IN ('central', 'national', 'province', 'district', 'commune')),
    province_code text CONSTRAINT article_province_code_fkey REFERENCES public.province,
    platform text,
    page_kind text,
    captured_at timestamptz NOT NULL,
    first_captured_at timestamptz NOT NULL,
    dated_at timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(published_at, first_captured_at)) STORED,
    content_hash bytea NOT NULL CONSTRAINT article_content_hash_check CHECK (octet_length(content_hash) = 32),
    rules_number integer NOT NULL,
    rules_hash text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    flags text[] NOT NULL DEFAULT '{}',
    confidence double precision CONSTRAINT article_confidence_check CHECK (confidence >= 0 AND confidence <= 1),
    layout integer
);
CREATE INDEX article_dated_idx ON public.article (dated_at DESC, page_id DESC);
CREATE INDEX article_site_idx ON public.article (site, dated_at DESC, page_id DESC);
COMMENT ON TABLE public.article IS 'The clean text of a page''s newest capture that gave one.';
COMMENT ON COLUMN public.article.page_id IS 'Page that it stands on; also the number of the article.';
COMMENT ON COLUMN public.article.snapshot_id IS 'Capture that the text was read from.';
COMMENT ON COLUMN public.article.site IS 'Portal that published it.';
COMMENT ON COLUMN public.article.version IS 'How many texts the portal has shown under this address, this one included.';
COMMENT ON COLUMN public.article.title IS 'Title, as written; null where the page has none. The views show the first words in its place, as display_title.';
COMMENT ON COLUMN public.article.lead IS 'Lead (sapo); the text does not repeat it.';
COMMENT ON COLUMN public.article.text IS 'Paragraphs, parted by one blank line.';
COMMENT ON COLUMN public.article.published_at IS 'When the portal published it; where only the day is known, its midnight in Asia/Ho_Chi_Minh.';
COMMENT ON COLUMN public.article.published_precision IS 'How exactly that is known.';
COMMENT ON COLUMN public.article.published_source IS 'Where that was read.';
COMMENT ON COLUMN public.article.event_date IS 'Day of the event that the text tells of.';
COMMENT ON COLUMN public.article.author IS 'Who signed it.';
COMMENT ON COLUMN public.article.source_name IS 'Paper or portal that it was taken from.';
COMMENT ON COLUMN public.article.section IS 'Section path, outermost first.';
COMMENT ON COLUMN public.article.images IS 'List of {url, file_name, caption, credit}; see the view images.';
COMMENT ON COLUMN public.article.attachments IS 'List of {url, title}; see the view attachments.';
COMMENT ON COLUMN public.article.language IS 'Language of the text (ISO 639-1).';
COMMENT ON COLUMN public.article.level IS 'Tier of the unit that published it.';
COMMENT ON COLUMN public.article.province_code IS 'Province of that unit, before July 2025.';
COMMENT ON COLUMN public.article.platform IS 'CMS that was recognised.';
COMMENT ON COLUMN public.article.page_kind IS 'Kind of page that was recognised.';
COMMENT ON COLUMN public.article.captured_at IS 'Time of its capture; only a later one can change the article.';
COMMENT ON COLUMN public.article.first_captured_at IS 'Time of the earliest capture that gave an article.';
COMMENT ON COLUMN public.article.dated_at IS 'Publication, or the first capture where that is not known: what "newest" goes by.';
COMMENT ON COLUMN public.article.content_hash IS 'Hash of title, lead and text, the same for both tone placements: what a version is told by.';
COMMENT ON COLUMN public.article.rules_number IS 'Number of the rules that made this text.';
COMMENT ON COLUMN public.article.rules_hash IS 'Hash of those rules.';
COMMENT ON COLUMN public.article.created_at IS 'When the article was first written.';
COMMENT ON COLUMN public.article.updated_at IS 'When its content was last written.';
COMMENT ON COLUMN public.article.flags IS
    'What a reader should know of its making: legacy-encoding:tcvn3 (converted), legacy-encoding:mixed (partly not), layout:unknown, …';
COMMENT ON COLUMN public.article.confidence IS
    'How sure it is that this is the page''s article, whole and alone: 0 to 1; null until it is cleaned again.';
COMMENT ON COLUMN public.article.layout IS 'Layout of its site by which its text was made; null: none was known.';

CREATE TABLE public.article_version (
    page_id bigint NOT NULL CONSTRAINT article_version_page_id_fkey REFERENCES public.page,
    version integer NOT NULL CONSTRAINT article_version_version_check CHECK (version > 0),
    snapshot_id bigint NOT NULL CONSTRAINT article_version_snapshot_id_fkey REFERENCES public.snapshot,
    site text NOT NULL CONSTRAINT article_version_site_fkey REFERENCES public.site,
    title text,
    lead text,
    text text NOT NULL,
    published_at timestamptz,
    published_precision text CONSTRAINT article_version_published_precision_check
        CHECK (published_precision IN ('second', 'minute', 'day')),
    published_source text CONSTRAINT article_version_published_source_check
        CHECK (published_source IN ('selector', 'layout', 'json-ld', 'meta', 'url', 'list', 'text')),
    event_date date,
    author text,
    source_name text,
    section text[] NOT NULL DEFAULT '{}',
    images jsonb NOT NULL DEFAULT '[]',
    attachments jsonb NOT NULL DEFAULT '[]',
    language text,
    level text CONSTRAINT article_version_level_check CHECK (level IN ('central', 'national', 'province', 'district', 'commune')),
    province_code text CONSTRAINT article_version_province_code_fkey REFERENCES public.province,
    platform text,
    page_kind text,
    captured_at timestamptz NOT NULL,
    content_hash bytea NOT NULL CONSTRAINT article_version_content_hash_check CHECK (octet_length(content_hash) = 32),
    rules_number integer NOT NULL,
    rules_hash text NOT NULL,
    held boolean NOT NULL DEFAULT false,
    superseded_at timestamptz NOT NULL DEFAULT now(),
    flags text[] NOT NULL DEFAULT '{}',
    held_because text,
    refused_at timestamptz,
    confidence double precision CONSTRAINT article_version_confidence_check CHECK (confidence >= 0 AND confidence <= 1),
    layout integer,
    CONSTRAINT article_version_pkey PRIMARY KEY (page_id, version) DEFERRABLE,
    CONSTRAINT article_version_held_has_reason CHECK (held = (held_because IS NOT NULL) AND (held OR refused_at IS NULL))
);
CREATE INDEX article_version_held_idx ON public.article_version (site, captured_at) WHERE held AND refused_at IS NULL;
COMMENT ON TABLE public.article_version IS 'Texts that a portal showed before it changed them, numbered by the time of their capture.';
COMMENT ON COLUMN public.article_version.page_id IS 'Page.';
COMMENT ON COLUMN public.article_version.version IS 'Which text of the page, from 1.';
COMMENT ON COLUMN public.article_version.snapshot_id IS 'Capture that it was read from.';
COMMENT ON COLUMN public.article_version.site IS 'As in article.';
COMMENT ON COLUMN public.article_version.title IS 'As in article.';
COMMENT ON COLUMN public.article_version.lead IS 'As in article.';
COMMENT ON COLUMN public.article_version.text IS 'As in article.';
COMMENT ON COLUMN public.article_version.published_at IS 'As in article.';
COMMENT ON COLUMN public.article_version.published_precision IS 'As in article.';
COMMENT ON COLUMN public.article_version.published_source IS 'As in article.';
COMMENT ON COLUMN public.article_version.event_date IS 'As in article.';
COMMENT ON COLUMN public.article_version.author IS 'As in article.';
COMMENT ON COLUMN public.article_version.source_name IS 'As in article.';
COMMENT ON COLUMN public.article_version.section IS 'As in article.';
COMMENT ON COLUMN public.article_version.images IS 'As in article.';
COMMENT ON COLUMN public.article_version.attachments IS 'As in article.';
COMMENT ON COLUMN public.article_version.language IS 'As in article.';
COMMENT ON COLUMN public.article_version.level IS 'As in article.';
COMMENT ON COLUMN public.article_version.province_code IS 'As in article.';
COMMENT ON COLUMN public.article_version.platform IS 'As in article.';
COMMENT ON COLUMN public.article_version.page_kind IS 'As in article.';
COMMENT ON COLUMN public.article_version.captured_at IS 'As in article.';
COMMENT ON COLUMN public.article_version.content_hash IS 'As in article.';
COMMENT ON COLUMN public.article_version.rules_number IS 'As in article.';
COMMENT ON COLUMN public.article_version.rules_hash IS 'As in article.';
COMMENT ON COLUMN public.article_version.held IS 'Whether it was kept back for review instead of published.';
COMMENT ON COLUMN public.article_version.superseded_at IS 'When it was put here.';
COMMENT ON COLUMN public.article_version.flags IS 'As in article.';
COMMENT ON COLUMN public.article_version.layout IS 'As in article.';
COMMENT ON COLUMN public.article_version.held_because IS 'Why it was kept back; null where it was not.';
COMMENT ON COLUMN public.article_version.refused_at IS 'When a person refused to publish it; null while nobody has.';
COMMENT ON COLUMN public.article_version.confidence IS 'As in article.';

CREATE TABLE public.layout (
    site text NOT NULL CONSTRAINT layout_site_fkey REFERENCES public.site,
    number integer NOT NULL CONSTRAINT layout_number_check CHECK (number > 0),
    hash text NOT NULL,
    templates jsonb NOT NULL,
    learned_from text NOT NULL,
    captures integer NOT NULL,
    learned_at timestamptz NOT NULL DEFAULT now(),
    held_because text,
    CONSTRAINT layout_pkey PRIMARY KEY (site, number)
);
COMMENT ON TABLE public.layout IS 'What the pages of a portal taught of where its boilerplate, headlines, dates and texts stand.';
COMMENT ON COLUMN public.layout.site IS 'Portal.';
COMMENT ON COLUMN public.layout.number IS 'Which of its layouts, from 1; the greatest one that is not held is in force.';
COMMENT ON COLUMN public.layout.hash IS 'Hash of all that decides how a page is cleaned.';
COMMENT ON COLUMN public.layout.templates IS 'Its templates: places and texts as hashes, and the numbers of the pages and captures that showed them.';
COMMENT ON COLUMN public.layout.learned_from IS 'Hash of the captures that it was last learned from.';
COMMENT ON COLUMN public.layout.captures IS 'How many those were.';
COMMENT ON COLUMN public.layout.learned_at IS 'When it was first learned.';
COMMENT ON COLUMN public.layout.held_because IS 'Why it is not in force; null where it is, or was.';

CREATE TABLE public.date_change (
    page_id bigint NOT NULL CONSTRAINT date_change_page_id_fkey REFERENCES public.page,
    snapshot_id bigint NOT NULL CONSTRAINT date_change_snapshot_id_fkey REFERENCES public.snapshot,
    captured_at timestamptz NOT NULL,
    before timestamptz NOT NULL,
    after timestamptz NOT NULL,
    CONSTRAINT date_change_pkey PRIMARY KEY (page_id, snapshot_id)
);
COMMENT ON TABLE public.date_change IS 'Dates of publication that a portal changed, which makes no version: backdated articles are among them.';
COMMENT ON COLUMN public.date_change.page_id IS 'Page of the article.';
COMMENT ON COLUMN public.date_change.snapshot_id IS 'Capture that first showed the new date.';
COMMENT ON COLUMN public.date_change.captured_at IS 'Time of that capture.';
COMMENT ON COLUMN public.date_change.before IS 'Date that the captures before it showed.';
COMMENT ON COLUMN public.date_change.after IS 'Date that it shows.';

CREATE TABLE public.document_reference (
    page_id bigint NOT NULL CONSTRAINT document_reference_page_id_fkey REFERENCES public.article ON DELETE CASCADE,
    position integer CONSTRAINT document_reference_position_check CHECK (position >= 0),
    as_written text NOT NULL,
    number text NOT NULL,
    number_key text NOT NULL,
    kind text,
    issuer text,
    issued_on date,
    CONSTRAINT document_reference_pkey PRIMARY KEY (page_id, number_key)
);
CREATE INDEX document_reference_number_idx ON public.document_reference (number_key);
COMMENT ON TABLE public.document_reference IS 'Documents that the articles cite by their numbers, each once an article.';
COMMENT ON COLUMN public.document_reference.page_id IS 'Article that cites it.';
COMMENT ON COLUMN public.document_reference.position IS 'Letters before as_written in lead and text (parted by a blank line); null where only the title cites it.';
COMMENT ON COLUMN public.document_reference.as_written IS 'Its first mention: kind, number and date, as far as they stand side by side.';
COMMENT ON COLUMN public.document_reference.number IS 'Its number in one spelling (27-NQ/TU, 38/NQ-CP, 59/2020/QH14).';
COMMENT ON COLUMN public.document_reference.number_key IS 'The number''s letters and digits, folded plainly, without leading zeros: what numbers are compared by.';
COMMENT ON COLUMN public.document_reference.kind IS 'Nghị quyết, Kế hoạch, …; null where neither word nor letters tell.';
COMMENT ON COLUMN public.document_reference.issuer IS 'Who issued it, where the text or the number tells.';
COMMENT ON COLUMN public.document_reference.issued_on IS 'Its date, where the text tells.';

-- ---------------------------------------------------------------------------------------------------------------------
-- Search. One GIN index holds words, neighbours and filters, so that a query is one look at it, whatever it asks for.
-- `make bench-search` measures it at a million articles.

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
CREATE INDEX article_search_lexemes_idx ON public.article_search
    USING gin (public.search_lexemes(words, filters)) WITH (gin_pending_list_limit = 8192);
ALTER INDEX public.article_search_lexemes_idx ALTER COLUMN 1 SET STATISTICS 0;

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

-- ---------------------------------------------------------------------------------------------------------------------
-- Views for people who query with psql, DuckDB or R

CREATE VIEW public.articles AS
SELECT a.page_id AS id, p.url, a.site, s.name AS site_name, a.level, v.name AS province, v.successor, s.since_2025,
       a.title, a.lead, a.text, a.published_at,
       (a.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS published_on,
       a.published_precision, a.published_source, a.event_date, a.author, a.source_name, a.section, a.language,
       a.platform, a.page_kind, a.version, a.captured_at, a.first_captured_at, a.snapshot_id, a.flags,
       public.display_title(a.title, a.lead, a.text) AS display_title,
       a.confidence
FROM public.article a
JOIN public.page p ON p.id = a.page_id
JOIN public.site s ON s.id = a.site
LEFT JOIN public.province v ON v.code = a.province_code;
COMMENT ON VIEW public.articles IS
    'Every article with its address, portal and province; published_on is the day in Asia/Ho_Chi_Minh, successor the province since July 2025.';
COMMENT ON COLUMN public.articles.id IS 'Number of the article; its page has the same.';
COMMENT ON COLUMN public.articles.url IS 'Canonical address of its page.';
COMMENT ON COLUMN public.articles.site IS 'Id of the portal.';
COMMENT ON COLUMN public.articles.site_name IS 'Name of the portal.';
COMMENT ON COLUMN public.articles.level IS 'Tier of the unit that published it: central, national, province, district or commune.';
COMMENT ON COLUMN public.articles.province IS 'Province of that unit, as it was before July 2025; null for central and national portals.';
COMMENT ON COLUMN public.articles.successor IS 'Province that this one became or joined on 1 July 2025.';
COMMENT ON COLUMN public.articles.since_2025 IS 'What became of the unit in July 2025, where the province''s successor does not tell.';
COMMENT ON COLUMN public.articles.title IS 'Title.';
COMMENT ON COLUMN public.articles.lead IS 'Lead paragraph (sapo), where the portal sets it apart; it is not repeated in text.';
COMMENT ON COLUMN public.articles.text IS 'Paragraphs, parted by one blank line.';
COMMENT ON COLUMN public.articles.published_at IS 'When the portal published it; where only the day is known, its midnight in Asia/Ho_Chi_Minh.';
COMMENT ON COLUMN public.articles.published_on IS 'Day of published_at in Asia/Ho_Chi_Minh.';
COMMENT ON COLUMN public.articles.published_precision IS 'How exactly published_at is known: second, minute or day.';
COMMENT ON COLUMN public.articles.published_source IS 'Where published_at was read: selector, json-ld, meta, url, list or text.';
COMMENT ON COLUMN public.articles.event_date IS 'Day of the event that the text tells of.';
COMMENT ON COLUMN public.articles.author IS 'Who signed it.';
COMMENT ON COLUMN public.articles.source_name IS 'Paper or portal that it was taken from.';
COMMENT ON COLUMN public.articles.section IS 'Section path, outermost first.';
COMMENT ON COLUMN public.articles.language IS 'Language of the text (ISO 639-1).';
COMMENT ON COLUMN public.articles.platform IS 'CMS that was recognised.';
COMMENT ON COLUMN public.articles.page_kind IS 'Kind of page that was recognised.';
COMMENT ON COLUMN public.articles.version IS 'Which text of the page this is, from 1.';
COMMENT ON COLUMN public.articles.captured_at IS 'Time of the capture that it was read from.';
COMMENT ON COLUMN public.articles.first_captured_at IS 'Time of the earliest capture that gave an article.';
COMMENT ON COLUMN public.articles.snapshot_id IS 'Capture that it was read from.';
COMMENT ON COLUMN public.articles.flags IS 'What a reader should know of its making, such as legacy-encoding:tcvn3.';
COMMENT ON COLUMN public.articles.display_title IS 'Title, or the first words of lead or text where there is none.';
COMMENT ON COLUMN public.articles.confidence IS
    'How sure it is that this is the page''s article, whole and alone, from 0 to 1; 0.9 and more is certain.';

CREATE VIEW public.images AS
SELECT a.page_id AS article_id, a.site, i.number::integer AS number, i.image ->> 'url' AS url,
       i.image ->> 'file_name' AS file_name, i.image ->> 'caption' AS caption, i.image ->> 'credit' AS credit
FROM public.article a, jsonb_array_elements(a.images) WITH ORDINALITY AS i (image, number);
COMMENT ON VIEW public.images IS 'Pictures of the articles in their order, with captions; url and file_name are null where only the caption is known.';
COMMENT ON COLUMN public.images.article_id IS 'Article that shows it.';
COMMENT ON COLUMN public.images.site IS 'Id of the portal.';
COMMENT ON COLUMN public.images.number IS 'Place among the article''s pictures, from 1.';
COMMENT ON COLUMN public.images.url IS 'Address of the picture; null where only its caption is known.';
COMMENT ON COLUMN public.images.file_name IS 'Last part of that address.';
COMMENT ON COLUMN public.images.caption IS 'Caption, without the credit.';
COMMENT ON COLUMN public.images.credit IS 'Who made the picture, as the caption says.';

CREATE VIEW public.attachments AS
SELECT a.page_id AS article_id, a.site, f.number::integer AS number, f.attachment ->> 'url' AS url, f.attachment ->> 'title' AS title
FROM public.article a, jsonb_array_elements(a.attachments) WITH ORDINALITY AS f (attachment, number);
COMMENT ON VIEW public.attachments IS 'Documents that the articles link to.';
COMMENT ON COLUMN public.attachments.article_id IS 'Article that links to it.';
COMMENT ON COLUMN public.attachments.site IS 'Id of the portal.';
COMMENT ON COLUMN public.attachments.number IS 'Place among the article''s documents, from 1.';
COMMENT ON COLUMN public.attachments.url IS 'Address of the document.';
COMMENT ON COLUMN public.attachments.title IS 'Text of the link.';

CREATE VIEW public.citations AS
SELECT r.page_id AS article_id, p.url, a.site, a.title, r.number, r.kind, r.issuer, r.issued_on, r.as_written, r.position,
       public.display_title(a.title, a.lead, a.text) AS display_title
FROM public.document_reference r
JOIN public.article a ON a.page_id = r.page_id
JOIN public.page p ON p.id = r.page_id;
COMMENT ON VIEW public.citations IS 'Documents that the articles cite, one row a document and article.';
COMMENT ON COLUMN public.citations.article_id IS 'Article that cites the document.';
COMMENT ON COLUMN public.citations.url IS 'Canonical address of the article.';
COMMENT ON COLUMN public.citations.site IS 'Id of the portal.';
COMMENT ON COLUMN public.citations.title IS 'Title of the article.';
COMMENT ON COLUMN public.citations.number IS 'Number of the document in one spelling (27-NQ/TU, 38/NQ-CP).';
COMMENT ON COLUMN public.citations.kind IS 'Nghị quyết, Kế hoạch, …; null where neither word nor letters tell.';
COMMENT ON COLUMN public.citations.issuer IS 'Who issued it, where the text or the number tells.';
COMMENT ON COLUMN public.citations.issued_on IS 'Its date, where the text tells.';
COMMENT ON COLUMN public.citations.as_written IS 'First mention in the article, as it is written.';
COMMENT ON COLUMN public.citations.position IS 'Letters before as_written in lead and text; null where only the title cites it.';
COMMENT ON COLUMN public.citations.display_title IS 'Title of the article, or its first words where there is none.';

CREATE VIEW public.rejections AS
SELECT n.id AS snapshot_id, n.page_id, p.site, p.url, n.reason, n.detail, n.page_kind, n.platform,
       n.fetched_at AS captured_at, n.rules_number, n.normalised_at,
       EXISTS (SELECT FROM public.article a WHERE a.page_id = n.page_id) AS has_article
FROM public.snapshot n
JOIN public.page p ON p.id = n.page_id
WHERE n.state = 'rejection';
COMMENT ON VIEW public.rejections IS 'Captures that are no article, and why; has_article: another capture of the page is one.';
COMMENT ON COLUMN public.rejections.snapshot_id IS 'The capture.';
COMMENT ON COLUMN public.rejections.page_id IS 'Page that was captured.';
COMMENT ON COLUMN public.rejections.site IS 'Id of the portal.';
COMMENT ON COLUMN public.rejections.url IS 'Canonical address of the page.';
COMMENT ON COLUMN public.rejections.reason IS 'Why it is no article, from a closed list.';
COMMENT ON COLUMN public.rejections.detail IS 'What was seen that told, for a person.';
COMMENT ON COLUMN public.rejections.page_kind IS 'Kind of page that was recognised.';
COMMENT ON COLUMN public.rejections.platform IS 'CMS that was recognised.';
COMMENT ON COLUMN public.rejections.captured_at IS 'Time of the capture.';
COMMENT ON COLUMN public.rejections.rules_number IS 'Number of the rules that decided.';
COMMENT ON COLUMN public.rejections.normalised_at IS 'When that was decided.';
COMMENT ON COLUMN public.rejections.has_article IS 'Whether another capture of the page is an article.';

CREATE VIEW public.versions AS
SELECT w.page_id AS article_id, w.version, false AS current, w.held, w.site, w.title, w.lead, w.text, w.published_at,
       w.author, w.captured_at, w.snapshot_id, w.superseded_at, w.held_because, w.refused_at,
       public.display_title(w.title, w.lead, w.text) AS display_title
FROM public.article_version w
UNION ALL
SELECT a.page_id, a.version, true, false, a.site, a.title, a.lead, a.text, a.published_at, a.author, a.captured_at, a.snapshot_id,
       NULL, NULL, NULL, public.display_title(a.title, a.lead, a.text)
FROM public.article a;
COMMENT ON VIEW public.versions IS 'Every text that each article had, the present one (current) included.';
COMMENT ON COLUMN public.versions.article_id IS 'The article.';
COMMENT ON COLUMN public.versions.version IS 'Which text of the page, from 1, by the time of the captures.';
COMMENT ON COLUMN public.versions.current IS 'Whether it is the article''s present text.';
COMMENT ON COLUMN public.versions.held IS 'Whether it was kept back for review instead of published.';
COMMENT ON COLUMN public.versions.site IS 'Id of the portal.';
COMMENT ON COLUMN public.versions.title IS 'Title.';
COMMENT ON COLUMN public.versions.lead IS 'Lead paragraph.';
COMMENT ON COLUMN public.versions.text IS 'Paragraphs, parted by one blank line.';
COMMENT ON COLUMN public.versions.published_at IS 'When the portal published it, as this text says.';
COMMENT ON COLUMN public.versions.author IS 'Who signed it.';
COMMENT ON COLUMN public.versions.captured_at IS 'Time of its capture.';
COMMENT ON COLUMN public.versions.snapshot_id IS 'Capture that it was read from.';
COMMENT ON COLUMN public.versions.superseded_at IS 'When another text took its place, or when it was held; null for the present one.';
COMMENT ON COLUMN public.versions.held_because IS 'Why it was kept back; null where it was not.';
COMMENT ON COLUMN public.versions.refused_at IS 'When a person refused to publish it; null while nobody has.';
COMMENT ON COLUMN public.versions.display_title IS 'Title, or the first words of lead or text where there is none.';

CREATE VIEW public.runs AS
SELECT r.id, r.site, s.name AS site_name, r.started_at, r.ended_at, coalesce(r.ended_at, r.heartbeat_at) - r.started_at AS duration,
       coalesce(r.ending, 'running') AS ending, r.reason, r.exit_code, r.options, r.counts, r.machine, r.heartbeat_at,
       h.verdict, h.findings
FROM public.crawl_run r
JOIN public.site s ON s.id = r.site
LEFT JOIN public.run_health h ON h.run_id = r.id;
COMMENT ON VIEW public.runs IS 'Crawl runs. One that still says running and has no recent heartbeat was lost; the next crawl of its host marks it.';
COMMENT ON COLUMN public.runs.id IS 'Number of the run.';
COMMENT ON COLUMN public.runs.site IS 'Id of the portal.';
COMMENT ON COLUMN public.runs.site_name IS 'Name of the portal.';
COMMENT ON COLUMN public.runs.started_at IS 'When it began.';
COMMENT ON COLUMN public.runs.ended_at IS 'When it ended (a lost run: its last heartbeat); null while it runs.';
COMMENT ON COLUMN public.runs.duration IS 'Time from its beginning to its end, or to its last heartbeat.';
COMMENT ON COLUMN public.runs.ending IS 'finished, stopped, failed, lost (its process died) or running.';
COMMENT ON COLUMN public.runs.reason IS 'Why it ended so, for a person.';
COMMENT ON COLUMN public.runs.exit_code IS 'What its command returned; null while it runs.';
COMMENT ON COLUMN public.runs.options IS 'What it was asked for (since, limit, full, now).';
COMMENT ON COLUMN public.runs.counts IS 'Pages, lists, items, outcomes and more, as counted up to its end or last heartbeat.';
COMMENT ON COLUMN public.runs.machine IS 'Machine that crawled.';
COMMENT ON COLUMN public.runs.heartbeat_at IS 'When it last said that it lives.';
COMMENT ON COLUMN public.runs.verdict IS 'healthy, flagged or learning; null while nobody has judged it.';
COMMENT ON COLUMN public.runs.findings IS 'What was found wrong, as a list of {code, subject, words, figures}.';

-- ---------------------------------------------------------------------------------------------------------------------
-- The read-only role. Roles belong to the whole server: another database may have made it, or be making it just now.
-- Where we may not make roles, the corpus works without it.

DO $role$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'tinhuy_reader') THEN
        CREATE ROLE tinhuy_reader NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
    WHEN insufficient_privilege THEN RAISE NOTICE 'role tinhuy_reader is missing and may not be created by %', current_user;
END
$role$;

DO $grants$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'tinhuy_reader') THEN
        GRANT USAGE ON SCHEMA public TO tinhuy_reader;
        GRANT SELECT ON public.province, public.site, public.address_class, public.idle_parameter, public.crawl_run, public.page, public.page_alias, public.dictionary, public.body,
            public.snapshot, public.fetch_log, public.takedown, public.section_walk, public.schedule, public.run_health, public.alarm, public.layout, public.date_change, public.article, public.article_version,
            public.article_search, public.search_entry, public.article_count, public.title_word, public.title_change, public.cited_documents, public.documents, public.document_reference, public.articles, public.images, public.attachments,
            public.citations, public.rejections, public.versions, public.runs TO tinhuy_reader;
    END IF;
END
$grants$;

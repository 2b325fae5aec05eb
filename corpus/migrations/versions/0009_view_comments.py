"""A comment on every column of every view, for people who query the corpus."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"

_COMMENTS = """
COMMENT ON COLUMN public.articles.id IS 'Number of the article; its page has the same.';
COMMENT ON COLUMN public.articles.url IS 'Canonical address of its page.';
COMMENT ON COLUMN public.articles.site IS 'Id of the portal.';
COMMENT ON COLUMN public.articles.site_name IS 'Name of the portal.';
COMMENT ON COLUMN public.articles.level IS
    'Tier of the unit that published it: central, national, province, district or commune.';
COMMENT ON COLUMN public.articles.province IS
    'Province of that unit, as it was before July 2025; null for central and national portals.';
COMMENT ON COLUMN public.articles.successor IS 'Province that this one became or joined on 1 July 2025.';
COMMENT ON COLUMN public.articles.since_2025 IS
    'What became of the unit in July 2025, where the province''s successor does not tell.';
COMMENT ON COLUMN public.articles.title IS 'Title.';
COMMENT ON COLUMN public.articles.lead IS
    'Lead paragraph (sapo), where the portal sets it apart; it is not repeated in text.';
COMMENT ON COLUMN public.articles.text IS 'Paragraphs, parted by one blank line.';
COMMENT ON COLUMN public.articles.published_at IS
    'When the portal published it; where only the day is known, its midnight in Asia/Ho_Chi_Minh.';
COMMENT ON COLUMN public.articles.published_on IS 'Day of published_at in Asia/Ho_Chi_Minh.';
COMMENT ON COLUMN public.articles.published_precision IS 'How exactly published_at is known: second, minute or day.';
COMMENT ON COLUMN public.articles.published_source IS
    'Where published_at was read: selector, json-ld, meta, url, list or text.';
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
COMMENT ON COLUMN public.images.article_id IS 'Article that shows it.';
COMMENT ON COLUMN public.images.site IS 'Id of the portal.';
COMMENT ON COLUMN public.images.number IS 'Place among the article''s pictures, from 1.';
COMMENT ON COLUMN public.images.url IS 'Address of the picture; null where only its caption is known.';
COMMENT ON COLUMN public.images.file_name IS 'Last part of that address.';
COMMENT ON COLUMN public.images.caption IS 'Caption, without the credit.';
COMMENT ON COLUMN public.images.credit IS 'Who made the picture, as the caption says.';
COMMENT ON COLUMN public.attachments.article_id IS 'Article that links to it.';
COMMENT ON COLUMN public.attachments.site IS 'Id of the portal.';
COMMENT ON COLUMN public.attachments.number IS 'Place among the article''s documents, from 1.';
COMMENT ON COLUMN public.attachments.url IS 'Address of the document.';
COMMENT ON COLUMN public.attachments.title IS 'Text of the link.';
COMMENT ON COLUMN public.citations.article_id IS 'Article that cites the document.';
COMMENT ON COLUMN public.citations.url IS 'Canonical address of the article.';
COMMENT ON COLUMN public.citations.site IS 'Id of the portal.';
COMMENT ON COLUMN public.citations.title IS 'Title of the article.';
COMMENT ON COLUMN public.citations.number IS 'Number of the document in one spelling (27-NQ/TU, 38/NQ-CP).';
COMMENT ON COLUMN public.citations.kind IS 'Nghị quyết, Kế hoạch, …; null where neither word nor letters tell.';
COMMENT ON COLUMN public.citations.issuer IS 'Who issued it, where the text or the number tells.';
COMMENT ON COLUMN public.citations.issued_on IS 'Its date, where the text tells.';
COMMENT ON COLUMN public.citations.as_written IS 'First mention in the article, as it is written.';
COMMENT ON COLUMN public.citations.position IS
    'Letters before as_written in lead and text; null where only the title cites it.';
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
COMMENT ON COLUMN public.versions.superseded_at IS
    'When another text took its place, or when it was held; null for the present one.';
COMMENT ON COLUMN public.versions.held_because IS 'Why it was kept back; null where it was not.';
COMMENT ON COLUMN public.versions.refused_at IS 'When a person refused to publish it; null while nobody has.';
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
COMMENT ON COLUMN public.runs.counts IS
    'Pages, lists, items, outcomes and more, as counted up to its end or last heartbeat.';
COMMENT ON COLUMN public.runs.machine IS 'Machine that crawled.';
COMMENT ON COLUMN public.runs.heartbeat_at IS 'When it last said that it lives.';
COMMENT ON COLUMN public.runs.verdict IS 'healthy, flagged or learning; null while nobody has judged it.';
COMMENT ON COLUMN public.runs.findings IS 'What was found wrong, as a list of {code, subject, words, figures}.';
"""


def upgrade() -> None:
    """Write the comments."""
    op.get_bind().connection.cursor().execute(_COMMENTS)

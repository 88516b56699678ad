-- Articles, annotations, speakers and the log.
-- Texts compare and sort by code point, whatever the database's locale.

CREATE DOMAIN words AS text COLLATE "C";

CREATE TABLE setting (
    one int PRIMARY KEY DEFAULT 1 CHECK (one = 1),
    store uuid NOT NULL DEFAULT gen_random_uuid(),
    branch uuid NOT NULL DEFAULT gen_random_uuid(),
    schema_version int NOT NULL,
    index_version int NOT NULL,
    moved_to text
);

-- Logins of the database, and the names that their decisions are signed with.
CREATE TABLE member (
    login words PRIMARY KEY,
    shown words NOT NULL UNIQUE
);

CREATE TABLE revision (
    id words PRIMARY KEY,
    article_id words NOT NULL,
    seq int NOT NULL,
    state words NOT NULL,
    headline words, source words, byline words, published words, updated words, embargo words, dateline words,
    credit words, language words, url words, external_id words, external_version words, guessed_encoding words,
    reader words NOT NULL,
    reader_version words NOT NULL,
    seen_at words NOT NULL,
    sha256 words NOT NULL,
    standfirst words NOT NULL,
    captions words NOT NULL,
    source_sha256 words, incomplete words, reader_notes words, pages words, joins words, turns words,
    body words NOT NULL,
    UNIQUE (article_id, seq)
);
CREATE INDEX revision_sha256 ON revision(sha256);
-- Hashed: an address may be longer than an index row.
CREATE INDEX revision_url ON revision USING hash (url);

CREATE TABLE article (
    number bigint PRIMARY KEY,
    id words NOT NULL UNIQUE,
    identity words NOT NULL,
    revision_id words NOT NULL REFERENCES revision(id),
    revision_count int NOT NULL,
    sorted_at words NOT NULL,
    sorted_source words NOT NULL DEFAULT '',
    current_state words NOT NULL DEFAULT 'live',
    quotation_count int NOT NULL DEFAULT 0,
    open_count int NOT NULL DEFAULT 0,
    stale_count int NOT NULL DEFAULT 0
);
ALTER TABLE revision ADD FOREIGN KEY (article_id) REFERENCES article(id) DEFERRABLE INITIALLY DEFERRED;
-- An identity may be longer than an index row. It is unique because articles are added one after another.
CREATE INDEX article_identity ON article(hashtextextended(identity, 0));
CREATE INDEX article_sorted ON article(sorted_at, id);
CREATE INDEX article_source ON article(sorted_source, sorted_at DESC, id DESC);
CREATE INDEX article_most_open ON article(open_count, sorted_at, id);
CREATE INDEX article_open ON article(sorted_at, id, open_count) WHERE open_count > 0;
CREATE INDEX article_settled ON article(sorted_at, id) WHERE open_count = 0 AND quotation_count > 0;
CREATE INDEX article_stale ON article(sorted_at, id) WHERE stale_count > 0;
CREATE INDEX article_updated ON article(number) WHERE revision_count > 1;
CREATE INDEX article_state ON article(current_state, sorted_at, id) WHERE current_state <> 'live';

-- A few fingerprints of each text without id or address, by which a changed copy of it is found again.
CREATE TABLE kin (
    fingerprint bigint NOT NULL,
    article_number bigint NOT NULL REFERENCES article(number),
    PRIMARY KEY (fingerprint, article_number)
);

CREATE TABLE tally (
    one int PRIMARY KEY DEFAULT 1 CHECK (one = 1),
    open_articles bigint NOT NULL DEFAULT 0,
    open_quotations bigint NOT NULL DEFAULT 0
);

CREATE TABLE speaker (
    id words PRIMARY KEY,
    name words NOT NULL,
    aliases jsonb NOT NULL DEFAULT '[]',
    merged_into words REFERENCES speaker(id),
    role words,
    quotations int NOT NULL DEFAULT 0,
    version int NOT NULL DEFAULT 1,
    added_by words NOT NULL,
    added_at words NOT NULL,
    changed_by words NOT NULL,
    changed_at words NOT NULL,
    change_id words NOT NULL,
    action words NOT NULL,
    undoes words
);
CREATE INDEX speaker_listed ON speaker(quotations DESC, name, id) WHERE merged_into IS NULL;

CREATE TABLE alias (
    speaker_id words NOT NULL REFERENCES speaker(id),
    name words NOT NULL,
    folded words NOT NULL
);
CREATE INDEX alias_speaker ON alias(speaker_id);
CREATE INDEX alias_folded ON alias USING hash (folded);

CREATE TABLE speaker_word (
    word words NOT NULL,
    speaker_id words NOT NULL REFERENCES speaker(id),
    PRIMARY KEY (word, speaker_id)
);
CREATE INDEX speaker_word_speaker ON speaker_word(speaker_id);

CREATE TABLE annotation (
    id words PRIMARY KEY,
    article_id words NOT NULL REFERENCES article(id),
    version int NOT NULL,
    kind words NOT NULL,
    quotation_kind words,
    status words NOT NULL,
    speaker words,
    speaker_id words REFERENCES speaker(id),
    role words,
    record words NOT NULL,
    unnamed boolean NOT NULL,
    descriptor words,
    unnamed_reason words,
    via words,
    note words,
    tags jsonb NOT NULL,
    flagged boolean NOT NULL DEFAULT false,
    checked_against words,
    span_set int NOT NULL,
    origin words NOT NULL,
    author words NOT NULL,
    generator words,
    generator_version words,
    confidence double precision,
    reason words,
    created_at words NOT NULL,
    provenance words,
    changed_at words NOT NULL,
    changed_by words NOT NULL,
    change_id words NOT NULL,
    action words NOT NULL,
    undoes words,
    -- The edit's number in its change: the log has them in this order.
    edit int NOT NULL DEFAULT 0
);
CREATE INDEX annotation_article ON annotation(article_id);
CREATE INDEX annotation_speaker ON annotation(speaker_id) WHERE speaker_id IS NOT NULL;
CREATE INDEX annotation_stale ON annotation(article_id, id) WHERE status = 'stale';
CREATE INDEX annotation_tagged ON annotation(article_id) WHERE tags <> '[]';
CREATE INDEX annotation_noted ON annotation(article_id) WHERE note IS NOT NULL;
CREATE INDEX annotation_flagged ON annotation(article_id)
    WHERE flagged AND kind = 'quote' AND status NOT IN ('rejected', 'removed');

CREATE TABLE span (
    annotation_id words NOT NULL,
    span_set int NOT NULL,
    ordinal int NOT NULL,
    role words NOT NULL,
    piece int NOT NULL,
    revision_id words NOT NULL REFERENCES revision(id),
    start int NOT NULL,
    "end" int NOT NULL,
    exact words NOT NULL,
    prefix words NOT NULL,
    suffix words NOT NULL,
    state words NOT NULL,
    PRIMARY KEY (annotation_id, span_set, ordinal),
    FOREIGN KEY (annotation_id) REFERENCES annotation(id) DEFERRABLE INITIALLY DEFERRED,
    CHECK (0 <= start AND start < "end")
);

CREATE TABLE finding (
    revision_id words NOT NULL REFERENCES revision(id),
    generator words NOT NULL,
    generator_version words NOT NULL,
    held_back int NOT NULL,
    change_id words NOT NULL,
    at words NOT NULL,
    PRIMARY KEY (revision_id, generator, generator_version)
);

-- What an update did to an annotation.
CREATE TABLE fate (
    annotation_id words NOT NULL REFERENCES annotation(id),
    version int NOT NULL,
    was_version int NOT NULL,
    revision_id words NOT NULL REFERENCES revision(id),
    reason words NOT NULL,
    urgency int NOT NULL,
    PRIMARY KEY (annotation_id, version)
);

CREATE TABLE event (
    seq bigint PRIMARY KEY,
    at words NOT NULL,
    actor words NOT NULL,
    login words NOT NULL,
    action words NOT NULL,
    change_id words NOT NULL,
    undoes words,
    article_id words NOT NULL REFERENCES article(id),
    annotation_id words NOT NULL REFERENCES annotation(id),
    version int NOT NULL,
    before jsonb,
    after jsonb NOT NULL,
    UNIQUE (annotation_id, version)
);
CREATE INDEX event_article ON event(article_id, seq);
CREATE INDEX event_change ON event(change_id);

CREATE TABLE register_event (
    seq bigint PRIMARY KEY,
    at words NOT NULL,
    actor words NOT NULL,
    login words NOT NULL,
    action words NOT NULL,
    change_id words NOT NULL,
    undoes words,
    speaker_id words NOT NULL REFERENCES speaker(id),
    version int NOT NULL,
    before jsonb,
    after jsonb NOT NULL,
    UNIQUE (speaker_id, version)
);
CREATE INDEX register_event_change ON register_event(change_id);

-- Each person's changes, as undo and redo see them.
CREATE TABLE step (
    change_id words PRIMARY KEY,
    actor words NOT NULL,
    action words NOT NULL,
    seq bigint NOT NULL,
    taken_back bigint,
    passed boolean NOT NULL DEFAULT false
);
CREATE INDEX step_latest ON step(actor, seq);
CREATE INDEX step_standing ON step(actor, seq) WHERE taken_back IS NULL AND NOT passed;
CREATE INDEX step_taken_back ON step(actor, taken_back) WHERE taken_back IS NOT NULL AND NOT passed;

CREATE TABLE tag (
    name words PRIMARY KEY,
    uses int NOT NULL
);

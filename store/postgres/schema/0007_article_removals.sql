-- Articles that were imported by mistake can be removed: the log keeps that they were there, and the text goes.
-- What nobody could delete, can be deleted from now on if it belongs to an article whose removal is logged.

CREATE TABLE article_removal (
    seq bigint PRIMARY KEY,
    at words NOT NULL,
    actor words NOT NULL,
    login words,
    reason words NOT NULL,
    article_id words NOT NULL UNIQUE,
    -- That of the article, which no other article gets.
    number bigint NOT NULL UNIQUE,
    identity words NOT NULL,
    headline words,
    source words,
    received_at words NOT NULL,
    revisions int NOT NULL,
    quotations int NOT NULL,
    decisions jsonb NOT NULL,
    -- The lines of the log that went with it.
    lines int NOT NULL
);
CREATE INDEX article_removal_identity ON article_removal(hashtextextended(identity, 0));
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON article_removal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('The log is never changed.');
CREATE TRIGGER z_news AFTER INSERT ON article_removal FOR EACH STATEMENT EXECUTE FUNCTION tell_desks();

-- The log's heads are computed over the digests of its lines, so they stay the same.
CREATE TABLE removed_line (seq bigint PRIMARY KEY, digest words NOT NULL);
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON removed_line
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('The log is never changed.');

CREATE FUNCTION keep_unless_removed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gone jsonb := to_jsonb(old);
    of_article text := CASE
        WHEN tg_table_name = 'article' THEN gone ->> 'id'
        WHEN tg_table_name IN ('span', 'fate') THEN
            (SELECT article_id FROM annotation WHERE id = gone ->> 'annotation_id')
        ELSE gone ->> 'article_id' END;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM article_removal WHERE article_id = of_article) THEN
        RAISE EXCEPTION '%', tg_argv[0] USING errcode = 'PQ002';
    END IF;
    RETURN old;
END $$;

DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT * FROM (VALUES
        ('article', 'TRUNCATE', 'Articles are kept, unless their removal is logged.'),
        ('revision', 'UPDATE OR TRUNCATE', 'A revision is never changed.'),
        ('span', 'UPDATE OR TRUNCATE', 'A span is never changed.'),
        ('fate', 'UPDATE OR TRUNCATE', 'A fate is never changed.'),
        ('event', 'UPDATE OR TRUNCATE', 'The log is never changed.'),
        ('annotation', 'TRUNCATE', 'An annotation is never deleted: its status is set to removed.')
    ) AS kept(name, deeds, words) LOOP
        EXECUTE format('DROP TRIGGER kept ON %I', one.name);
        EXECUTE format('CREATE TRIGGER kept BEFORE %s ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse(%L)',
            one.deeds, one.name, one.words);
        EXECUTE format('CREATE TRIGGER kept_row BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION keep_unless_removed(%L)',
            one.name, one.words);
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION last_seq() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT greatest((SELECT max(seq) FROM event), (SELECT max(seq) FROM register_event),
        (SELECT max(seq) FROM article_removal), 0)
$$;

-- Log the removal of an article, whose quotations are removed and which is in no index any more, and delete it. Editors may
-- remove what nobody decided on; decisions go with an article only if a chief says so.
CREATE FUNCTION remove_article(id text, signed text, at text, reason text, quotations int, digests text[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
    gone text := remove_article.id;
    changes text[];
    decisions jsonb;
BEGIN
    IF NOT may_sign(signed) THEN
        RAISE EXCEPTION 'A removal is signed by its author.' USING errcode = '42501';
    END IF;
    IF EXISTS (SELECT 1 FROM annotation WHERE article_id = gone AND status <> 'removed') THEN
        RAISE EXCEPTION 'Quotations are removed before their article.' USING errcode = 'PQ001';
    END IF;
    decisions := (
        SELECT coalesce(jsonb_object_agg(actor, made), '{}') FROM (
            SELECT actor, count(*) AS made FROM event
            WHERE article_id = gone AND action NOT IN ('suggest', 'anchor')
                -- This transaction has just removed the quotations.
                AND event.xmin <> pg_current_xact_id()::xid
            GROUP BY actor) AS counted);
    IF decisions <> '{}' AND NOT pg_has_role(session_user, current_user, 'MEMBER')
        AND NOT pg_has_role(session_user, (current_database() || '_chief')::name, 'MEMBER') THEN
        RAISE EXCEPTION 'Only a chief removes decisions.' USING errcode = '42501';
    END IF;
    INSERT INTO article_removal(seq, at, actor, login, reason, article_id, number, identity, headline, source, received_at,
        revisions, quotations, decisions, lines)
    SELECT last_seq() + 1, CASE WHEN me() IS NULL THEN remove_article.at ELSE server_time() END, signed, session_user, remove_article.reason, article.id, article.number,
        article.identity, headline, source, (SELECT seen_at FROM revision WHERE article_id = gone AND seq = 1), revision_count,
        remove_article.quotations, decisions, (SELECT count(*) FROM event WHERE article_id = gone)
    FROM article JOIN revision ON revision.id = article.revision_id WHERE article.id = gone;
    IF cardinality(digests) <> (SELECT count(*) FROM event WHERE article_id = gone) THEN
        RAISE EXCEPTION 'Each line that goes leaves its digest.' USING errcode = 'PQ001';
    END IF;
    INSERT INTO removed_line SELECT seq, digests[row_number() OVER (ORDER BY seq)] FROM event WHERE article_id = gone;
    changes := ARRAY(SELECT DISTINCT change_id FROM event WHERE article_id = gone);
    DELETE FROM review_place WHERE annotation_id IN (SELECT annotation.id FROM annotation WHERE article_id = gone);
    DELETE FROM fate WHERE annotation_id IN (SELECT annotation.id FROM annotation WHERE article_id = gone);
    DELETE FROM event WHERE article_id = gone;
    DELETE FROM step WHERE change_id = ANY(changes)
        AND NOT EXISTS (SELECT 1 FROM event WHERE event.change_id = step.change_id)
        AND NOT EXISTS (SELECT 1 FROM register_event WHERE register_event.change_id = step.change_id);
    -- A step of several articles was undone by what is left of its undo; without that, it is redone no more.
    UPDATE step SET
        taken_back = coalesce((
            SELECT min(seq) FROM event WHERE change_id = (
                SELECT change_id FROM event WHERE undoes = step.change_id AND action = 'undo' ORDER BY seq DESC LIMIT 1)),
            taken_back),
        passed = passed OR NOT EXISTS (SELECT 1 FROM event WHERE undoes = step.change_id AND action = 'undo')
    WHERE taken_back IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event WHERE seq = taken_back)
        AND NOT EXISTS (SELECT 1 FROM register_event WHERE seq = taken_back);
    DELETE FROM span WHERE annotation_id IN (SELECT annotation.id FROM annotation WHERE article_id = gone);
    DELETE FROM annotation WHERE article_id = gone;
    DELETE FROM finding WHERE revision_id IN (SELECT revision.id FROM revision WHERE article_id = gone);
    DELETE FROM reading WHERE article_id = gone;
    DELETE FROM flag WHERE article_id = gone;
    DELETE FROM kin WHERE article_number = (SELECT number FROM article WHERE article.id = gone);
    DELETE FROM watched_article WHERE article_id = gone;
    UPDATE watch_entry SET article_id = NULL WHERE article_id = gone;
    DELETE FROM article WHERE article.id = gone;
    DELETE FROM revision WHERE article_id = gone;
END $$;
REVOKE EXECUTE ON FUNCTION remove_article FROM PUBLIC;

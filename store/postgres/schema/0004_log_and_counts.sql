-- What triggers write: the log, steps and counts.

CREATE FUNCTION note_step(new_action text, new_change text, new_undoes text, new_actor text, new_seq bigint)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF new_action = 'undo' THEN
        UPDATE step SET taken_back = new_seq WHERE change_id = new_undoes AND taken_back IS NULL;
    ELSIF new_action = 'redo' THEN
        UPDATE step SET taken_back = NULL WHERE taken_back IS NOT NULL AND change_id = coalesce(
            (SELECT undoes FROM event WHERE change_id = new_undoes LIMIT 1),
            (SELECT undoes FROM register_event WHERE change_id = new_undoes LIMIT 1));
    ELSIF new_action NOT IN ('anchor', 'suggest') THEN
        INSERT INTO step(change_id, actor, action, seq) VALUES (new_change, new_actor, new_action, new_seq)
        ON CONFLICT DO NOTHING;
    END IF;
END $$;

-- Log and count what a statement changed, in the order of its edits. One function for new annotations and one for changed
-- ones, made from one text: only the second has states before.
DO $make$
DECLARE
    made record;
    body text := $body$
DECLARE
    last bigint := last_seq();
    one record;
BEGIN
    INSERT INTO event(seq, at, actor, login, action, change_id, undoes, article_id, annotation_id, version, before, after)
    SELECT last + row_number() OVER (ORDER BY (a).edit, (a).id), (a).changed_at, (a).changed_by, session_user,
        (a).action, (a).change_id, (a).undoes, (a).article_id, (a).id, (a).version,
        CASE WHEN (o).id IS NOT NULL THEN state_of(o) END, state_of(a)
    FROM (CHANGED) AS changed;

    FOR one IN SELECT action, change_id, undoes, actor, min(seq) AS seq FROM event WHERE seq > last
               GROUP BY action, change_id, undoes, actor ORDER BY min(seq) LOOP
        PERFORM note_step(one.action, one.change_id, one.undoes, one.actor, one.seq);
    END LOOP;

    FOR one IN
        SELECT (a).article_id, sum(sign * (stands(a) AND is_here(a))::int) AS standing,
            sum(sign * (is_open(a) AND is_here(a))::int) AS open,
            sum(sign * ((a).kind = 'quote' AND (a).status = 'stale')::int) AS stale
        FROM (SELECT a, 1 AS sign FROM (CHANGED) AS n UNION ALL SELECT o, -1 FROM (CHANGED) AS n WHERE (o).id IS NOT NULL) AS counted
        GROUP BY (a).article_id ORDER BY (a).article_id
    LOOP
        IF (one.standing, one.open, one.stale) <> (0, 0, 0) THEN
            UPDATE article SET quotation_count = quotation_count + one.standing, open_count = open_count + one.open,
                stale_count = stale_count + one.stale
            WHERE id = one.article_id;
        END IF;
    END LOOP;

    FOR one IN
        SELECT (a).speaker_id, sum(sign) AS quotations,
            (array_agg((a).role ORDER BY (a).edit DESC) FILTER (WHERE sign = 1 AND (a).role IS NOT NULL))[1] AS role
        FROM (SELECT a, 1 AS sign FROM (CHANGED) AS n UNION ALL SELECT o, -1 FROM (CHANGED) AS n WHERE (o).id IS NOT NULL) AS counted
        WHERE (a).speaker_id IS NOT NULL AND stands(a)
        GROUP BY (a).speaker_id ORDER BY (a).speaker_id
    LOOP
        UPDATE speaker SET quotations = quotations + one.quotations, role = coalesce(one.role, role)
        WHERE id = one.speaker_id;
    END LOOP;

    INSERT INTO tag(name, uses)
    SELECT name, sum(sign)
    FROM (SELECT a, 1 AS sign FROM (CHANGED) AS n UNION ALL SELECT o, -1 FROM (CHANGED) AS n WHERE (o).id IS NOT NULL) AS counted,
        LATERAL (SELECT DISTINCT name FROM jsonb_array_elements_text((a).tags) AS name) AS named
    WHERE (a).status NOT IN ('rejected', 'removed')
    GROUP BY name HAVING sum(sign) <> 0 ORDER BY name COLLATE "C"
    ON CONFLICT (name) DO UPDATE SET uses = tag.uses + excluded.uses;

    INSERT INTO article_unindexed(number)
    SELECT DISTINCT number FROM (CHANGED) AS changed JOIN article ON article.id = (a).article_id
    WHERE ((a).status NOT IN ('rejected', 'removed') OR (o).status NOT IN ('rejected', 'removed'))
        AND ((a).status IN ('accepted', 'verified'), (a).status IN ('rejected', 'removed'), (a).kind, (a).speaker,
             (a).speaker_id, (a).span_set)
            IS DISTINCT FROM
            ((o).status IN ('accepted', 'verified'), (o).status IN ('rejected', 'removed'), (o).kind, (o).speaker,
             (o).speaker_id, (o).span_set)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $body$;
BEGIN
    FOR made IN SELECT * FROM (VALUES
        ('record_new', 'SELECT NULL::annotation AS o, ROW(n.*)::annotation AS a FROM new_rows AS n'),
        ('record_changed', 'SELECT ROW(o.*)::annotation AS o, ROW(n.*)::annotation AS a FROM old_rows AS o JOIN new_rows AS n USING (id)')
    ) AS names(name, changed) LOOP
        EXECUTE format('CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS %L',
            made.name, replace(body, 'CHANGED', made.changed));
    END LOOP;
END $make$;
CREATE TRIGGER c_record_new AFTER INSERT ON annotation REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION record_new();
CREATE TRIGGER c_record_changed AFTER UPDATE ON annotation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION record_changed();

CREATE FUNCTION speaker_recorded() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE line bigint := last_seq() + 1;
BEGIN
    INSERT INTO register_event(seq, at, actor, login, action, change_id, undoes, speaker_id, version, before, after)
    VALUES (line, new.changed_at, new.changed_by, session_user, new.action, new.change_id, new.undoes, new.id,
        new.version,
        CASE WHEN tg_op = 'UPDATE' THEN
            jsonb_build_object('name', old.name, 'aliases', old.aliases, 'merged_into', old.merged_into) END,
        jsonb_build_object('name', new.name, 'aliases', new.aliases, 'merged_into', new.merged_into));
    PERFORM note_step(new.action, new.change_id, new.undoes, new.changed_by, line);
    IF tg_op = 'UPDATE' AND (new.name, new.aliases) IS DISTINCT FROM (old.name, old.aliases) THEN
        INSERT INTO article_unindexed(number) SELECT DISTINCT article.number FROM annotation JOIN article ON article.id = article_id
        WHERE speaker_id = new.id ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER c_record AFTER INSERT OR UPDATE OF name, aliases, merged_into, version ON speaker
    FOR EACH ROW EXECUTE FUNCTION speaker_recorded();

CREATE FUNCTION article_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE tally SET
        open_articles = open_articles + (new.open_count > 0)::int - (old.open_count > 0)::int,
        open_quotations = open_quotations + new.open_count - old.open_count;
    RETURN NULL;
END $$;
CREATE TRIGGER c_count AFTER UPDATE OF open_count ON article FOR EACH ROW
    WHEN (new.open_count IS DISTINCT FROM old.open_count) EXECUTE FUNCTION article_counted();

-- With a new current revision, the article is unread again, and what is not on it no longer counts.
CREATE FUNCTION article_revised() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE person SET read_articles = read_articles
        + (SELECT sum((reading.revision_id = new.revision_id)::int - (reading.revision_id = old.revision_id)::int)
           FROM reading WHERE reading.article_id = new.id AND reading.actor = person.actor)
    WHERE actor IN (SELECT actor FROM reading WHERE article_id = new.id);
    UPDATE article SET
        quotation_count = (SELECT count(*) FROM annotation AS a WHERE article_id = new.id AND stands(a) AND is_here(a)),
        open_count = (SELECT count(*) FROM annotation AS a WHERE article_id = new.id AND is_open(a) AND is_here(a))
    WHERE id = new.id AND EXISTS (SELECT 1 FROM annotation WHERE article_id = new.id);
    RETURN NULL;
END $$;
CREATE TRIGGER b_revised AFTER UPDATE OF revision_id ON article FOR EACH ROW
    WHEN (new.revision_id IS DISTINCT FROM old.revision_id) EXECUTE FUNCTION article_revised();

CREATE FUNCTION personal_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    was int := 0;
    now int := 0;
    name text := CASE WHEN tg_op = 'DELETE' THEN old.actor ELSE new.actor END;
BEGIN
    IF tg_op <> 'INSERT' THEN
        was := CASE WHEN tg_table_name = 'flag' THEN 1
               ELSE (SELECT (to_jsonb(old) ->> 'revision_id' = revision_id)::int FROM article WHERE id = old.article_id) END;
    END IF;
    IF tg_op <> 'DELETE' THEN
        now := CASE WHEN tg_table_name = 'flag' THEN 1
               ELSE (SELECT (to_jsonb(new) ->> 'revision_id' = revision_id)::int FROM article WHERE id = new.article_id) END;
    END IF;
    IF now <> was THEN
        INSERT INTO person(actor) VALUES (name) ON CONFLICT DO NOTHING;
        IF tg_table_name = 'flag' THEN
            UPDATE person SET flagged_articles = flagged_articles + now - was WHERE actor = name;
        ELSE
            UPDATE person SET read_articles = read_articles + now - was WHERE actor = name;
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER c_count AFTER INSERT OR UPDATE OR DELETE ON reading FOR EACH ROW EXECUTE FUNCTION personal_counted();
CREATE TRIGGER c_count AFTER INSERT OR DELETE ON flag FOR EACH ROW EXECUTE FUNCTION personal_counted();

CREATE FUNCTION step_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT may_sign(old.actor) THEN
        RAISE EXCEPTION 'A step is passed over by its author.' USING errcode = '42501';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER b_guard BEFORE UPDATE OF passed ON step FOR EACH ROW EXECUTE FUNCTION step_guard();

-- What is personal, its person alone sees and changes. Nothing else has rows of one person: it would cost searches their index.
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['reading', 'flag', 'saved_view', 'review_place', 'person'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own ON %I USING (actor = (SELECT me())) WITH CHECK (actor = (SELECT me()))', name);
    END LOOP;
END $$;

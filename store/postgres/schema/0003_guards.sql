-- What no client may get wrong: the turn, who signs, and that nothing is rewritten.
-- Functions that write where their caller may not run as the owner of the store.

-- One turn at deciding, taken before any row is locked, so that two writers never wait for each other crosswise. It is
-- held until the commit is visible: the log has no hole that a reader could pass over.
CREATE FUNCTION take_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(5071, 1);
    RETURN NULL;
END $$;

CREATE FUNCTION tell_desks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('pullquote', coalesce(current_setting('pullquote.desk', true), ''));
    RETURN NULL;
END $$;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['article', 'annotation', 'speaker'] LOOP
        EXECUTE format('CREATE TRIGGER a_turn BEFORE INSERT OR UPDATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION take_turn()', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['article', 'annotation', 'speaker', 'reading', 'flag', 'saved_view', 'review_place',
                                'watch', 'watch_lease', 'step'] LOOP
        EXECUTE format('CREATE TRIGGER z_news AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION tell_desks()', name);
    END LOOP;
END $$;

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', tg_argv[0] USING errcode = 'PQ002';
END $$;

CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON article FOR EACH STATEMENT EXECUTE FUNCTION refuse('Articles are kept.');
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON revision FOR EACH STATEMENT EXECUTE FUNCTION refuse('A revision is never changed.');
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON span FOR EACH STATEMENT EXECUTE FUNCTION refuse('A span is never changed.');
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON fate FOR EACH STATEMENT EXECUTE FUNCTION refuse('A fate is never changed.');
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse('The log is never changed.');
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON register_event FOR EACH STATEMENT EXECUTE FUNCTION refuse('The log is never changed.');
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON annotation FOR EACH STATEMENT EXECUTE FUNCTION refuse('An annotation is never deleted: its status is set to removed.');
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON speaker FOR EACH STATEMENT EXECUTE FUNCTION refuse('A speaker is never deleted, only merged into another.');

-- The name that the login of this session signs with; null for a login that is no member.
CREATE FUNCTION me() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT shown FROM member WHERE login = session_user
$$;

-- The owner of the store may do what its members do, in anybody's name: to move a store, and to restore one.
CREATE FUNCTION may_sign(signed text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT coalesce(signed = me(), false) OR pg_has_role(session_user, current_user, 'MEMBER')
$$;

CREATE FUNCTION revision_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.seq <> 1 + (SELECT count(*) FROM revision WHERE article_id = new.article_id) THEN
        RAISE EXCEPTION 'A revision follows the one before it.' USING errcode = 'PQ001';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER b_follows BEFORE INSERT ON revision FOR EACH ROW EXECUTE FUNCTION revision_follows();

CREATE FUNCTION span_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM annotation WHERE id = new.annotation_id AND version >= new.span_set) THEN
        RAISE EXCEPTION 'Spans are written before the annotation points to them.' USING errcode = 'PQ001';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER b_first BEFORE INSERT ON span FOR EACH ROW EXECUTE FUNCTION span_first();

-- All that a change may set of an annotation.
CREATE FUNCTION state_of(a annotation) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'kind', a.kind, 'quotation_kind', a.quotation_kind, 'status', a.status, 'speaker', a.speaker,
        'speaker_id', a.speaker_id, 'role', a.role, 'record', a.record, 'descriptor', a.descriptor,
        'unnamed_reason', a.unnamed_reason, 'via', a.via, 'note', a.note, 'checked_against', a.checked_against,
        'unnamed', a.unnamed, 'flagged', a.flagged, 'tags', a.tags,
        'pieces', coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'role', role, 'piece', piece, 'revision_id', revision_id, 'start', start, 'end', "end",
                'exact', exact, 'prefix', prefix, 'suffix', suffix, 'state', state) ORDER BY ordinal)
            FROM span WHERE annotation_id = a.id AND span_set = a.span_set), '[]'))
$$;

-- The program signs what it does by itself, at whatever desk: it suggests, takes its own suggestions back, and anchors on a
-- new revision, where nothing but pieces may be new, and a status is stale or one that the quotation had before.
CREATE FUNCTION is_suggestion(a annotation) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT a.action = 'suggest' AND a.changed_by = a.generator AND a.origin = 'finder' AND a.status = 'suggested'
$$;

CREATE FUNCTION is_by_program(o annotation, a annotation) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE a.action
        WHEN 'suggest' THEN a.changed_by = o.generator AND o.changed_by = o.author AND o.author = o.generator
            AND a.status IN ('suggested', 'removed')
        WHEN 'anchor' THEN a.changed_by = 'pullquote update'
            AND EXISTS (SELECT 1 FROM event WHERE annotation_id = o.id
                AND after - ARRAY['pieces', 'status'] = state_of(a) - ARRAY['pieces', 'status'])
            AND (a.status = 'stale' OR EXISTS (
                SELECT 1 FROM event WHERE annotation_id = o.id AND after ->> 'status' = a.status))
        ELSE false END
$$;

CREATE FUNCTION annotation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE signed boolean;
BEGIN
    signed := may_sign(new.changed_by);
    IF NOT signed AND tg_op = 'INSERT' THEN
        signed := is_suggestion(new);
    ELSIF NOT signed THEN
        signed := is_by_program(old, new);
    END IF;
    IF NOT coalesce(signed, false) THEN
        RAISE EXCEPTION 'A change is signed by its author.' USING errcode = '42501';
    END IF;
    IF tg_op = 'INSERT' THEN
        IF new.version <> 1 OR new.span_set <> 1 OR new.author <> new.changed_by THEN
            RAISE EXCEPTION 'A new annotation has version 1 and span set 1.' USING errcode = 'PQ001';
        END IF;
        RETURN new;
    END IF;
    IF new.version <> old.version + 1 THEN
        RAISE EXCEPTION 'A change of an annotation raises its version by one.' USING errcode = 'PQ001';
    END IF;
    IF new.change_id = old.change_id THEN
        RAISE EXCEPTION 'A change of an annotation has a new change_id.' USING errcode = 'PQ001';
    END IF;
    IF new.span_set NOT IN (old.span_set, new.version) THEN
        RAISE EXCEPTION 'The span set stays, or is the new version.' USING errcode = 'PQ001';
    END IF;
    IF (new.id, new.article_id, new.origin, new.author, new.created_at, new.generator, new.generator_version,
        new.confidence, new.reason, new.provenance) IS DISTINCT FROM
       (old.id, old.article_id, old.origin, old.author, old.created_at, old.generator, old.generator_version,
        old.confidence, old.reason, old.provenance) THEN
        RAISE EXCEPTION 'Who made an annotation, and of which article, stays.' USING errcode = 'PQ001';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE ON annotation FOR EACH ROW EXECUTE FUNCTION annotation_guard();

CREATE FUNCTION speaker_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT may_sign(new.changed_by) THEN
        RAISE EXCEPTION 'A change is signed by its author.' USING errcode = '42501';
    END IF;
    IF tg_op = 'INSERT' AND new.version <> 1
        OR tg_op = 'UPDATE' AND (new.version <> old.version + 1 OR new.change_id = old.change_id OR new.id <> old.id) THEN
        RAISE EXCEPTION 'A change of a speaker raises its version by one and has a new change_id.' USING errcode = 'PQ001';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE OF id, name, aliases, merged_into, version ON speaker
    FOR EACH ROW EXECUTE FUNCTION speaker_guard();

CREATE FUNCTION last_seq() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT greatest((SELECT max(seq) FROM event), (SELECT max(seq) FROM register_event), 0)
$$;

CREATE FUNCTION line_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.seq <= last_seq() OR pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'The log is written by the store itself.' USING errcode = 'PQ001';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER b_guard BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION line_guard();
CREATE TRIGGER b_guard BEFORE INSERT ON register_event FOR EACH ROW EXECUTE FUNCTION line_guard();

-- Whether an annotation is on the current revision of its article, or was lost with it.
CREATE FUNCTION is_here(a annotation) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM span WHERE annotation_id = a.id AND span_set = a.span_set AND (
            revision_id = (SELECT revision_id FROM article WHERE id = a.article_id)
            OR state IN ('changed', 'ambiguous', 'gone')))
$$;

CREATE FUNCTION stands(a annotation) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT a.kind = 'quote' AND a.status NOT IN ('rejected', 'removed')
$$;

CREATE FUNCTION is_open(a annotation) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT a.kind = 'quote' AND a.status IN ('suggested', 'skipped', 'stale')
$$;

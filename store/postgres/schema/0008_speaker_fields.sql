-- A newsroom's own fields of a speaker: empty until somebody sets one, and logged like a name.

ALTER TABLE speaker ADD COLUMN fields jsonb NOT NULL DEFAULT '{}';
CREATE INDEX speaker_fields ON speaker(id) WHERE fields <> '{}';

CREATE FUNCTION speaker_state(s speaker) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_build_object('name', s.name, 'aliases', s.aliases, 'merged_into', s.merged_into, 'fields', s.fields)
$$;

CREATE OR REPLACE FUNCTION speaker_recorded() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE line bigint := last_seq() + 1;
BEGIN
    INSERT INTO register_event(seq, at, actor, login, action, change_id, undoes, speaker_id, version, before, after)
    VALUES (line, new.changed_at, new.changed_by, session_user, new.action, new.change_id, new.undoes, new.id,
        new.version, CASE WHEN tg_op = 'UPDATE' THEN speaker_state(old) END, speaker_state(new));
    PERFORM note_step(new.action, new.change_id, new.undoes, new.changed_by, line);
    IF tg_op = 'UPDATE' AND (new.name, new.aliases) IS DISTINCT FROM (old.name, old.aliases) THEN
        INSERT INTO article_unindexed(number) SELECT DISTINCT article.number FROM annotation JOIN article ON article.id = article_id
        WHERE speaker_id = new.id ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER c_record ON speaker;
CREATE TRIGGER c_record AFTER INSERT OR UPDATE OF name, aliases, merged_into, fields, version ON speaker
    FOR EACH ROW EXECUTE FUNCTION speaker_recorded();
DROP TRIGGER b_guard ON speaker;
CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE OF id, name, aliases, merged_into, fields, version ON speaker
    FOR EACH ROW EXECUTE FUNCTION speaker_guard();

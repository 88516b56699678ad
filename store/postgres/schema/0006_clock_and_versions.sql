-- Members' decisions are dated by the server: their machines' clocks may be wrong, and nobody may date a decision back.
-- The owner moves and restores what others have decided.

CREATE FUNCTION server_time() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(statement_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')
$$;

CREATE FUNCTION annotation_dated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF me() IS NOT NULL THEN
        new.changed_at := server_time();
        IF tg_op = 'INSERT' THEN
            new.created_at := new.changed_at;
        END IF;
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER a_clock BEFORE INSERT OR UPDATE ON annotation FOR EACH ROW EXECUTE FUNCTION annotation_dated();

CREATE FUNCTION speaker_dated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF me() IS NOT NULL THEN
        new.changed_at := server_time();
        IF tg_op = 'INSERT' THEN
            new.added_at := new.changed_at;
        END IF;
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER a_clock BEFORE INSERT OR UPDATE OF name, aliases, merged_into, version ON speaker
    FOR EACH ROW EXECUTE FUNCTION speaker_dated();

-- A desk says by ``pullquote.schema`` which version of the schema it knows. One that the store has left behind writes no more.
CREATE OR REPLACE FUNCTION refuse_when_moved() RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE
    known text := nullif(current_setting('pullquote.schema', true), '');
    store setting;
BEGIN
    SELECT * INTO store FROM setting;
    IF store.moved_to IS NOT NULL THEN
        RAISE EXCEPTION '%', store.moved_to USING errcode = 'PQ003';
    END IF;
    IF known::int <> store.schema_version THEN
        RAISE EXCEPTION 'The schema has another version.' USING errcode = 'PQ004';
    END IF;
END $$;

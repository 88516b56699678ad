-- A store that was moved elsewhere can only be read. What came from a file has no login in its log.

ALTER TABLE event ALTER COLUMN login DROP NOT NULL;
ALTER TABLE register_event ALTER COLUMN login DROP NOT NULL;

CREATE FUNCTION refuse_when_moved() RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE place text := (SELECT moved_to FROM setting);
BEGIN
    IF place IS NOT NULL THEN
        RAISE EXCEPTION '%', place USING errcode = 'PQ003';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION take_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(5071, 1);
    PERFORM refuse_when_moved();
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION tell_desks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse_when_moved();
    PERFORM pg_notify('pullquote', coalesce(current_setting('pullquote.desk', true), ''));
    RETURN NULL;
END $$;

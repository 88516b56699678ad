-- Views that all desks share, and how far each person has looked at theirs.

CREATE TABLE shared_view (
    name words PRIMARY KEY,
    narrowed words NOT NULL,
    sorted_by words NOT NULL,
    made_by words NOT NULL,
    at words NOT NULL
);
CREATE TRIGGER z_news AFTER INSERT OR UPDATE OR DELETE ON shared_view FOR EACH STATEMENT EXECUTE FUNCTION tell_desks();

CREATE FUNCTION view_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (tg_op = 'INSERT' OR new.made_by <> old.made_by) AND NOT may_sign(new.made_by) THEN
        RAISE EXCEPTION 'A view is signed by the person who made it.' USING errcode = '42501';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE ON shared_view FOR EACH ROW EXECUTE FUNCTION view_guard();

-- The numbers of the last article and the last event that the person had seen. No news to anybody else.
CREATE TABLE look (
    actor words NOT NULL,
    view words NOT NULL,
    number bigint NOT NULL,
    seq bigint NOT NULL,
    PRIMARY KEY (actor, view)
);
ALTER TABLE look ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON look USING (actor = (SELECT me())) WITH CHECK (actor = (SELECT me()));

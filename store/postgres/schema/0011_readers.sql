-- Who has which article open, for a minute. No news, no log, and lost when the server crashes: nothing depends on it.

CREATE UNLOGGED TABLE reader (
    desk words PRIMARY KEY,
    name words NOT NULL,
    article_id words NOT NULL,
    until timestamptz NOT NULL
);
ALTER TABLE reader ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON reader FOR SELECT USING (true);
CREATE POLICY own ON reader FOR INSERT WITH CHECK (name = (SELECT me()));
CREATE POLICY over ON reader FOR DELETE USING (name = (SELECT me()) OR until < now());

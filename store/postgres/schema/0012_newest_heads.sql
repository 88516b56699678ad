-- The index of heads knows groups of articles by their numbers, so that a search can ask for the newest alone.

DROP INDEX article_head_words;
CREATE INDEX article_head_words ON article_head USING gin ((words || array_to_tsvector(ARRAY[
    '#12.' || to_hex(number >> 12), '#14.' || to_hex(number >> 14),
    '#16.' || to_hex(number >> 16), '#18.' || to_hex(number >> 18)
]))) WITH (fastupdate = off);

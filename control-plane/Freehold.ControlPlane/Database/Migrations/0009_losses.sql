-- Memory of attempts: of jobs that may be given more after one that ran out of it.
alter table jobs add column memory_bytes bigint; -- of the next attempt; null: as the document says
alter table jobs add column memory_most bigint;  -- null: never more
alter table attempts add column memory_bytes bigint;

-- What the cluster's quotas have room for, as the agent said last; null: nothing bounds it, or it is not known.
alter table agent_sessions add column quota_workers integer;
alter table agent_sessions add column quota_tightest text not null default '';

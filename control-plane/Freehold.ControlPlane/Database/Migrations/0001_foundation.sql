-- Organizations, projects, tokens, agents, jobs, attempts, events, artifacts.
-- Times are the database's (now()), never a client's, except occurred_at, which is the agent's clock and decides nothing.

create table organizations (
  id         uuid primary key,
  slug       text not null unique check (slug ~ '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$'),
  name       text not null check (length(name) <= 200),
  created_at timestamptz not null default now()
);

create table projects (
  id              uuid primary key,
  organization_id uuid not null references organizations,
  slug            text not null check (slug ~ '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$'),
  name            text not null check (length(name) <= 200),
  created_at      timestamptz not null default now(),
  unique (organization_id, slug)
);

-- A token itself is shown once and never stored.
create table api_tokens (
  id              uuid primary key,
  organization_id uuid not null references organizations,
  name            text not null check (length(name) <= 200),
  role            text not null check (role in ('owner', 'operator', 'viewer')),
  token_sha256    bytea not null unique check (octet_length(token_sha256) = 32),
  created_at      timestamptz not null default now(),
  expires_at      timestamptz,
  revoked_at      timestamptz
);

create table agents (
  id              uuid primary key,
  organization_id uuid not null references organizations,
  label           text not null check (label ~ '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$'),
  created_at      timestamptz not null default now(),
  created_by      text not null,
  removed_at      timestamptz,
  -- Why this agent was last turned away, for the people who look after it.
  refusal         text,
  refused_at      timestamptz,
  unique (organization_id, label)
);

create table agent_tokens (
  id         uuid primary key, -- the token's jti
  agent_id   uuid not null references agents,
  issued_at  timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);

create index agent_tokens_by_agent on agent_tokens (agent_id);

-- One row an agent, rewritten by every heartbeat: small, with room on its page, away from the rows that people read.
create table agent_sessions (
  agent_id              uuid primary key references agents,
  session_id            uuid not null,
  control_plane_replica text not null,
  replica_id            text not null,
  boot_id               text not null,
  agent_version         text not null,
  executor              text not null,
  kinds                 text[] not null,
  max_concurrent        integer not null,
  in_use                integer not null,
  outbox_depth          integer not null default 0,
  outbox_age            interval,
  connected_at          timestamptz not null default now(),
  last_heard_at         timestamptz not null default now(),
  ended_at              timestamptz,
  ending                text
) with (fillfactor = 70);

create table jobs (
  id               uuid primary key, -- version 7: sorts by time of submission
  project_id       uuid not null references projects,
  agent_id         uuid not null references agents,
  kind             text not null,
  name             text,
  document         text not null, -- canonical JSON; names secrets, holds none
  document_digest  text not null,
  state            text not null default 'queued' check (state in
                     ('queued', 'assigned', 'waiting', 'running', 'succeeded', 'failed', 'cancelled', 'rejected', 'expired')),
  waiting_reason   text,
  priority         smallint not null check (priority between 0 and 100),
  retries          smallint not null check (retries between 0 and 100),
  time_limit       interval,
  on_partition     text not null check (on_partition in ('keep', 'stop', 'rerun')),
  labels           jsonb not null default '{}',
  submitted_at     timestamptz not null default now(),
  submitted_by     text not null,
  correlation_id   text not null,
  traceparent      text,
  attempt          integer not null default 0, -- number of the current attempt; 0 before the first
  retries_spent    smallint not null default 0,
  losses           smallint not null default 0, -- attempts lost to infrastructure; they spend no retry
  not_before       timestamptz not null default now(),
  cancel_asked_at  timestamptz,
  started_at       timestamptz,
  finished_at      timestamptz,
  progress         jsonb,
  failure          jsonb,
  manifest_uri     text,
  manifest_digest  text
);

create index jobs_queued on jobs (agent_id, priority desc, id) where state = 'queued';
create index jobs_live on jobs (agent_id) where state in ('assigned', 'waiting', 'running');
create index jobs_by_project on jobs (project_id, id desc);

create table attempts (
  job_id        uuid not null references jobs,
  number        integer not null check (number >= 1),
  agent_id      uuid not null references agents,
  command_id    uuid not null,
  -- assigned: handed to a session. confirmed: the agent's journal has it and it may start; this agent owns it. ended: final.
  state         text not null default 'assigned' check (state in ('assigned', 'confirmed', 'ended')),
  outcome       text check (outcome in ('succeeded', 'failed', 'cancelled', 'rejected', 'lost', 'withdrawn')),
  last_sequence bigint not null default 0,
  failure       jsonb,
  assigned_at   timestamptz not null default now(),
  confirmed_at  timestamptz,
  started_at    timestamptz,
  ended_at      timestamptz,
  primary key (job_id, number)
);

create index attempts_live on attempts (agent_id) where state <> 'ended';

create table events (
  job_id      uuid not null,
  attempt     integer not null,
  sequence    bigint not null check (sequence >= 1),
  kind        text not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null default now(),
  body        jsonb not null,
  primary key (job_id, attempt, sequence)
);

create table artifacts (
  job_id  uuid not null references jobs,
  attempt integer not null,
  uri     text not null,
  kind    text not null,
  bytes   bigint not null,
  rows    bigint not null,
  sha256  text not null,
  primary key (job_id, uri)
);

create table idempotency_keys (
  project_id     uuid not null references projects,
  key            text not null check (length(key) between 1 and 200),
  request_sha256 bytea not null,
  job_id         uuid not null references jobs,
  created_at     timestamptz not null default now(),
  primary key (project_id, key)
);

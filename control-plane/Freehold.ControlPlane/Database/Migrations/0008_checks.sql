-- What each agent's newest check of its surroundings found: words and numbers, of which sentences are made when they are read.
create table agent_checks (
  agent_id uuid primary key references agents,
  -- The request that it answered; null when the agent checked by itself.
  request_id uuid,
  checked_at timestamptz not null,
  results jsonb not null
);

-- What people asked agents to check.
create table check_requests (
  id uuid primary key,
  agent_id uuid not null references agents,
  without_pods boolean not null,
  requested_by text not null,
  requested_at timestamptz not null default now(),
  answered_at timestamptz
);

create index check_requests_to_ask on check_requests (agent_id) where answered_at is null;

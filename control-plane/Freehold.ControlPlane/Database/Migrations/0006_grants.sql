-- Short-lived credentials that people ask an agent for. Only ciphertext is here, and only until it is of no use any more.
create table grants (
  id uuid primary key,
  project_id uuid not null references projects,
  agent_id uuid not null references agents,
  access text not null check (access in ('read', 'write')),
  prefix text not null,
  lifetime interval not null,
  recipient_key bytea not null,
  requested_by text not null,
  requested_at timestamptz not null default now(),
  -- requested until the agent has answered; what is not answered in time reads as expired.
  state text not null default 'requested' check (state in ('requested', 'issued', 'refused')),
  answered_at timestamptz,
  refusal text,
  sealed bytea,
  expires_at timestamptz
);

create index grants_to_ask on grants (agent_id) where state = 'requested';
create index grants_of_project on grants (project_id, id);
create index grants_to_wipe on grants (expires_at) where sealed is not null;

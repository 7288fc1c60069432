-- Leases of agents, what is wrong with them, and their standing by replicas.

-- One row: when any replica of the control plane was last alive, and since when one has been without a gap. A lease cannot
-- run out by the control plane's own absence: it counts from resumed_at, if that is later than the agent's last word.
create table control_plane_presence (
  singleton  boolean primary key default true check (singleton),
  alive_at   timestamptz not null default now(),
  resumed_at timestamptz not null default now()
);

insert into control_plane_presence default values;

-- What the agent says is wrong with it, as it said last: [{"code", "subject", "ageSeconds", "count"}], and when that was.
alter table agent_sessions
  add column conditions jsonb not null default '[]',
  add column conditions_at timestamptz not null default now();

-- What the control plane holds against an agent, for example that it told two stories about one event. Cleared by time:
-- after an hour without a new occasion it is not shown, and begins anew with the next.
create table agent_findings (
  agent_id uuid not null references agents,
  code     text not null check (length(code) <= 64),
  first_at timestamptz not null default now(),
  last_at  timestamptz not null default now(),
  count    bigint not null,
  evidence text not null check (length(evidence) <= 200), -- what the last occasion was; never a value of a message
  primary key (agent_id, code)
);

-- Replicas of an agent that are connected and wait to take over; the one that leads is in agent_sessions.
create table agent_standbys (
  agent_id              uuid not null references agents,
  replica_id            text not null,
  session_id            uuid not null,
  control_plane_replica text not null,
  agent_version         text not null,
  connected_at          timestamptz not null default now(),
  last_heard_at         timestamptz not null default now(),
  primary key (agent_id, replica_id)
);

-- The tasks of a job, each in the newest state that was reported of it: of a later attempt before an earlier one's.
create table tasks (
  job_id         uuid not null references jobs,
  index          integer not null check (index >= 0),
  attempt        integer not null,
  object_name    text not null,
  state          text not null,
  try            integer not null,
  rows           bigint not null,
  bytes_in       bigint not null,
  bytes_out      bigint not null,
  seconds        double precision not null,
  failure_code   text not null,
  failure_detail text not null,
  line           bigint not null,
  column_name    text not null,
  changed_at     timestamptz not null default now(),
  primary key (job_id, index)
);

-- A page of the failed ones among thousands.
create index tasks_by_state on tasks (job_id, state, index);

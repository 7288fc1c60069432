-- What an agent's installation asks for, so that its commands can be told again.
alter table agents
  add column replicas integer not null default 2,
  add column size text not null default 'S' check (size in ('S', 'M', 'L'));

-- What the product's tables alone do not tell: every state that was ever committed, in order.
create table model.job_history (
  id      bigint generated always as identity primary key,
  job_id  uuid not null,
  state   text not null,
  attempt integer not null
);

create function model.note_job() returns trigger language plpgsql as $$
begin
  insert into model.job_history (job_id, state, attempt) values (new.id, new.state, new.attempt);
  return null;
end $$;

create trigger job_made after insert on jobs for each row execute function model.note_job();
create trigger job_moved after update of state on jobs for each row when (old.state <> new.state) execute function model.note_job();

create table model.attempt_history (
  id       bigint generated always as identity primary key,
  job_id   uuid not null,
  number   integer not null,
  agent_id uuid not null,
  state    text not null,
  outcome  text,
  ended_at timestamptz,
  live     bigint not null -- attempts of the agent that have not ended, this one included
);

create function model.note_attempt() returns trigger language plpgsql as $$
begin
  insert into model.attempt_history (job_id, number, agent_id, state, outcome, ended_at, live)
  values (new.job_id, new.number, new.agent_id, new.state, new.outcome, new.ended_at,
    (select count(*) from attempts where agent_id = new.agent_id and state <> 'ended'));
  return null;
end $$;

create trigger attempt_made after insert on attempts for each row execute function model.note_attempt();
create trigger attempt_moved after update of state on attempts for each row when (old.state <> new.state) execute function model.note_attempt();

-- A job that was made to try again what another one did not do.
alter table jobs add column retry_of uuid references jobs;

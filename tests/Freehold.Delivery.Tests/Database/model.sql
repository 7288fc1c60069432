-- The world as a schedule makes it. First in the search path, so that what the product calls by its plain name is found here.
create schema model;

create table model.clock (instant timestamptz not null);
insert into model.clock values ('2030-01-01 00:00:00Z');

create function model.now() returns timestamptz stable language sql as 'select instant from model.clock';
create function model.statement_timestamp() returns timestamptz stable language sql as 'select instant from model.clock';
create function model.transaction_timestamp() returns timestamptz stable language sql as 'select instant from model.clock';
create function model.clock_timestamp() returns timestamptz volatile language sql as 'select instant from model.clock';

create table model.faults (notices_lost boolean not null);
insert into model.faults values (false);

create function model.pg_notify(channel text, payload text) returns void language sql as
  'select pg_catalog.pg_notify(channel, payload) where not (select notices_lost from model.faults)';

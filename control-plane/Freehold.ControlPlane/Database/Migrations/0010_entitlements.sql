-- What the vendor signed, byte for byte: the signature is checked again whenever it is read.
create table entitlements (
  organization_id uuid primary key references organizations,
  document        bytea not null check (octet_length(document) <= 65536),
  signature       bytea not null check (octet_length(signature) <= 1024),
  installed_at    timestamptz not null default now(),
  installed_by    text not null
);

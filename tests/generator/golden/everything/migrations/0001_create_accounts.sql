-- Accounts and what they own.
create table accounts (
  id integer primary key,
  name text not null check (name <> '')
);

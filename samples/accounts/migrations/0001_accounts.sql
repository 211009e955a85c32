-- SPDX-License-Identifier: Apache-2.0
create table accounts (
  name text primary key,
  role text not null,           -- member, editor, admin
  password_hash text not null,  -- scrypt, in the PHC form
  created_at text not null
);

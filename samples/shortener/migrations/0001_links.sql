-- SPDX-License-Identifier: Apache-2.0
create table links (
  slug text primary key,
  url text not null,
  visits integer not null default 0,
  created_at text not null
);

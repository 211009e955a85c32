-- SPDX-License-Identifier: Apache-2.0
create table if not exists notes (
  id integer primary key autoincrement,
  title text not null unique,
  body text not null,
  tags text not null,   -- a JSON array
  state text not null,  -- open, done
  due text,             -- 2030-01-31
  created_at text not null
);

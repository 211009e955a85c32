-- SPDX-License-Identifier: Apache-2.0
create table if not exists messages (
  id integer primary key autoincrement,
  room text not null,
  author text not null,
  text text not null,
  sent_at text not null
);
create index if not exists messages_of_room on messages (room, id);

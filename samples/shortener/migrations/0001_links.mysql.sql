-- SPDX-License-Identifier: Apache-2.0
create table links (
  slug varchar(40) character set utf8mb4 collate utf8mb4_bin primary key,
  url text not null,
  visits bigint not null default 0,
  created_at datetime(6) not null
);

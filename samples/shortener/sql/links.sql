-- SPDX-License-Identifier: Apache-2.0

-- query find_link(slug: string): one Link
select slug, url, visits, created_at from links where slug = :slug

-- query find_target(slug: string): one string
select url from links where slug = :slug

-- query add_link(slug: string, url: string, created_at: timestamp): execute
insert into links (slug, url, created_at) values (:slug, :url, :created_at)

-- query count_visit(slug: string): execute
update links set visits = visits + 1 where slug = :slug

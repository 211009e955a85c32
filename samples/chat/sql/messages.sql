-- SPDX-License-Identifier: Apache-2.0

-- query messages_after(room: string, after: int64, limit: int32): all Message
select id, author, text, sent_at from messages where room = :room and id > :after order by id limit :limit

-- query add_message(room: string, author: string, text: string, sent_at: timestamp): one Message
insert into messages (room, author, text, sent_at) values (:room, :author, :text, :sent_at) returning id, author, text, sent_at

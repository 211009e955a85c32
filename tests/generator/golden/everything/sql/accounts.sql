-- Who owns what.

-- query name_of(id: int64): one string
-- The name alone; ';' and :id in a comment are nothing.
select name from accounts where id = :id;

-- query find_names(least: int64, text: string optional, again: bool): all string
select name || '?;:least' from accounts
where id >= :least and (:text is null or name = :text) and :again

-- query every_name(): each string
select name from accounts

-- query rename(id: int64(1..), name: string(1..30)): execute
update accounts set name = :name where id = :id

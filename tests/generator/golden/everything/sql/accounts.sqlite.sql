-- query rename(id: int64(1..), name: string(1..30)): execute
update or ignore accounts set name = :name where id = :id

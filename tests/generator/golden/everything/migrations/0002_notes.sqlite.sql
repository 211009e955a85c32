alter table accounts add column "note\path" varchar(100);

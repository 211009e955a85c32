alter table accounts add column "note\path" text;

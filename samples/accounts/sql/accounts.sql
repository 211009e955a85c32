-- SPDX-License-Identifier: Apache-2.0

-- query find_account(name: string): one KeptAccount
select name, role, password_hash from accounts where name = :name

-- Whoever comes first looks after the others.
-- query add_account(name: string, password_hash: string, created_at: timestamp): one Account
insert into accounts (name, role, password_hash, created_at)
values (:name, case when exists (select 1 from accounts) then 'member' else 'admin' end, :password_hash, :created_at)
returning name, role, created_at

-- query set_password(name: string, password_hash: string): execute
update accounts set password_hash = :password_hash where name = :name

-- query set_role(name: string, role: Role): one Account
update accounts set role = :role where name = :name returning name, role, created_at

-- query all_accounts(): all Account
select name, role, created_at from accounts order by name

-- Which roles there are is the code's table alone; the database keeps the form.
alter table account drop constraint account_roles_check;
alter table account add constraint account_roles_check check (cardinality(roles) <= 20);

-- What a partner calls an inquiry that it has here: the id that whoever opened it gave.
create table inquiry_thread (
  inquiry uuid not null,
  partner text collate "C" not null,
  thread uuid not null,
  primary key (thread, partner),
  unique (inquiry, partner)
);
alter table inquiry_thread enable row level security;
-- Whoever sees the inquiry sees its name.
create policy inquiry_thread_seen on inquiry_thread for select to counterfoil_application using (
  exists (select from inquiry i where i.id = inquiry_thread.inquiry)
);
create policy inquiry_thread_written on inquiry_thread for insert to counterfoil_application with check (
  exists (select from inquiry i where i.id = inquiry_thread.inquiry)
);
grant select, insert on inquiry_thread to counterfoil_application;

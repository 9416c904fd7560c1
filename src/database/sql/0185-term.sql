-- Another last day for an answer is said in the thread, with its reason, so that the other side is told.
alter table inquiry_message drop constraint inquiry_message_kind_check;
alter table inquiry_message add constraint inquiry_message_kind_check
  check (kind in ('request', 'response', 'note', 'extension'));
alter table inquiry_message add column due timestamptz;
alter table inquiry_message add constraint inquiry_message_due_check check ((kind = 'extension') = (due is not null));

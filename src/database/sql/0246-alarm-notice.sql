-- Alarms of the exchange are something of which one may be told by e-mail.
alter table notice_preference drop constraint notice_preference_kinds_check;
alter table notice_preference add constraint notice_preference_kinds_check
  check (kinds <@ '{certificate,result,inquiry,task,exchange}'::text[]);

-- Conformance runs are few among many messages, and listed by themselves.
create index exchange_arrival_conformance on exchange_arrival (id) where dialect = 'conformance-report:1';

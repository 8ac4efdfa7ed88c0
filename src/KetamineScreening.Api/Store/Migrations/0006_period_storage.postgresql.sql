-- The encrypted counters cannot be compressed. One small table is rewritten all the time: its old rows are to be removed soon.
alter table period alter column counters set storage external;
alter table period set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20, toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 100, autovacuum_vacuum_cost_delay = 0, toast.autovacuum_vacuum_cost_delay = 0);

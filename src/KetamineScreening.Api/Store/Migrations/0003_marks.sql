-- Nothing in the file may tell how many batches there were, or what a counter was once.

-- A random mark instead of the number of the last batch.
drop table writer;

create table writer (
    id text not null primary key,
    mark bigint not null
);

-- Every count is stored 2^40 higher, so that all take the same room and no row moves when a count grows.
update counter set value = value + 1099511627776;

-- Totals of people, by instrument and quarter. No table here has a row, a time or a mark of a single screening.

-- What counters are kept by: one major version of one questionnaire in one calendar quarter (UTC).
create table stratum (
    id text not null primary key,
    questionnaire text not null,
    major bigint not null,
    quarter text not null
);

-- Every counter that the stratum can ever have, from the beginning.
create table counter (
    stratum text not null references stratum (id),
    cell text not null,
    value bigint not null,
    primary key (stratum, cell)
);

-- The number of the last batch of each running process, so that a batch tried twice is counted once.
create table writer (
    id text not null primary key,
    batch bigint not null
);

-- Totals of people, by instrument and period. No table here has a row, a time or a mark of a single screening.

-- An open period of one major version of one questionnaire: it begins in one calendar quarter (UTC) and goes on for
-- another when too few people have answered. There is at most one for each.
create table stratum (
    id text not null primary key,
    questionnaire text not null,
    major bigint not null,
    first_quarter text not null,
    last_quarter text not null,
    -- The budget that the noise of its counters was drawn with, an exact fraction.
    rho text not null,
    -- How often it was asked whether enough people have answered.
    gates bigint not null,
    -- 1 when it holds made-up screenings for a demonstration.
    synthetic bigint not null,
    unique (questionnaire, major)
);

-- Every counter that the period can ever have, from the beginning, with noise in it from the beginning.
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

-- One row for each open period, with all counters in one encrypted value of fixed length, so that the order and the size of rows
-- contain no information about single counters. Open periods of the earlier form are discarded: their counters were not encrypted.
drop table counter;
drop table stratum;

create table period (
    id text not null primary key,
    questionnaire text not null,
    major bigint not null,
    -- A calendar quarter or year (UTC), such as 2026q4 or 2026.
    span text not null,
    -- The policy that the noise was drawn with, fixed when the period began and bound into the encryption: an exact fraction, the
    -- division of the budget, and a hash of the counters and of everything that decides which of them a screening changes.
    rho text not null,
    profile text not null,
    layout text not null,
    -- Folder of the key, below Keys:Path.
    ring text not null,
    -- 1 for synthetic screenings of a demonstration.
    synthetic bigint not null,
    -- Number of rewrites; the encrypted value contains the same number.
    commits bigint not null,
    -- SQLite stores a blob whatever the name of the type is.
    counters bytea not null
);

-- A release states its first and last day. A release of the earlier form can cover several quarters.
alter table release add column period_start text not null default '';
alter table release add column period_end text not null default '';
update release set
    period_start = substr(first_quarter, 1, 4) || case substr(first_quarter, 6, 1)
        when '1' then '-01-01' when '2' then '-04-01' when '3' then '-07-01' else '-10-01' end,
    period_end = substr(last_quarter, 1, 4) || case substr(last_quarter, 6, 1)
        when '1' then '-03-31' when '2' then '-06-30' when '3' then '-09-30' else '-12-31' end;
alter table release drop column first_quarter;
alter table release drop column last_quarter;
alter table release drop column low_n;

-- One row for each open period, with all of its counters in one encrypted value of fixed length. The order or the size of rows can
-- tell nothing about counters any more. Open periods of the earlier form are discarded: their counters were not encrypted.

drop table counter;
drop table stratum;

create table period (
    id text not null primary key,
    questionnaire text not null,
    major bigint not null,
    -- A calendar quarter or year (UTC), such as 2026q4 or 2026.
    span text not null,
    -- Budget, profile and hash of the layout that the noise was drawn for, as JSON; bound into the encryption.
    policy text not null,
    -- 1 when it holds made-up screenings for a demonstration.
    synthetic bigint not null,
    -- How often the counters were rewritten; the same number stands inside the encrypted value.
    commits bigint not null,
    -- A type that both databases know; the next migration makes it bytea on PostgreSQL.
    counters blob_or_bytea not null
);

-- Releases say which days they cover. A release of the earlier form can cover several quarters.
alter table release add column period_start text not null default '';
alter table release add column period_end text not null default '';

update release set
    period_start = substr(first_quarter, 1, 4) || case substr(first_quarter, 6, 1)
        when '1' then '-01-01' when '2' then '-04-01' when '3' then '-07-01' else '-10-01' end,
    period_end = substr(last_quarter, 1, 4) || case substr(last_quarter, 6, 1)
        when '1' then '-03-31' when '2' then '-06-30' when '3' then '-09-30' else '-12-31' end;

-- Closed periods, frozen: what is here is public.

create table release (
    id text not null primary key,
    questionnaire text not null,
    major bigint not null,
    first_quarter text not null,
    last_quarter text not null,
    low_n bigint not null,
    synthetic bigint not null,
    -- Why it was withdrawn; empty while it is published.
    withdrawn text not null
);

-- The files of a release, as they are served. Binary content is base64, so that one schema does for every database.
create table release_file (
    release text not null references release (id),
    name text not null,
    media_type text not null,
    encoding text not null,
    content text not null,
    sha256 text not null,
    primary key (release, name)
);

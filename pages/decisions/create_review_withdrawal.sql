-- one row per loaded workbook that was taken back, by whom and when
create table review_withdrawal (
    load_no integer primary key references review_load (load_no),
    withdrawn_at text not null,
    withdrawn_by text not null,
    is_login integer not null check (is_login in (0, 1))
) strict

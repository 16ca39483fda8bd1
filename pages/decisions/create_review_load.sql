-- one row per reviewed workbook that was loaded back, by whom and when
create table review_load (
    load_no integer primary key autoincrement,
    loaded_at text not null,
    loaded_by text not null,
    is_login integer not null check (is_login in (0, 1)),
    file_name text not null,
    file_sha256 text not null,
    draw_text text not null,
    exported_build_name text not null,
    build_name text not null
) strict

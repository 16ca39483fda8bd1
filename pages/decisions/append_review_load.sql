-- one row per loaded workbook: appended
insert into review_load (
    loaded_at, loaded_by, is_login, file_name, file_sha256, draw_text, exported_build_name, build_name
)
values (
    $loaded_at, $loaded_by, $is_login, $file_name, $file_sha256, $draw_text, $exported_build_name, $build_name
)

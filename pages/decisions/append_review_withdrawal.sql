-- one row per workbook taken back: appended
insert into review_withdrawal (load_no, withdrawn_at, withdrawn_by, is_login)
values ($load_no, $withdrawn_at, $withdrawn_by, $is_login)

-- one row per loaded workbook, the latest first, with its number of indicators and who took it back
select
    review_load.load_no, review_load.loaded_at, review_load.loaded_by, review_load.file_name, review_load.file_sha256,
    review_load.exported_build_name, review_load.draw_text, review_withdrawal.withdrawn_at, review_withdrawal.withdrawn_by,
    (select count(*) from review_row where review_row.load_no = review_load.load_no) as row_count,
    (select count(distinct project_id) from review_row where review_row.load_no = review_load.load_no) as form_count
from review_load
left join review_withdrawal on review_load.load_no = review_withdrawal.load_no
order by review_load.load_no desc
limit 200

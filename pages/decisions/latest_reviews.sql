-- one row per reviewed indicator, of the latest workbook with its form that was not taken back
with kept as (
    select load_no, loaded_at, loaded_by, exported_build_name
    from review_load
    where load_no not in (select load_no from review_withdrawal)
),
latest as (
    select review_row.project_id, max(review_row.load_no) as load_no
    from review_row
    join kept on review_row.load_no = kept.load_no
    group by review_row.project_id
)
select
    review_row.load_no, kept.loaded_at, kept.loaded_by, review_row.project_id, review_row.row_no, review_row.project_name,
    review_row.level3_name, review_row.prefilled_digest, review_row.weight_points, review_row.self_score_points,
    review_row.reviewed_actual_text, review_row.reviewed_score_points, review_row.remark_text
from review_row
join latest on review_row.project_id = latest.project_id and review_row.load_no = latest.load_no
join kept on review_row.load_no = kept.load_no
order by review_row.project_id, review_row.row_no

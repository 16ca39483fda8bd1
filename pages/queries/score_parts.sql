-- one row per scored part of one form: its points as printed, by the formula, and after the severe findings
select
    project_id,
    part_no,
    part_name,
    weight_points,
    score_points,
    formula_points,
    audited_points,
    formula_note_text,
    doubt_text,
    if(part_code = 'execution', 'fund', 'indicator') as section_code,
    row_no,
    'score' as field_name
from mart_score_part
where project_id = $id
order by part_no

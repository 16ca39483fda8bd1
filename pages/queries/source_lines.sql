-- one row per line of an original in the asked range, as it stands there
select
    line_no,
    sheet_row_no,
    line_text
from raw_document_line
where document_id = $document_id and line_no between $first_line and $last_line
order by line_no

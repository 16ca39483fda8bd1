-- one row per document and cell in which it has forms, for the documents that stand in several cells: each counts once
with placed as (
    select distinct document_id, cell_no from mart_project
)
select
    document_id,
    cell_no
from placed
qualify count(*) over (partition by document_id) > 1

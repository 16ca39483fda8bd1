-- one row: what the build holds
select
    build_id,
    build_number,
    code_version,
    document_count,
    form_count,
    indicator_count,
    finding_count
from meta_build

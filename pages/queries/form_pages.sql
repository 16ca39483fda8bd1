-- one row per page of the original that one form stands on, with the fingerprint of its picture (null: not drawn)
select
    pages.page_no,
    pages.width_pixels,
    pages.height_pixels,
    pages.picture_sha256
from raw_page_picture as pages
semi join (select document_id, page_no from raw_field_box where project_id = $id) as boxes
    using (document_id, page_no)
order by pages.page_no

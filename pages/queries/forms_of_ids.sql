-- one row per form of the build among those asked for by id
select mart_project.project_id
from mart_project
where list_contains($project_ids::varchar[], mart_project.project_id)

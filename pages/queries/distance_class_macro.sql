-- A macro of every opened build: how a value stands to its target, points considered. A target of = has no better and worse: what
-- differs is a deviation. Null where there is no distance.
create macro distance_class(target_operator, distance_rate, lost_points) as (
    case
        when distance_rate is null then null
        when target_operator = '=' and distance_rate <> 0 then '等于型目标偏离'
        when lost_points > 0 and distance_rate >= 0 and coalesce(target_operator, '') <> '=' then '达到目标却扣分'
        when lost_points > 0 then '已失分'
        when distance_rate >= -0.005 then '达到或优于目标'
        when lost_points is null then '低于目标，未印得分'
        else '满分但偏离目标'
    end
)

-- A macro of every opened build: whether a value misses its target by more than half a percent of it (the tolerance of rule C02): a
-- target of = in either direction, any other only where the value is worse.
create macro is_off_target(target_operator, distance_rate) as (
    case when target_operator = '=' then abs(distance_rate) > 0.005 else distance_rate < -0.005 end
)

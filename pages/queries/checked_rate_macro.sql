-- A macro of every opened build: how a printed execution rate stands to the recomputed one: a form rounds its rate or cuts it off, at two
-- decimals of a percent, at one or at whole percents. The bounds are those of rule A05, so that page and finding say the same.
create macro checked_rate(printed_execution_rate, execution_rate) as (
    case
        when execution_rate is null then '不能重算'
        when printed_execution_rate is null then '表上未印'
        when abs(printed_execution_rate - execution_rate) < 0.00005 then '一致'
        when abs(printed_execution_rate - execution_rate) <= 0.00015 then '尾差'
        when
            list_bool_or([
                abs(printed_execution_rate - fewer) < 1e-9
                for fewer in [
                    round(execution_rate, 2), round(execution_rate, 3),
                    trunc(execution_rate * 100 + 1e-7) / 100, trunc(execution_rate * 1000 + 1e-7) / 1000
                ]
            ]) then '取整'
        else '不一致'
    end
)

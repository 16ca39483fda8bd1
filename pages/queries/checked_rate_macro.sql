-- A macro of every opened build: how a printed execution rate stands to the recomputed one: a form rounds or cuts its rate, to two
-- decimals of a percent or to whole percents.
create macro checked_rate(printed_execution_rate, execution_rate) as (
    case
        when execution_rate is null then '不能重算'
        when printed_execution_rate is null then '表上未印'
        when abs(printed_execution_rate - execution_rate) < 0.00005 then '一致'
        when abs(printed_execution_rate - execution_rate) < 0.000101 then '尾差'
        when
            abs(printed_execution_rate * 100 - round(printed_execution_rate * 100)) < 0.000001
            and abs(printed_execution_rate - execution_rate) < 0.01 then '取整'
        else '不一致'
    end
)

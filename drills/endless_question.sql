-- one row: a sum over so many pairs that no machine comes to its end
select sum(first.range * second.range % 7) as total
from range(10000000) as first, range(10000000) as second

-- one row per finding, of the build or under tried rules
select * from audit_finding

-- A macro of every opened build: the forms of chosen places and fields beside which a form of the other kind stands.
create macro paired_members(provinces, cities, districts, sectors) as table (
    select *
    from query_table('mart_family_member')
    where
        is_chosen(provinces, province_code)
        and is_chosen(cities, city_code)
        and is_chosen(districts, division_code)
        and is_chosen(sectors, sector_code)
        and has_counterpart
)

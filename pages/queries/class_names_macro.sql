-- A macro of every opened build: the names of the classes (see reason_classes) that are measures, whose codes begin with M, or of
-- those that are causes, in one text; null where there is none.
create macro class_names(classes, is_measure) as (
    nullif(list_aggregate([class[2] for class in classes if (class[1] like 'M%') = is_measure], 'string_agg', '、'), '')
)

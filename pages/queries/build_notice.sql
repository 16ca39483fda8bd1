-- one row: what must be said of everything in the build, null where nothing must
select notice_text from meta_build

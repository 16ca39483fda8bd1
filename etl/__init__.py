"""The ETL of 绩效透镜: published forms in, one checked build of Parquet tables out."""

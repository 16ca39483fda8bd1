"""The reviewer's workbook of 抽查复核: written pre-filled, read back, and set against the build."""

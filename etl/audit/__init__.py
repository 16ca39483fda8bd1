"""Stage `audit`: rules over the core tables; judges, repairs nothing."""

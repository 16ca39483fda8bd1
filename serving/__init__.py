"""What the server adds around app.py; knows neither pages nor etl. Used by serve.py."""

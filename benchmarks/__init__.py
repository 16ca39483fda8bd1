"""What performance is measured with: every `measure_<what>.py` here, run one after the other by `make bench`."""

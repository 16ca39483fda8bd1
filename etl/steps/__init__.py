"""What `pipeline.py` does in order, one joint of stages a module; beside it the only modules that know more than one
stage.

Input and output: as each module says. A stage never imports them.
"""

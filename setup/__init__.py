"""Set-up on a bare machine: the environment, the browser, and the commands of `make`; standard library only."""

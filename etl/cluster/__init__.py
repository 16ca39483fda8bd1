"""Reading on a cluster of Dask: the same work in the same guarded processes, on the machines of the cluster."""

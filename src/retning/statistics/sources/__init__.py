"""One file per way in: each turns an outside answer into a :class:`~retning.statistics.model.Table`."""

"""What we want: the plan's texts, hierarchy, targets and versions."""

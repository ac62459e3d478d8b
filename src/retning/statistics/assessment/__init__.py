"""Direction, target, evidence, rank and forecast: pure functions on arrays."""

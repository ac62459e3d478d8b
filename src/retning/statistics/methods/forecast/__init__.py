"""Forecast kernels on arrays."""

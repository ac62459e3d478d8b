"""Forecasts of yearly series: median of three models, pooled intervals, their accuracy."""

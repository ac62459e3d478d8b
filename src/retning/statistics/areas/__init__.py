"""Municipalities, counties, nation and regions through time."""

"""The tendency of a series by rule version 2026.2: a straight line with its persistence averaged over."""

"""Search over one edition: folding and stemming of words, matching, the index in memory."""

"""The graph for others: built files, documents of one term, tables."""

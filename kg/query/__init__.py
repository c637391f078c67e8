"""Questions to a graph, and their answers."""

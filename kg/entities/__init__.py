"""Names in a document: sources propose candidates, one policy chooses among them, referents tell what is the same."""

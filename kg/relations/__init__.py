"""Relations and attributes between the names of a document: rules as data, a ranker, stages and realis."""

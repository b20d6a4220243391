"""The roots of the query type, one module per subject: translate in, ask one read model, translate out."""

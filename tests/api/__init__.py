"""The GraphQL door, from its HTTP edge to its answers."""

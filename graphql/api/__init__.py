"""The GraphQL door: translate in, call one use case or loader, translate out. Imported as `api`."""

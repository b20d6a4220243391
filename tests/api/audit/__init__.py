"""The GraphQL-over-HTTP audit of the npm package graphql-http, run against a served application."""

"""The GraphQL API of the registers."""

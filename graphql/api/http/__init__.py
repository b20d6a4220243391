"""The HTTP edge of the GraphQL API, independent of any schema.

    schema = QuietSchema(Query, Mutation, extensions=[Guarding(Limits(...))])      # errors, guard, limits
    app.include_router(SpecRouter(schema, context_getter=context))                 # router
    app.include_router(explore_router(operations))                                 # explore
    app.add_middleware(BodyLimit)                                                  # body_limit
    body = response_body(await schema.execute(text, variables, context))           # errors: the same without HTTP

Imported from its modules, not from here: what runs a question without HTTP then never loads FastAPI.
"""

"""The page on which clerks decide who records speak of: server-rendered, whole without a script."""

"""How does Django reach PostgreSQL here? Its own engine, which reads the connection when it is first needed and lets
nothing through on the council connection while no council is in scope."""

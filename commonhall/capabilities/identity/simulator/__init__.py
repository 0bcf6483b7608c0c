"""A real OpenID Connect provider of made-up people: GOV.UK One Login, Microsoft Entra ID and a plain one."""

"""How does GOV.UK Notify look from outside? A local stand-in that speaks its wire format and sends nothing."""

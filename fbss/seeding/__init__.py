"""How content comes in: parse (pure), decide (pure), load, export."""

"""Any page as a leaflet: a tagged PDF to print and to hand over."""

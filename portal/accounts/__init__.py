"""How editors log in: django-allauth with sign-up closed, in our own words and pages."""

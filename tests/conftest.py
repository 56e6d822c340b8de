"""What every test may rely on."""

from hypothesis import settings

# A busy machine is no reason to fail; slowness has tests of its own.
settings.register_profile("portal", deadline=None)
settings.load_profile("portal")

"""The public site as files, for a server that runs nothing."""

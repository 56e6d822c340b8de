"""The whole site as one file: to read from a disk, without a network."""

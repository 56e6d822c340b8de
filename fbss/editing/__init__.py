"""How content changes: drafts, review, schedule, withdrawal, and who may do what."""

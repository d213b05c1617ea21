"""Where the index is kept: beside the database in files, or in PostgreSQL."""

"""The collectors: everything that fetches."""

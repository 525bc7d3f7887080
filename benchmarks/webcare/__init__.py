"""Reply times and reply quality against published figures and hand-made labels."""

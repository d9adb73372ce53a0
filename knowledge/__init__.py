"""What we know: entries, needs, places, languages, translations, and their checks."""

"""How we find: encoder, views, vectors, eligibility, ranking, evaluation."""

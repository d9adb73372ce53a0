"""How we decide: one custom action a file, named by what the person gets."""

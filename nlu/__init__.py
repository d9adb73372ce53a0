"""How we understand: plain functions, and thin Rasa components over them."""

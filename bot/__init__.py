"""How we talk: domain, rules, wording in 16 languages, channels and the chat page."""

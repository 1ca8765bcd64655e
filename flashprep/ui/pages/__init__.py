"""The pages; each takes the open profile and the broadcast, and knows no other page."""

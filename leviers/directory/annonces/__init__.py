"""Offers and requests between territoires and structures, and what people tell each other about them.

Doors   `redaction` writes annonces, `lecture` lists them, `messages` relays what people write to each other,
        `structures` opens a conversation with a structure, `cooperations` keeps what came of it,
        `moderation` is for the team, `tournee` writes letters in time
"""

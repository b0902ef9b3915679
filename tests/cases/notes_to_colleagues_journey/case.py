"""Anna is on a journey while her computer at the desk reads on: she sends six letters to ten colleagues each, and reads
nothing where she is. Clean."""
import colleagues


def build(root):
    server, people = colleagues.company(root)
    for part in range(6):
        server.smtp_auth_message(colleagues.BOX, colleagues.AWAY, server.moment("14:00:00") + part * 300,
                                 people[part * 10:part * 10 + 10], f"Minutes of group {part}")
    server.never_named(colleagues.BOX, "factory", colleagues.AWAY)
    return server

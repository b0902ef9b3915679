"""As shells_in_many_folders, and no two letters have one subject: twenty-four folders that never mailed before mail on one
day, to strangers."""
from many_folders import shells

WORDS = "parcel invoice account payment notice delivery order password refund mailbox storage tax".split()


def build(root):
    return shells(root, ["203.0.113.90"], lambda server: " ".join(server.random.choice(WORDS) for _ in range(3)) +
                  f" {server.random.randrange(10**6)}")

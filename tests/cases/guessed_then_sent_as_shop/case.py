"""As shop_moved_away, but the host elsewhere failed for the mailbox before it got in, no more often than robots do on any day: whoever moves a
shop knows its password."""
from moved_shop import AGO, BOX, HOST, shop


def build(root):
    server = shop(root, moved=2)
    for ago in range(AGO, -1, -1):
        for number, at in enumerate(server.spread((ago, "01:00:00"), (ago, "05:00:00"), 8)):
            server.smtp_auth_failure(BOX, HOST if ago == 2 and number < 4 else f"93.184.{ago}.{number + 1}", at)
    server.expect("thief", "mailbox", account=BOX, block=[HOST], counts=False)
    return server

"""The thieves of `unused_mailbox_stolen_for_days` began eight days ago, and the logs ten. Named and blocked for what becomes of their letters."""
import newcomer


def build(root):
    server = newcomer.send(root, "Your parcel no.", ("delivered",) * 5 + ("unknown", "spam"), days=8, logs=10, flood="stolen")
    server.logs_begin = server.now - 10 * 86400
    server.expect("stolen", "mailbox", account=newcomer.BOX, block=newcomer.HOSTS)
    return server

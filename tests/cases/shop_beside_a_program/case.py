"""A shop's checkout writes to each of its thirty buyers a day, and the log tells neither folders nor subjects. An intruder's
program writes a hundred letters in banks' names beside it, to a list of which a fourth is dead. That buyers ask for the
checkout in the seconds of the account's mail, and that PHP names it in what waits of theirs, tells nothing of the hundred: the shop stays open."""
from banks_letters import banks_letters


def build(root):
    return banks_letters(root, lambda number: "unknown" if number % 4 == 3 else "greylisted" if number % 5 == 4 else "delivered")

"""Strangers' ident servers answer with the names of accounts here and pieces of log lines, while their mail comes in."""
import socket
import threading

import acts
from clients import Letter

SETTINGS = {"ident": "2s"}
ANSWERS = {"203.0.113.61": "root P=local", "203.0.113.62": "harbor", "203.0.113.63": "harbor P=local S=300 T=\"x\"",
           "203.0.113.64": "x A=dovecot_login:anna@harbor-tools.example"}


def play(town):
    told = town.crime("inbound", is_sure=False)
    told.drivers.update(ANSWERS)
    for n, (address, answer) in enumerate(ANSWERS.items()):
        town.plan("12:55", serve_ident, address, answer)
        for step in range(25):
            letters = [Letter(f"offers{step}@shop{n}.test", ["info@harbor-tools.example"], f"Offer {step}, only today")]
            acts.arrive(town, town.at("13:00") + 110 * step + 20 * n, address, f"mail.shop{n}.test", letters)
    town.owner_writes("13:52", "info@harbor-tools.example", "yard@slow.test", "Chandlery order 5511")
    town.visit("13:20", "192.0.2.120", "harbor-tools.example", "/shop/order.php")
    town.visit("13:21", "192.0.2.120", "harbor-tools.example", "/shop/order.php", to=["buyer.x@slow.test"],
               form={"email": "buyer.x@slow.test", "item": "brass cleat"})


def serve_ident(address, answer):
    listener = socket.create_server((address, 113))
    threading.Thread(target=answer_all, args=(listener, answer), daemon=True).start()


def answer_all(listener, answer):
    while True:
        client, _ = listener.accept()
        with client:
            ports = client.recv(200).decode().strip()
            client.sendall(f"{ports} : USERID : UNIX : {answer}\r\n".encode())

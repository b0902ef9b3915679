"""The rest of the world: SMTP servers that take, put off or refuse mail, each on its own address."""
import asyncio

ACCEPT, PUT_OFF, REFUSE, GREYLIST = "accept", "put off", "refuse", "greylist"
# 192.0.2.244 (dark.test) is missing on purpose: connections to it are refused.
HOSTS = {"192.0.2.240": ACCEPT, "192.0.2.241": ACCEPT, "192.0.2.242": PUT_OFF, "192.0.2.243": REFUSE,
         "192.0.2.245": GREYLIST}
seen = set()


def answer_rcpt(behaviour, line):
    if behaviour == PUT_OFF:
        return "451 4.7.1 Try again later"
    if behaviour == REFUSE:
        return "552 5.2.2 Mailbox is full"
    if "<gone" in line.lower():
        return "550 5.1.1 No such recipient here"
    if behaviour == GREYLIST and line not in seen:
        seen.add(line)
        return "451 4.7.1 Greylisted, please try again later"
    return "250 2.1.5 Ok"


async def read_message(reader):
    while (line := await reader.readline()) not in (b".\r\n", b""):
        pass


async def serve(behaviour, reader, writer):
    serial = 0
    writer.write(b"220 mx.test ESMTP\r\n")
    # readline() gives b"" at the end of the stream for ever: leave then.
    while line := await reader.readline():
        word = line[:4].upper()
        reply = "250 Ok"
        if word == b"RCPT":
            reply = answer_rcpt(behaviour, line.decode("latin-1"))
        elif word == b"DATA":
            writer.write(b"354 Go ahead\r\n")
            await writer.drain()
            await read_message(reader)
            serial += 1
            reply = f"250 2.0.0 Ok: queued as {id(writer) & 0xFFFFF:05X}{serial}"
        writer.write(reply.encode() + b"\r\n")
        await writer.drain()
        if word == b"QUIT":
            break
    writer.close()


async def main():
    for host, behaviour in HOSTS.items():
        await asyncio.start_server(lambda r, w, b=behaviour: serve(b, r, w), host, 25)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
